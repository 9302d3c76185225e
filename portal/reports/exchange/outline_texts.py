"""The outline of a report as lines of text: how sections are written in a Word file, and what of
such a file is the form's own words. Pure."""

import re
from collections.abc import Iterable
from typing import Any

from portal.reports.draft_values import PARTS
from portal.reports.form_version import FormDefinition, Section
from portal.reports.narrative.blocks import Rich
from portal.reports.narrative.marks import MARKED, blocks_of, marked
from portal.vietnamese import fold

#: “p1.i@7-3”: section, report, version of the text that was written out.
_TAG = re.compile(r"([a-z0-9][a-z0-9.\-]{0,40})@(\d{1,9})-(\d{1,9})", re.ASCII)
_BOOKMARK = re.compile(r"cchc_([a-z0-9_]{1,40})_(\d{1,9})_(\d{1,9})", re.ASCII)
_UNNAMED = re.compile(r"[^a-z0-9]")
_DASH = re.compile(r"^[-–+•] ")
_NUMBERED = re.compile(r"^\\(?=\d+\.\s)")
_EDGES = re.compile(r"^[\s\-–+*•.·]+|[\s.:;…]+$")
_MARK = re.compile(r"^([ivx]+|[a-z]|\d+(?:\.\d+)*)[.)](?= )")
PLACEHOLDER = "(Viết nội dung của phần này ở đây)"
TITLE = "Nội dung báo cáo theo đề cương"
GUIDE = (
    "Viết vào các khung có viền mờ dưới từng mục; không xóa khung. Chữ viết ngoài khung vẫn được "
    "giữ ở “phần chưa ghép”. Danh sách gạch đầu dòng bắt đầu bằng dấu “-”."
)
HEADS = {
    "shortcomings": ("Tồn tại, hạn chế", "Nguyên nhân", "Giải pháp", "Khắc phục xong trước"),
    "proposals": ("Đề xuất, kiến nghị", "Gửi cơ quan nào"),
}


def tag_of(section: Section, duty_id: int, version: int) -> str:
    """The tag of a section's content control."""
    return f"{section.code}@{duty_id}-{version}"


def read_tag(text: str) -> tuple[str, int, int] | None:
    """(section code, report, version) of such a tag."""
    found = _TAG.fullmatch(text)
    return (found[1], int(found[2]), int(found[3])) if found else None


def bookmark_of(section: Section, duty_id: int, version: int) -> str:
    """The same as the name of a bookmark, which programs keep that lose controls."""
    return f"cchc_{_UNNAMED.sub('_', section.code)}_{duty_id}_{version}"


def read_bookmark(definition: FormDefinition, name: str) -> tuple[str, tuple[int, int]] | None:
    """(section code, (report, version)) of such a name."""
    found = _BOOKMARK.fullmatch(name)
    codes = {_UNNAMED.sub("_", one.code): one.code for one in definition.answered_sections}
    if not found or found[1] not in codes:
        return None
    return codes[found[1]], (int(found[2]), int(found[3]))


def heading_of(section: Section) -> str:
    """The heading of a section as it stands in the file: I. …, 1. …, a) …"""
    mark = ")" if section.level >= 4 else "."
    return f"{section.number}{mark} {section.title}" if section.number else section.title


def same_line(one: str) -> str:
    """A line for comparing: no accents, case, marks at its ends or after its number."""
    return _MARK.sub(r"\1", _EDGES.sub("", " ".join(fold(one).split())))


def own_lines(definition: FormDefinition) -> set[str]:
    """Lines of the file that the form wrote: they are nobody's text."""
    lines = [TITLE, GUIDE, PLACEHOLDER, definition.title, definition.short_title]
    for section in definition.sections:
        lines += [heading_of(section), section.title, *section.prompts, *section.evidence]
    return {same_line(line) for line in lines}


def flat(section: Section, value: Any) -> list[str]:
    """A stored value as the texts of its inputs: marked text and its kind, or the parts of each
    item."""
    if section.kind == "narrative":
        return [marked(blocks_of(value)), MARKED]
    return [item.get(part, "") for item in value or () for part in PARTS[section.kind]]


def squeezed(texts: Iterable[str]) -> list[list[str]]:
    """Texts for comparing: lines without idle blanks, escapes and kinds of dashes; what Word does
    to those is no change."""
    lines = [[_line(line) for line in text.splitlines()] for text in texts]
    return [[line for line in text if line] for text in lines]


def _line(line: str) -> str:
    return _DASH.sub("- ", " ".join(line.split()).removeprefix("\\"))


def from_blocks(blocks: Rich) -> list[str]:
    """What was read of a file as the input of a narrative: “1. ” at a line's start is an item."""
    lines = (_NUMBERED.sub("", line) for line in marked(blocks).split("\n"))
    return ["\n".join(lines), MARKED]
