"""Why a PDF is not taken: cut short, locked, or made to do something when it is opened.

An archive copy of a document (PDF/A) may hold neither encryption, nor scripts, nor commands that
start a program. Files attached inside a PDF are taken: offices send their annexes that way, and
readers ask before they open one.
"""

import re
import zlib

_TAIL = 4096  # some programs put a few bytes behind the end mark
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_ENCRYPTED = re.compile(rb"/Encrypt\s*(?:\d|<<)")
_RUNS = re.compile(rb"/S\s*/(?:JavaScript|Launch)\b|/JavaScript\s*(?:\d|<<)")
#: Objects packed into streams are unpacked up to here; a real file stays far below.
_MAX_PACKED_OBJECTS = 32 * 1024 * 1024


def why_refused(content: bytes) -> str:
    """The sentence for the person who sent the PDF; "" if it may be taken."""
    if b"%%EOF" not in content[-_TAIL:]:
        return (
            "Tệp PDF bị thiếu phần cuối hoặc bị nối thêm phần lạ, có thể do tải, chép chưa xong. "
            "Hãy mở tệp xem còn đủ trang không, tạo lại tệp rồi gửi."
        )
    plain = _plain_names(content)
    if _ENCRYPTED.search(plain):
        return (
            "Tệp PDF có mật khẩu hoặc bị khóa quyền nên không lưu trữ được. "
            "Hãy bỏ bảo vệ, lưu lại rồi gửi."
        )
    packed = _packed_objects(content)
    if packed is None:
        return "Tệp PDF nở ra quá lớn khi mở. Hãy tạo lại tệp PDF rồi gửi."
    if _RUNS.search(plain) or _RUNS.search(_plain_names(packed)):
        return (
            "Tệp PDF có lệnh tự chạy khi mở (JavaScript hoặc mở chương trình khác). "
            "Hãy in lại thành tệp PDF mới rồi gửi."
        )
    return ""


def _plain_names(content: bytes) -> bytes:
    """The bytes with ``/J#61vaScript`` written as readers understand it."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content)


def _packed_objects(content: bytes) -> bytes | None:
    """What the object streams hold, joined; None if that is more than any real file has."""
    pieces, left, at = [], _MAX_PACKED_OBJECTS, content.find(b"/ObjStm")
    while at >= 0:
        begin = content.find(b"stream", at, at + 2000)
        if begin >= 0:
            begin += 8 if content[begin + 6 : begin + 8] == b"\r\n" else 7
            end = content.find(b"endstream", begin)
            piece = _unpacked(content[begin : end if end >= 0 else None], left)
            left -= len(piece)
            if left <= 0:
                return None
            pieces.append(piece)
        at = content.find(b"/ObjStm", max(begin, at + 7))
    return b"\n".join(pieces)


def _unpacked(stream: bytes, limit: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream, limit)
    except zlib.error:
        return stream  # not packed, or damaged: readers cannot use it either
