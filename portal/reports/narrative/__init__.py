"""The answers of the outline: rich text, and what comes with a paste.

A plain answer is stored as text, as ever. One with formatting is stored as ``{"marked": …}``:
text with a few marks, from which HTML is made anew each time it is shown, so that no HTML is
stored (``marks``). What is typed or pasted as HTML is cleaned into it on the server
(``pasted_html``).
"""
