"""What may arrive in a field: by mistake, by a broken browser, by malice."""

import unicodedata

SCRIPT = "<script>alert(1)</script>"
#: 62615533 is in the page only if a template engine has worked on what was typed.
TEMPLATE = "{{7*7}}{{7919*7907}}{% raw %}"
EVALUATED = "62615533"
ATTRIBUTE = '"\' onmouseover=alert(1) x="><img src=x onerror=alert(1)>'

#: Names that no form of the portal has, or that only look like one of its fields.
NAMES = (
    "sessions-²-on", "sessions-٣-on", "sessions-" + "1" * 5000 + "-on", "sessions--on", "sessions",
    "sessions-99999999999999999999-on", "sessions-0-", "stat:\x00", "stat:khong-co:current",
    "stat:", "stat:::", "stat:i.1-nhiem-vu:xyz", "stat:i.1-nhiem-vu", "task:abc", "outline:p1.i",
    "\x00", "x" * 100_000, "_method", "a[b]", "c99-answer", "units", "value", "active", "code",
)  # fmt: skip

#: For each field all of these are sent in turn, alone and in every field at once.
VALUES: tuple[str, ...] = (
    "",
    " \t \r\n ",
    "a" * 100_000,
    "1" * 100_000,
    "[" * 50_000,
    "a\x00b",
    "a\x07\x1b[31mb",
    "tên\u202egnp.exe",
    unicodedata.normalize("NFD", "Quyết định số 352/QĐ-UBND của Ủy ban"),
    SCRIPT,
    TEMPLATE,
    ATTRIBUTE,
    "' OR 1=1 --",
    "1; DROP TABLE plan",
    "%s %(x)s {0} ${7*7} #{7*7} \\",
    "không phải số",
    "-1",
    "0",
    "1e9",
    "NaN",
    "²",
    "٣",
    str(2**31),
    str(2**63),
    "31/02/2024",
    "2024-13-45",
    "01/01/0001",
    "31/12/2199",
    "99:99",
    "../../etc/passwd",
    "không-có-trong-danh-sách",
    "😀 👩‍👩‍👧 𠀀",
    '{"a": 1}',
    "[1]",
    "[[1,2,3]]",
    "null",
)
