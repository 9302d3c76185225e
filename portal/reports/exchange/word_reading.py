"""An uploaded Word file as the texts of sections; what stands outside them is told, never lost.

Controls are told by their tags. A file that has lost them (saved by another program) is read by
its headings. The text itself comes through the portal's Word reader: revisions accepted, list
numbers written out, old Vietnamese fonts converted.
"""

import io
import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from lxml import html as lxml_html

from portal.documents.file_types import DOCX, FileTypeRefused, media_type_of
from portal.documents.word.package import UnreadableWord
from portal.documents.word.reading import import_docx
from portal.reports.exchange.comparing import FileCell
from portal.reports.exchange.outline_texts import (
    HEADS,
    PLACEHOLDER,
    from_blocks,
    heading_of,
    own_lines,
    read_tag,
    same_line,
)
from portal.reports.exchange.plain_lines import plain_lines
from portal.reports.exchange.word_marks import MARK, with_marks
from portal.reports.form_version import FormDefinition, Section
from portal.reports.narrative.pasted_html import cleaned
from portal.reports.rules import labels_of

#: What the reader tells of the file's own page numbers, contents, broken lines.
_OUR_OWN = {"margins", "fields", "contents", "broken", "glued"}


@dataclass(frozen=True)
class Outside:
    """Text that stood in no section; ``near``: the heading above it."""

    text: str
    near: str


@dataclass
class OutlineContent:
    """What a file holds; ``by_heading``: sections found without their control."""

    cells: list[FileCell] = field(default_factory=list)
    outside: list[Outside] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    by_heading: list[str] = field(default_factory=list)
    foreign: bool = False


@dataclass
class _Part:
    """The blocks gathered for one section."""

    seen: int | None = None
    blocks: list[lxml_html.HtmlElement] = field(default_factory=list)


def read_outline(
    content: bytes, definition: FormDefinition, duty_id: int, own: Iterable[str] = ()
) -> OutlineContent:
    """The sections of a Word file; UnreadableWord if it is none or holds no section at all.

    ``own``: further lines that the portal wrote into it (title of the report, name of the unit).
    """
    with tempfile.NamedTemporaryFile(suffix=".docx") as file:
        file.write(content)
        file.flush()
        try:
            if media_type_of(Path(file.name)) != DOCX:
                raise UnreadableWord("Tệp không phải là tệp Word (.docx).")
        except FileTypeRefused as error:
            raise UnreadableWord(str(error)) from error
    marked, versions = with_marks(content, definition)
    imported = import_docx(io.BytesIO(marked), bold_heads=False)
    root = lxml_html.fragment_fromstring(imported.html, create_parent="div")
    notes = [one.sentence for one in imported.left_out if one.kind not in _OUR_OWN]
    walk = _Walk(definition, OutlineContent(notes=notes), duty_id, versions, frozenset(own))
    for block in root:
        walk.take(block)
    found, labels = walk.found, labels_of(definition)
    for section in definition.answered_sections:
        part = walk.parts.get(section.code)
        if part is not None:
            if section.kind == "narrative":
                texts, notes = _narrative(part)
                found.notes += [f"{labels[section.field]}: {note}" for note in notes]
            else:
                texts = _items(section, part)
            found.cells.append(FileCell(section.field, texts, part.seen, ""))
    found.by_heading = [labels[f"outline:{code}"] for code in walk.by_heading]
    if not found.cells:
        raise UnreadableWord(
            "Tệp không có phần nào của đề cương báo cáo này. Hãy tải tệp Word của báo cáo, chép "
            "nội dung vào đó rồi gửi lại."
        )
    return found


class _Walk:
    """Goes through the blocks of a file and gives each to its section, or outside."""

    def __init__(
        self,
        definition: FormDefinition,
        found: OutlineContent,
        duty_id: int,
        versions: dict[str, tuple[int, int]],
        own: frozenset[str],
    ) -> None:
        self.found, self.duty_id, self.versions = found, duty_id, versions
        self.sections = definition.sections
        self.known = {section.code for section in definition.answered_sections}
        self.own = own_lines(definition) | {same_line(line) for line in own}
        self.parts: dict[str, _Part] = {}
        self.by_heading: list[str] = []
        self.inside = ""
        self.at = -1  # the place of the section whose heading was met last

    def take(self, block: lxml_html.HtmlElement) -> None:
        """One block of the file, in its order."""
        text = " ".join(block.text_content().split())
        mark = MARK.fullmatch(text)
        if mark:
            self._mark(mark[1], read_tag(mark[2]))
        elif self.inside:
            self.parts[self.inside].blocks.append(block)
        elif block.tag == "table" or not self._heading(text):
            self._loose(block)

    def _mark(self, kind: str, tag: tuple[str, int, int] | None) -> None:
        code = tag[0] if tag and tag[0] in self.known else ""
        self.inside = code if kind == "mo" else ""
        if not code or tag is None:
            return
        self.at = next(at for at, one in enumerate(self.sections) if one.code == code)
        if kind == "mo":
            self._open(code, tag[1:])

    def _open(self, code: str, made: tuple[int, int] | None) -> None:
        """The part of a section, with the version its text was written from."""
        own = made is not None and made[0] == self.duty_id
        self.found.foreign |= made is not None and not own
        self.parts.setdefault(code, _Part(made[1] if made and own else None))

    def _heading(self, text: str) -> bool:
        """Whether the line is the heading of a section further on; it is where we are then."""
        line = same_line(text)
        for at, section in enumerate(self.sections[self.at + 1 :], self.at + 1):
            if line in (same_line(heading_of(section)), same_line(section.title)):
                self.at = at
                return True
        return False

    def _loose(self, block: lxml_html.HtmlElement) -> None:
        """Text outside controls: the form's own, of the section above when that has no control,
        else nobody's."""
        lines = plain_lines(block)
        if all(not same_line(line) or same_line(line) in self.own for line in lines):
            return
        section = self.sections[self.at] if self.at >= 0 else None
        code = section.code if section and section.code in self.known else ""
        if code and (code not in self.parts or code in self.by_heading):
            if code not in self.parts:
                self._open(code, self.versions.get(code))
                self.by_heading.append(code)
            self.parts[code].blocks.append(block)
            return
        near, words = section.title if section else "", "\n".join(lines)
        if self.found.outside and self.found.outside[-1].near == near:
            words = f"{self.found.outside.pop().text}\n{words}"
        self.found.outside.append(Outside(words, near))


def _narrative(part: _Part) -> tuple[list[str], list[str]]:
    """The text with its formatting, and what of it could not be kept."""
    for block in part.blocks:
        if block.tag == "p" and block.text and block.text.startswith("+ "):
            block.text = f"•• {block.text[2:]}"  # the second level, as the reader of HTML has it
    html = "".join(
        lxml_html.tostring(block, encoding="unicode", with_tail=False)
        for block in part.blocks
        if same_line(block.text_content()) != same_line(PLACEHOLDER)
    )
    read = cleaned(html)
    return from_blocks(read.blocks), read.notes


def _items(section: Section, part: _Part) -> list[str]:
    """The parts of each row of the table; a line beside the table is an item of its own."""
    width = len(HEADS[section.kind])
    heads = [same_line(text) for text in HEADS[section.kind]]
    texts: list[str] = []
    for block in part.blocks:
        if block.tag != "table":
            for line in plain_lines(block):
                texts += [re.sub(r"^\s*[-–+*•]\s+", "", line), *[""] * (width - 1)]
            continue
        for row in block.iter("tr"):
            cells = ["\n".join(plain_lines(cell)) for cell in row.iterchildren("td", "th")]
            kept = [*cells, *[""] * width][:width]
            kept[-1] = "\n".join(filter(None, cells[width - 1 :]))
            if [same_line(text) for text in kept] != heads and any(kept):
                texts += kept
    return texts
