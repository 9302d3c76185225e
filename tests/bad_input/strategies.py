"""What may be typed, pasted or forged, by kind: Hypothesis strategies for values and parts."""

import unicodedata
from collections.abc import Sequence
from typing import Any
from zlib import crc32

from hypothesis import strategies as st

from tests.bad_input.reflections import MARK
from tests.bad_input.values import VALUES

_WORDS = (
    "Quyết định số 352/QĐ-UBND", "Ủy ban nhân dân tỉnh", "cải cách hành chính", "Nguyễn Văn A",
    "Sở Nội vụ", "", "x",
)  # fmt: skip
_SQL = (
    "' OR 1=1 --", "1; DROP TABLE plan", "'; DELETE FROM user; --", "\" OR \"\"=\"", "%' --",
    "1 UNION SELECT password FROM user", "$$; SELECT pg_sleep(9) --", "\\'; --", "%s%s%n", "_%",
)  # fmt: skip
_BRACES = (
    "{{7919*7907}}", "{% raw %}", "${7919*7907}", "#{7919*7907}", "<%= 7919*7907 %>", "{{config}}",
    "{{''.__class__}}", "{0.__class__}", "%(csrf_token)s", "{{ self }}", "{#", "}}", "{%",
)  # fmt: skip
_SCRIPTS = (
    f"<script>{MARK}()</script>", f"</textarea><script>{MARK}()</script>", f"<{MARK}>",
    f"</title><script src=//{MARK}.example>", f"<svg><script>{MARK}()</script>",
    f"<iframe srcdoc='<script>{MARK}()</script>'>", f"<!--{MARK}-->", f"<style>{MARK}</style>",
    f"<a href='javascript:{MARK}()'>x</a>", f"javascript:{MARK}()", f"&lt;script&gt;{MARK}()",
    f"<math><mtext><{MARK}>", f"[x](javascript:{MARK})", f"<scr<script>ipt>{MARK}()</script>",
    f"data:text/html,<script>{MARK}()</script>", f"+ADw-script+AD4-{MARK}()",
)  # fmt: skip
_ATTRIBUTES = (
    f"\" onmouseover=\"{MARK}()", f"' onfocus='{MARK}()' autofocus='", f"x onerror={MARK}()",
    f"\"><img src=x onerror={MARK}()>", f"<img src=x onerror={MARK}()>", f"\" {MARK}=\"1",
    f"<svg/onload={MARK}()>", f"<b {MARK}=1>", f"<p style='x:{MARK}'>", f"' hx-on:load='{MARK}()",
)  # fmt: skip
_NUMBERS = (
    "1e309", "-1e309", "NaN", "Infinity", "-0", "1.234,5", "1,234.5", "1.234.567", "12,5 %",
    "٣", "²", "½", "0x10", "1_000", "1e-400", "٠", "①", "--1", "+-1", "1 234", "999999999999",
    "2147483648", "9223372036854775808", "-1", "0",
)  # fmt: skip
_DATES = (
    "31/02/2026", "00/00/0000", "01/01/0000", "0000-01-01", "31/12/9999", "9999-12-31",
    "01/01/10000", "29/02/2025", "2026-02-30T25:61", "1/1/1", "ngày 31 tháng 2", "99/99/9999",
    "24:00", "25:61", "2026-W53-8", "mùng một Tết", "01/01/0001",
)  # fmt: skip
_C0_C1 = [chr(n) for n in (*range(1, 32), *range(127, 160)) if chr(n) not in "\t\n\r"]
_BIDI = list("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_ODD_BYTES = (
    b"\xed\xa0\x80", b"\xed\xb0\x80x", b"\xff\xfe", b"\xc0\xaf", b"\xf8\x88\x80\x80\x80", b"\x80",
    b"\xe1\xba", b"\xf4\x90\x80\x80",
)  # fmt: skip
#: “Quyết định” in TCVN3, VNI, windows-1258 and UTF-16.
_LEGACY = (
    b"Quy\xd5t \xae\xde\x9anh", b"Quy\xe1\xeft \xf1\xf2nh", "Quyết định".encode("utf-16"),
    unicodedata.normalize("NFD", "Quyết").encode("cp1258", "replace"), "Đăng".encode("utf-32"),
)  # fmt: skip

_word = st.sampled_from(_WORDS)


def _around(odd: Any) -> Any:
    """Something odd inside a text that might be meant."""
    return st.builds(lambda a, b, c: f"{a}{b}{c}", _word, odd, _word)


def _bytes_around(odd: Any) -> Any:
    return st.builds(lambda a, b, c: a.encode() + b + c.encode(), _word, odd, _word)


#: Kind → what is put into one field.
TEXTS: dict[str, Any] = {
    "any text": st.text(max_size=60),
    "long": st.builds(
        lambda c: c * 100_000, st.sampled_from(["a", "1", "ế", "[", "<", "😀", " a"])
    ),
    "NUL": _around(st.sampled_from(["\x00", "\x00" * 9, "a\x00b"])),
    "control": _around(st.text(st.sampled_from(_C0_C1), min_size=1, max_size=5)),
    "bidi": _around(st.text(st.sampled_from(_BIDI), min_size=1, max_size=5)),
    "surrogates": _bytes_around(st.sampled_from(_ODD_BYTES)),
    "legacy bytes": _bytes_around(st.sampled_from(_LEGACY) | st.binary(max_size=20)),
    "NFD": st.builds(lambda a, b: unicodedata.normalize("NFD", f"{a} {b}"), _word, _word),
    "emoji": _around(st.sampled_from(["😀", "👩‍👩‍👧", "🇻🇳", "𠀀", "a\u0301" * 50, "\u200b"])),
    "SQL": _around(st.sampled_from(_SQL)),
    "braces": _around(st.sampled_from(_BRACES)),
    "script": _around(st.sampled_from(_SCRIPTS)),
    "attribute": _around(st.sampled_from(_ATTRIBUTES)),
    "quotes": st.text(st.sampled_from("'\"`\\<>&=;/ a"), min_size=1, max_size=30),
    "newlines": st.lists(_word, min_size=2, max_size=5).flatmap(
        lambda parts: st.sampled_from(["\n", "\r\n", "\r", "\u2028", "\v"]).map(
            lambda end: end.join(parts)
        )
    ),
    "number": st.sampled_from(_NUMBERS)
    | st.integers().map(str)
    | st.floats().map(str)
    | st.integers(1, 400).map(lambda digits: "9" * digits),
    "date": st.sampled_from(_DATES)
    | st.dates().map(lambda day: f"{day.day}/{day.month}/{day.year}")
    | st.builds("{}/{}/{}".format, st.integers(0, 40), st.integers(0, 20), st.integers(0, 99999)),
    "not offered": st.sampled_from(["khong-co", "__None", "None", "true", "on", "-", "other", "*"])
    | st.text("abcdefgh-_.", min_size=1, max_size=12),
    "other's id": st.integers(-2, 200).map(str) | st.sampled_from(["f1", "b1", "so-tu-phap"]),
    "known attack": st.sampled_from(VALUES),
}

#: How else a field can go wrong, whatever it holds.
SHAPES = ("missing", "doubled", "behind a blank", "array name", "as a file")
ARRAY_NAMES = ("{}[]", "{}[0]", "{}[a][b]", "{}.x", "{}-0", "{}-0-on", " {}", "{}\x00", "{}%00")
#: How the whole request can be broken.
BODIES = (
    "wrong type", "no type", "wrong charset", "malformed multipart", "no boundary", "truncated",
    "JSON", "nested parts",
)  # fmt: skip

_ODD_SEGMENTS = (
    b"..", b"%2e%2e", b"../../etc/passwd", b"..\\..\\x", b"a" * 3000, b"0", b"-1", b"1.5",
    b"\r\nX-Injected: 1", b"99999999999999999999", b"2147483648", "٣".encode(), "²".encode(),
    b" 1", b"1 ", b"+1", b"1;a=b", b"1//",
)  # fmt: skip


def as_bytes(value: str | bytes) -> bytes:
    """The value as a browser, or a forger, sends it."""
    return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")


def turned(items: Sequence[Any], key: str) -> Any:
    """One of the items. Hypothesis begins with the first: it is another one for each key."""
    start = crc32(key.encode()) % len(items)
    return st.sampled_from([*items[start:], *items[:start]])


def values(key: str) -> Any:
    """(kind, value) of any kind, each kind as likely as the others."""
    kinds = turned(sorted(TEXTS), key)
    return kinds.flatmap(lambda kind: st.tuples(st.just(kind), TEXTS[kind]))


def segments(key: str) -> Any:
    """(kind, bytes) for a part of an address; short, since servers cut longer ones."""
    odd = st.sampled_from(_ODD_SEGMENTS).map(lambda part: ("odd part", part))
    return odd | values(key).map(lambda one: (one[0], as_bytes(one[1])[:4000]))
