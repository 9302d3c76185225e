"""Pictures without what cameras and programs write into them: place, time, names, programs."""

_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
# APP1 (Exif, XMP), APP13 (captions) and comments; APP0, APP2 (colours), APP14 belong to the image
_JPEG_DROPPED = (0xE1, 0xED, 0xFE)
_PNG_DROPPED = (b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"tIME")


def clean_picture(content: bytes) -> bytes:
    """The same picture; other formats and damaged files come back as they are."""
    if content.startswith(_JPEG):
        return _clean_jpeg(content)
    if content.startswith(_PNG):
        return _clean_png(content)
    return content


def _clean_jpeg(content: bytes) -> bytes:
    kept, at = bytearray(content[:2]), 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        length = int.from_bytes(content[at + 2 : at + 4], "big") + 2
        if marker == 0xDA or length < 4:
            break
        if marker not in _JPEG_DROPPED:
            kept += content[at : at + length]
        at += length
    return bytes(kept + content[at:])


def _clean_png(content: bytes) -> bytes:
    kept, at = bytearray(content[:8]), 8
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big") + 12
        kind = content[at + 4 : at + 8]
        if kind not in _PNG_DROPPED:
            kept += content[at : at + length]
        at += length
        if kind == b"IEND":
            break  # nothing after the end of the picture belongs to it
    return bytes(kept)
