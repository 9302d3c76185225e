"""Whose text a page repeats: every mark of a thing, and who may read it."""

import re
import zipfile
from io import BytesIO
from urllib.parse import urlsplit

from werkzeug.test import TestResponse

from portal.documents.file_types import DOCX
from tests.access.objects_table import UNSEEN
from tests.access.people import Person
from tests.access.things import Thing
from tests.bad_input.world import World
from tests.page_forms import forms_of

_LINK = re.compile(r'<a [^>]*href="(/[^"]*)"')
_MARK = re.compile(r"dau-(own|other|third)-([a-z_]+)-([a-z]+)")
#: What a unit reads of its own things.
UNIT = {"place", "petition", "duty", "draft", "proof", "sent", "said", "history", "review", "crew"}
#: … and what the conclusion brings, once it is issued.
ISSUED = {"finding", "title"}
#: What a team reads of its visits and of the reports that were sent for them.
TEAM = {
    "place", "petition", "duty", "proof", "sent", "said", "finding", "note", "within", "title",
    "review",
}  # fmt: skip


def text_of(answer: TestResponse) -> str:
    """What a page or a Word file says."""
    if answer.mimetype != DOCX:
        return answer.get_data(as_text=True) if answer.mimetype.startswith("text/") else ""
    with zipfile.ZipFile(BytesIO(answer.data)) as file:
        return file.read("word/document.xml").decode()


def marks_in(answer: TestResponse) -> set[tuple[str, str, str]]:
    """The marks (side, state, what) that stand in an answer."""
    return set(_MARK.findall(text_of(answer)))


def led_to(world: World, answer: TestResponse, audience: str) -> set[str]:
    """The endpoints of the workspace that a page offers, by its links and forms.

    The office's leaders open its pages with a form as well, without sending it: a form that
    goes to its own page counts for the others only.
    """
    if answer.mimetype != "text/html" or answer.status_code != 200:
        return set()
    adapter = world.app.url_map.bind("localhost")
    page = answer.get_data(as_text=True)
    offered = [(path, "GET") for path in _LINK.findall(page)]
    here = "" if audience == "office" else answer.request.path
    offered += [(form.action or here, form.method.upper()) for form in forms_of(page)]
    found = set()
    for path, method in offered:
        path = urlsplit(path).path
        if path.startswith("/lam-viec/"):
            found.add(adapter.match(path, method=method)[0])
    return found


def may_read(person: Person, audience: str, mark: tuple[str, str, str]) -> bool:
    """Whether a page for ``audience`` (“any”: the start page) may repeat it to the person."""
    side, state, what = mark
    if audience == "any":
        return any(may_read(person, one, mark) for one in _audiences(person))
    if audience == "office":
        return True
    if what == "crew" and audience == "team":
        return person.sees("team", side) or (side == "own" and person.sees("team", "third"))
    if not person.sees(audience, side) or state in UNSEEN[audience]:
        return False
    if audience == "team":
        return what in TEAM
    return what in UNIT or (what in ISSUED and state == "concluded")


def belongs(thing: Thing, mark: tuple[str, str, str]) -> bool:
    """Whether the page of a visit, report or plan repeats its own text and no other's."""
    side, state, what = mark
    if what == "crew":
        return side == thing.side or (side, thing.side) == ("own", "third")
    if thing.kind == "visit":
        return side == thing.side and (state == thing.state or what in ("duty", "petition"))
    if thing.kind == "plan":  # with the reports that follow from it, whosesoever
        return (side, state) == (thing.side, thing.state) or what == "duty"
    return side == thing.side or thing.kind not in ("remediation", "duty")


#: Pages that show the title of the conclusion, to the unit once it is issued.
TITLED = {"inspections_office.visit", "inspections_office.conclusion", "inspections_unit.visit"}


def lacks_its_own(endpoint: str, thing: Thing, marks: set[tuple[str, str, str]]) -> bool:
    """Whether a page shows no conclusion, or another's, where its own should stand."""
    titled = endpoint in TITLED and thing.state == "concluded"
    return titled and (thing.side, thing.state, "title") not in marks


def _audiences(person: Person) -> list[str]:
    office = {"office_editor", "office_approver", "supervisor"}
    found = ["office"] if person.roles & office else []
    return found + (["unit"] if person.unit_side else []) + (["team"] if person.team_sides else [])
