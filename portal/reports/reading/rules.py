"""The parts in which a team reads a report, and how far it is with each. Pure.

A part is a heading of the outline with all below it (Phần II.II is six, one a field), Phụ lục I,
Phụ lục II, or the evidence.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.reports.form_version import FormDefinition

#: What a reader says of a part.
MARKS = {"read": "Đã đọc", "question": "Có vấn đề cần hỏi"}
#: State of a cell of the matrix: its words, and the tone of its tag.
CELLS = {
    "missing": ("Chưa nộp", "grey"),
    "unassigned": ("Chưa phân công", "grey"),
    "unread": ("Chưa đọc", "blue"),
    "again": ("Nộp lại, đọc lại", "yellow"),
    "read": ("Đã đọc", "green"),
    "question": ("Có vấn đề", "orange"),
}
_WHOLE = {"tasks": "Phụ lục I", "statistics": "Phụ lục II", "evidence": "Minh chứng"}


@dataclass(frozen=True)
class ReadPart:
    """A part: its code, its title, the field where it begins on the page."""

    code: str
    title: str
    field: str


def parts_of(form: FormDefinition) -> list[ReadPart]:
    """The parts of a report on ``form``, in the order of the document."""
    split = {
        section.code.rpartition(".")[0]
        for section in form.sections
        if section.level == 3 and section.kind == "heading"
    }
    answered = form.answered_sections
    found = []
    for section in form.sections:
        below = section.code.rpartition(".")[0]
        whole = section.level == 2 and section.code not in split
        if whole or (section.level == 3 and below in split):
            first = next((one for one in answered if _within(one.code, section.code)), None)
            if first:
                found.append(ReadPart(section.code, section.title, first.field))
    return found + [ReadPart(code, title, code) for code, title in _WHOLE.items()]


def _within(code: str, heading: str) -> bool:
    return code == heading or code.startswith(f"{heading}.")


def cell_state(number: int | None, marks: Mapping[int, str], assigned: bool) -> str:
    """A code of CELLS. ``number``: the newest submission, None without one; ``marks``: what was
    said of the part, by the number of the submission it was said of."""
    if number is None:
        return "missing"
    if number in marks:
        return marks[number]
    if marks:
        return "again"
    return "unread" if assigned else "unassigned"
