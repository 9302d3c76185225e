"""People of the units: invitations, activation letters, delegated signing.

Glossary: *activation code* (mã kích hoạt: makes one account, once), *letter* (thư kích hoạt),
*delegation* (ủy quyền: a deputy may sign off in a window of days, by a numbered paper).
"""
