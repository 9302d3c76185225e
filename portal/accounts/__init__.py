"""Accounts: users, roles, sign-in, sessions, the audit log.

Glossary: *user* (tài khoản), *shared account* (tài khoản đơn vị: one account, several
people; it asks who is typing), *typist* (người nhập liệu), *role* (vai trò).
"""
