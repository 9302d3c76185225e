"""Whose text a page repeats: every mark of a thing, and who may read it."""

import re
import zipfile
from io import BytesIO

from werkzeug.test import TestResponse

from portal.documents.file_types import DOCX
from tests.access.objects_table import UNSEEN
from tests.access.people import Person

_MARK = re.compile(r"dau-(own|other|third)-([a-z_]+)-([a-z]+)")
#: What a unit reads of its own things; findings once the conclusion is issued.
UNIT = {"place", "petition", "duty", "draft", "proof", "sent", "said"}
#: What a team reads of its visits and of the reports that were sent for them.
TEAM = {"place", "petition", "duty", "proof", "sent", "said", "finding", "note",
        "within"}  # fmt: skip


def text_of(answer: TestResponse) -> str:
    """What a page or a Word file says."""
    if answer.mimetype != DOCX:
        return answer.get_data(as_text=True) if answer.mimetype.startswith("text/") else ""
    with zipfile.ZipFile(BytesIO(answer.data)) as file:
        return file.read("word/document.xml").decode()


def marks_in(answer: TestResponse) -> set[tuple[str, str, str]]:
    """The marks (side, state, what) that stand in an answer."""
    return set(_MARK.findall(text_of(answer)))


def may_read(person: Person, audience: str, mark: tuple[str, str, str]) -> bool:
    """Whether a page for ``audience`` (“any”: the start page) may repeat it to the person."""
    side, state, what = mark
    if audience == "any":
        return any(may_read(person, one, mark) for one in _audiences(person))
    if audience == "office":
        return True
    if not person.sees(audience, side) or state in UNSEEN[audience]:
        return False
    if audience == "team":
        return what in TEAM
    return what in UNIT or (what == "finding" and state == "concluded")


def _audiences(person: Person) -> list[str]:
    office = {"office_editor", "office_approver", "supervisor"}
    found = ["office"] if person.roles & office else []
    return found + (["unit"] if person.unit_side else []) + (["team"] if person.team_sides else [])
