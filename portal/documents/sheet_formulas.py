"""Cells of an .xlsx file that hold a formula and no result: a reader sees them as blank.

Excel, WPS Office and LibreOffice store the result beside the formula (ECMA-376 part 1, 18.3.1.4:
``f`` and ``v`` of ``c``); programs that only write files may leave it out.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator

# Bounded repetitions: the markup comes from outside.
_BARE = re.compile(
    rb"<(?:\w{1,9}:)?c\s([^<>]{1,300})>\s*<(?:\w{1,9}:)?f(?:\s[^<>]{0,300})?"
    rb"(?:/>|>[^<]{0,9000}</(?:\w{1,9}:)?f>)\s*</(?:\w{1,9}:)?c>"
)
_AT = re.compile(rb"\br=[\"']\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_SHEET = re.compile(rb"<(?:\w{1,9}:)?sheet\s[^<>]{0,600}?\b\w{1,9}:id=[\"']([^\"']{1,60})")
_PART = re.compile(rb"<(?:\w{1,9}:)?Relationship\s([^<>]{1,900})>")
_ID = re.compile(rb"\bId=[\"']([^\"']{1,60})")
_TARGET = re.compile(rb"\bTarget=[\"']([^\"']{1,200})")


class NoResult(str):
    """What stands in such a cell: reads as an empty text, and can be told from one."""


def mark_bare(content: bytes, sheets: list[list[list[object]]]) -> None:
    """Put ``NoResult`` where the rows of ``sheets`` (in the order of the book) have such a cell."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = _parts(archive)
        for rows, part in zip(sheets, parts, strict=False):
            for line, column in _cells(archive.read(part)) if part else ():
                if line < len(rows) and column < len(rows[line]):
                    rows[line][column] = NoResult()


def _parts(archive: zipfile.ZipFile) -> list[str]:
    """The file of each sheet in the order of the book; "" for one that cannot be found."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return []
    targets: dict[bytes, str] = {}
    for (attributes,) in (found.groups() for found in _PART.finditer(_rels(archive))):
        one, other = _ID.search(attributes), _TARGET.search(attributes)
        if one and other:
            target = other[1].decode("utf-8", "replace")
            targets[one[1]] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
    wanted = (targets.get(key, "") for key in _SHEET.findall(archive.read("xl/workbook.xml")))
    return [part if part in names else "" for part in wanted]


def _rels(archive: zipfile.ZipFile) -> bytes:
    return archive.read("xl/_rels/workbook.xml.rels")


def _cells(markup: bytes) -> Iterator[tuple[int, int]]:
    """Line and column, from 0."""
    for found in _BARE.finditer(markup):
        place = _AT.search(found[1])
        if place:
            column = 0
            for letter in place[1].upper():
                column = column * 26 + letter - 64
            yield int(place[2]) - 1, column - 1
