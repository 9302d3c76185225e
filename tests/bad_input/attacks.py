"""Requests made wrong on purpose: one drawn by Hypothesis for a form, or for an address."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_from_bytes

from hypothesis import strategies as st

from tests.bad_input.cases import Case
from tests.bad_input.files import PDF, hostile_files
from tests.bad_input.strategies import (
    ARRAY_NAMES,
    BODIES,
    SHAPES,
    TEXTS,
    as_bytes,
    segments,
    turned,
    values,
)
from tests.bad_input.values import NAMES

URL_ENCODED = "application/x-www-form-urlencoded"
_BOUNDARY = b"----ranh-gioi-7919"
MULTIPART = f"multipart/form-data; boundary={_BOUNDARY.decode()}"
Pairs = list[tuple[str, Any]]


@dataclass(frozen=True)
class Attack:
    """One request: ``field`` is the only one touched, "" if it is none or several."""

    kind: str
    field: str
    sent: Any
    body: bytes
    content_type: str | None

    def __str__(self) -> str:
        shown = repr(self.sent)
        return f"{self.kind} {self.field}={shown if len(shown) < 90 else shown[:70] + '…'}"


def encoded(pairs: Pairs, multipart: bool) -> tuple[bytes, str]:
    """Body and content type; values are text, bytes or (file name, bytes)."""
    if not multipart and not any(isinstance(value, tuple) for _, value in pairs):
        parts = [
            f"{quote_from_bytes(as_bytes(name))}={quote_from_bytes(as_bytes(value))}"
            for name, value in pairs
        ]
        return "&".join(parts).encode(), URL_ENCODED
    out = []
    for name, value in pairs:
        head = b'Content-Disposition: form-data; name="' + as_bytes(name) + b'"'
        if isinstance(value, tuple):
            file_name = as_bytes(value[0]).replace(b'"', b"%22")
            head += b'; filename="' + file_name + b'"\r\nContent-Type: application/octet-stream'
        content = value[1] if isinstance(value, tuple) else as_bytes(value)
        out.append(b"--" + _BOUNDARY + b"\r\n" + head + b"\r\n\r\n" + content + b"\r\n")
    return b"".join(out) + b"--" + _BOUNDARY + b"--\r\n", MULTIPART


def pairs_of(good: dict[str, list[Any]], field: str = "", instead: Any = ()) -> Pairs:
    """The good form, with other values in one field; ``good`` keeps its order."""
    order = list(good) + ([field] if field and field not in good else [])
    return [(name, value) for name in order for value in (instead if name == field else good[name])]


@st.composite
def attacks(draw: Any, case: Case) -> Attack:
    """A request to the form of ``case`` with one thing wrong, or everything."""
    fields = [one for one in case.fields()]
    files = [one for one in fields if one.kind == "file"]
    ways = ["body"] + ["value"] * 12 + ["shape"] * 3 + ["everything", "extra"]
    if not fields:
        ways = ["body", "extra", "extra"]
    way = draw(turned(ways + ["hostile file"] * (4 if files else 0), case.endpoint))
    good, multipart = case.good, case.form.multipart
    field, sent = "", None
    if way == "body":
        return draw(_bodies(case))
    if way == "hostile file":
        field, sent = (
            draw(st.sampled_from(files)).name,
            draw(turned(hostile_files(), case.endpoint)),
        )
        kind, pairs = "hostile file", pairs_of(good, field, [sent])
        sent = sent[0]
    elif way == "value":
        field = draw(turned(fields, case.endpoint)).name
        kind, sent = draw(values(case.endpoint))
        pairs = pairs_of(good, field, [sent])
    elif way == "shape":
        field = draw(turned(fields, case.endpoint)).name
        kind = draw(turned(SHAPES, case.endpoint))
        old, text = good.get(field, []), draw(TEXTS["script"])
        sent = {
            "missing": [],
            "doubled": [text, *old, text],
            "behind a blank": ["", text],
            "as a file": [("bao-cao.pdf", PDF)],
        }.get(kind, old)
        pairs = pairs_of(good, field, [] if kind == "array name" else sent)
        if kind == "array name":
            sent = draw(st.sampled_from(ARRAY_NAMES)).format(field)
            pairs += [(sent, text), (sent, text)]
        field = ""
    elif way == "everything":
        kind, sent = draw(values(case.endpoint))
        if len(fields) > 30:
            sent = sent[:1000]
        kind = f"everywhere: {kind}"
        pairs = pairs_of({**good, **{one.name: [sent] for one in fields}})
    else:
        kind, sent = "extra field", draw(st.sampled_from(NAMES) | st.text(min_size=1, max_size=9))
        pairs = [*pairs_of(good), (sent, draw(TEXTS["script"])), (sent, "1")]
    body, content_type = encoded(pairs, multipart)
    return Attack(kind, field, sent, body, content_type)


@st.composite
def _bodies(draw: Any, case: Case) -> Attack:
    """A whole request that no browser makes; the token is in a header."""
    kind = draw(turned(BODIES, case.endpoint))
    pairs = pairs_of(case.good)
    body, content_type = encoded(pairs, kind in ("malformed multipart", "no boundary"))
    made: str | None = content_type
    if kind == "wrong type":
        made = draw(st.sampled_from(["text/plain", "khong phai", "image/png", MULTIPART, "/"]))
    elif kind == "no type":
        made = None
    elif kind == "wrong charset":
        charset = draw(st.sampled_from(["utf-16", "utf-7", "khong-co", "ascii", "cp1258"]))
        made = f"{content_type}; charset={charset}"
    elif kind == "no boundary":
        made = "multipart/form-data"
    elif kind == "malformed multipart":
        old = draw(st.sampled_from([b"\r\n\r\n", b'name="', b"--", b"form-data", b"\r\n", b'"']))
        new = draw(st.sampled_from([b"", b"\x00", b"\r\n", b"\xff", b"name*=utf-8''%ff;", b"--"]))
        body = body.replace(old, new, draw(st.integers(1, 9)))
    elif kind == "truncated":
        body, made = encoded(pairs, draw(st.booleans()))
        body = body[: draw(st.integers(0, len(body)))]
    elif kind == "JSON":
        body = draw(st.sampled_from([b"[" * 50_000, b'{"value": 1}', b"null", b"\xff", b'""']))
        made = "application/json"
    else:
        body = b"&".join(b"a[%d][b]=%d" % (n, n) for n in range(draw(st.integers(1, 6000))))
    return Attack(kind, "", body[:60], body, made)


@st.composite
def queries(
    draw: Any, names: tuple[str, ...], rule: str, variables: int
) -> tuple[str, int, bytes, bytes]:
    """(kind, place, part, query): ``part`` for the variable at ``place`` of an address, -1 for
    none; the query goes behind it."""
    place = draw(st.integers(0, variables - 1)) if variables and draw(st.booleans()) else -1
    kind, part = draw(segments(rule)) if place >= 0 else ("", b"")
    pieces = []
    if place < 0:
        kind, value = draw(values(rule))
        value = as_bytes(value)[:20_000]
        shape = draw(st.sampled_from(["{}", "{}", "{}", "{}[]", "{}[0]"]))
        name = shape.format(draw(turned(names, rule)))
        pieces = [f"{name}={quote_from_bytes(value)}".encode()] * draw(st.sampled_from([1, 1, 2]))
        if draw(st.booleans()):
            other = draw(st.sampled_from(names))
            pieces.append(f"{other}={draw(st.integers(-1, 10**20))}".encode())
    return kind, place, part, b"&".join(pieces)
