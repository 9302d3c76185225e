"""Everything that a file or an answer may hide: unpacked, decoded, as texts to look through.

``texts(content)`` goes on until nothing new comes out: a gzip in base64 in a JSON string in a
member of a Word file is found.
"""

import base64
import binascii
import gzip
import html
import io
import quopri
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from urllib.parse import unquote_plus

import brotli
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import StreamObject

DEPTH = 4
#: What a piece may still be: an archive; text in some writing; text with one writing undone.
PACKED, WRITTEN, LAST = range(3)
_RUN = re.compile(r"[A-Za-z0-9+/_-]{16,}")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){8,}")
_ESCAPES = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
_ICS_FOLD = re.compile(r"\r?\n[ \t]")
_TAG = re.compile(r"<[^<>]*>")
_TEXT = re.compile(r"[ -~]{8}")


@lru_cache(maxsize=2000)
def texts(content: bytes, depth: int = 0) -> tuple[tuple[str, str], ...]:
    """(how it was decoded, text) of ``content`` and of all that is packed or encoded in it.

    Kept for a while: a page, its two compressed forms and the live page are the same bytes.
    """
    found: dict[str, str] = {}
    waiting = [("raw", content, depth, PACKED)]
    seen: set[tuple[bytes, int]] = set()
    while waiting:
        how, blob, deep, kind = waiting.pop()
        if (blob, kind) in seen:
            continue
        seen.add((blob, kind))
        if deep < DEPTH and kind == PACKED:
            for way, inner in unpacked(blob):
                # a page packed once has the level of the page, and so its place in the cache
                plain = deep == 0 and not unpackable(inner)
                for past, said in texts(inner, 0 if plain else deep + 1):
                    found.setdefault(said, f"{how}>{way}>{past}")
        for charset, text in decoded(blob):
            found.setdefault(text, f"{how}>{charset}")
            if deep < DEPTH:
                waiting += [(f"{how}>{way}", one, deep + 1, PACKED) for way, one in runs(text)]
            if deep < DEPTH and kind != LAST:
                for way, inner, sort in rewritten(text):
                    waiting.append((f"{how}>{way}", inner, deep + 1, sort))
    return tuple((how, text) for text, how in found.items())


def decoded(blob: bytes) -> Iterator[tuple[str, str]]:
    """The bytes as text; two-byte text only where there are NULs."""
    yield "utf-8", blob.decode("utf-8", "ignore")
    if b"\0" in blob:
        yield "utf-16-le", blob.decode("utf-16-le", "ignore")
        yield "utf-16-be", blob.decode("utf-16-be", "ignore")


def unpacked(blob: bytes) -> Iterator[tuple[str, bytes]]:
    """What is packed in the bytes, by their first ones; brotli has no mark, so it is tried."""
    if blob[:2] == b"\x1f\x8b":
        yield from _tried("gzip", lambda: gzip.decompress(blob))
    elif blob[:4] == b"PK\3\4":
        yield from _members(blob)
    elif b"%PDF-" in blob[:1024]:
        yield from _pdf(blob)
    elif blob[:1] == b"\x78":
        yield from _tried("zlib", lambda: zlib.decompress(blob))
    elif blob[:4] != b"wOF2" and not _TEXT.match(blob[:64].decode("latin-1")):
        yield from _tried("brotli", lambda: brotli.decompress(blob))


def _tried(way: str, unpack: Callable[[], bytes]) -> Iterator[tuple[str, bytes]]:
    try:
        yield way, unpack()
    except (OSError, EOFError, zlib.error, brotli.error):
        return  # not packed after all; the bytes themselves are looked through anyway


def _members(blob: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(blob))
    except zipfile.BadZipFile:
        return
    yield "zip comment", archive.comment
    for entry in archive.infolist():
        yield "zip name", entry.filename.encode() + b"\n" + entry.comment
        yield f"zip {entry.filename}", archive.read(entry)


def _pdf(blob: bytes) -> Iterator[tuple[str, bytes]]:
    """Text, metadata, attachments and every stream of a PDF."""
    try:
        reader = PdfReader(io.BytesIO(blob))
        yield "pdf text", "\n".join(page.extract_text() for page in reader.pages).encode()
        yield "pdf metadata", "\n".join(map(str, (reader.metadata or {}).values())).encode()
        for name, contents in reader.attachments.items():
            yield "pdf attachment name", name.encode()
            yield from (("pdf attachment", one) for one in contents)
        for number in range(1, len(reader.xref.get(0, {})) + 1):
            found = reader.get_object(number)
            if isinstance(found, StreamObject):
                yield "pdf stream", found.get_data()
    except (PyPdfError, ValueError, KeyError, AttributeError):
        return  # a PDF in name only: its bytes are looked through as they are


def rewritten(text: str) -> Iterator[tuple[str, bytes, int]]:
    """The text with each way of writing undone, and with one after the other undone.

    Only the last is looked into further: the ways in every order would be thousands.
    """
    chain = text
    for way, undo in (
        ("entities", html.unescape),
        ("url", unquote_plus),
        ("escapes", _unescaped),
        ("folded lines", lambda text: _ICS_FOLD.sub("", text)),
        ("quoted-printable", _quoted),
    ):
        undone = undo(text)
        if undone != text:
            yield way, undone.encode("utf-8", "ignore"), LAST
            chain = undo(chain)
    if chain != text:
        yield "all", chain.encode("utf-8", "ignore"), WRITTEN
    for way, said in (("tags", text), ("all, tags", chain)):
        bare = _TAG.sub("", said)
        if bare != said:
            yield way, bare.encode("utf-8", "ignore"), LAST


def runs(text: str) -> Iterator[tuple[str, bytes]]:
    """What the runs of base64 and hex in a text stand for: archives apart, texts together."""
    found = _RUN.findall(text)
    yield from (("base64", part) for run in found if unpackable(part := _from_base64(run, 0)))
    # a run may begin within another word, so each of the four ways to begin is tried
    for start in range(4):
        joined = b"\n".join(filter(None, (_from_base64(run, start) for run in found)))
        if joined:
            yield f"base64+{start}", joined
    joined = b"\n".join(bytes.fromhex(run) for run in _HEX.findall(text))
    if joined:
        yield "hex", joined


def unpackable(blob: bytes) -> bool:
    """Whether the bytes say that they are an archive or a PDF."""
    return blob.startswith((b"\x1f\x8b", b"PK\3\4", b"%PDF-", b"\x78\x9c", b"\x78\xda"))


def _unescaped(text: str) -> str:
    plain = _ESCAPES.sub(lambda found: chr(int(found[1] or found[2], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")


def _quoted(text: str) -> str:
    if not re.search(r"=[0-9A-F]{2}=[0-9A-F]{2}", text):
        return text
    return quopri.decodestring(text.encode()).decode("utf-8", "ignore")


def _from_base64(run: str, start: int) -> bytes:
    part = run[start:].translate(str.maketrans("-_", "+/"))
    try:
        return base64.b64decode(part[: len(part) // 4 * 4] + _rest(part))
    except binascii.Error:
        return b""


def _rest(part: str) -> str:
    """The last, incomplete group of base64, filled up; one letter alone says nothing."""
    left = part[len(part) // 4 * 4 :]
    return left + "=" * (4 - len(left)) if len(left) > 1 else ""
