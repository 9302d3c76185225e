"""How large a PNG or JPEG picture becomes when it is opened, read from its head alone."""

import struct

#: Twice an A3 page at 600 dpi; a few kilobytes may claim thousands of times as much.
MAX_PIXELS = 150_000_000
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


def pixels_of(content: bytes) -> int:
    """Width times height as the picture states them; 0 if it does not."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _product(content[16:24], ">II")
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        if content[at + 1] in _FRAMES:
            return _product(content[at + 5 : at + 9], ">HH")
        if content[at + 1] == 0xFF:  # filling before a marker
            at += 1
            continue
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    return 0


def _product(sizes: bytes, form: str) -> int:
    if len(sizes) < struct.calcsize(form):
        return 0
    width, height = struct.unpack(form, sizes)
    return int(width * height)
