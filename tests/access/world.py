"""The world of the access tests: made once, kept as a folder, copied for each module."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from portal import create_app, db
from portal.accounts.models import User
from portal.accounts.rules import SYSTEM
from portal.clock import today
from portal.documents.actions import keep_file
from portal.inspections.models import Team, TeamMember
from portal.people.actions import delegate, invite
from portal.plans.models import Plan, PlanItem, PlanRelation, Strand, StrandUnit
from portal.publishing.requests import PublicationRequest
from portal.reports.models import Duty
from portal.units.models import Unit
from tests import factories
from tests.access import people
from tests.access.things import Owner, Thing, family, single
from tests.bad_input.files import PDF
from tests.bad_input.review_world import below
from tests.bad_input.world import World, made_world
from tests.browser_client import Client
from tests.conftest import TEST_DATABASE
from tests.publishing.samples import kept_build
from tests.reports.factories import small_form

_IDS = "ids.json"


@dataclass
class AccessWorld(World):
    """A province with everyone and everything; ``base`` serves the forms of every POST."""

    things: list[Thing] = field(default_factory=list)

    def of(self, kind: str) -> list[Thing]:
        """The things of a kind."""
        return [one for one in self.things if one.kind == kind]

    def one(self, kind: str, side: str, state: str) -> Thing:
        """The thing of that side and state."""
        return next(t for t in self.of(kind) if (t.side, t.state) == (side, state))

    def visitor(self, name: str) -> Client:
        """The browser of a person, kept open."""
        if name not in self.clients:
            self.clients[name] = people.client_of(self.app, name)
        return self.clients[name]


def make(folder: Path) -> None:
    """Fill ``folder`` (on PostgreSQL: the database) and note the ids in it."""
    with made_world(folder / "data") as base:
        things = list(_things(base))
        factories.user("appraiser", username=f"the-{folder.name}", active=False)
        found = {"ids": base.ids, "things": [asdict(one) for one in things]}
        (folder / _IDS).write_text(json.dumps(found), encoding="utf-8")
        if not TEST_DATABASE:
            db.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def is_there(folder: Path) -> bool:
    """Whether ``make`` was here; on PostgreSQL other tests may have emptied the database since."""
    if not TEST_DATABASE or not (folder / _IDS).exists():
        return (folder / _IDS).exists()
    with db.connection(create_app(_settings(folder / "data"))):
        return User.select().where(User.username == f"the-{folder.name}").exists()


def identity(folder: Path) -> str:
    """What tells the world in ``folder`` from another: its ids."""
    return (folder / _IDS).read_text(encoding="utf-8")


def _settings(data: Path) -> dict[str, Any]:
    found: dict[str, Any] = {
        "DATA": str(data), "SECRET_KEY": "test", "PASSWORD_COST": 1, "DEMO": True,
        "TESTING": True, "PROPAGATE_EXCEPTIONS": True,
    }  # fmt: skip
    return found | ({"DATABASE": TEST_DATABASE} if TEST_DATABASE else {})


@contextmanager
def opened(kept: Path, folder: Path) -> Iterator[AccessWorld]:
    """A copy of the world that ``make`` left in ``kept``, with its connection open."""
    shutil.copytree(kept / "data", folder / "data")
    found = json.loads((kept / _IDS).read_text(encoding="utf-8"))
    app = create_app(_settings(folder / "data"))
    with db.connection(app):
        world = AccessWorld(app, found["ids"], {"": Client(app)})
        world.things = [Thing(**one) for one in found["things"]]
        for name in (*people.PEOPLE, *(one.name for one in people.OUTSIDE), *people.UNFINISHED):
            world.visitor(name)
        yield world
    app.extensions["database"].close()


def _things(base: World) -> Iterator[Thing]:
    ids = base.ids
    plan, strand = Plan.get_by_id(ids["plan_id"]), Strand.get_by_id(ids["strand_id"])
    own, other = Unit.get_by_id(ids["unit_id"]), Unit.get_by_id(ids["stranger_id"])
    agencies = TeamMember.select(TeamMember.agency).where(TeamMember.agency.is_null(False))
    third = Unit.get(
        Unit.id.not_in([own.id, other.id]), Unit.id.not_in(agencies), Unit.level == "province"
    )
    team = Team.get_by_id(ids["team_id"])
    other_team = Team.create(plan=plan, name="Đoàn khác")
    root, form = base.app.config["DATA"], small_form("p2.i.2")
    for side, unit, crew in (("own", own, team), ("other", other, other_team)):
        TeamMember.create(team=crew, name=f"dau-{side}-any-crew")
        file = keep_file(root, BytesIO(PDF + side.encode()), max_bytes=10**6)
        yield from family(Owner(side, plan, strand, unit, crew, file, form))
    yield from single(Owner("third", plan, strand, third, team, file, form))
    people.settle(own, other, team, other_team)
    yield from _plans(base)
    yield from _the_rest(base, team, other_team)


def _plans(base: World) -> Iterator[Thing]:
    ids = base.ids
    Plan.update(original=ids["sha256"], original_name="kh.docx").where(
        Plan.id == ids["plan_id"]
    ).execute()
    names = (
        "plan_id", "strand_id", "deadline_id", "relation_id", "item_id", "sha256", "draw_number",
        "drawn_draw", "target_id", "unit_code", "todo_id", "closed_todo", "gone_todo",
    )  # fmt: skip
    totals = {"report_kind": "visit_report", "by": "khoi", "indicator": "i.1-nhiem-vu"}
    values = {name: ids[name] for name in names} | {"which": "goc"} | totals
    yield Thing("plan", "own", "published", values)
    for state, plan_id in (("proposed", ids["draft_plan"]), ("draft", ids["unasked_plan"])):
        plan = Plan.get_by_id(plan_id)
        strand = Strand.get(Strand.plan == plan)
        values = {
            "plan_id": plan_id, "strand_id": strand.id, "sha256": ids["sha256"], "which": "goc",
            **totals, "deadline_id": factories.deadline(strand).id,
            "relation_id": PlanRelation.create(plan=plan, kind="basis", subject="Căn cứ").id,
            "item_id": factories.plan_item(plan).id,
        }  # fmt: skip
        PlanItem.update(value={"number": "4.1", "title": f"dau-other-{state}-item"}).where(
            PlanItem.plan == plan
        ).execute()
        Strand.update(name=f"dau-other-{state}-strand").where(Strand.plan == plan).execute()
        StrandUnit.update(name=f"dau-other-{state}-member").where(
            StrandUnit.strand == strand
        ).execute()
        yield Thing("plan", "other", state, values)


def _the_rest(base: World, team: Team, other_team: Team) -> Iterator[Thing]:
    ids = base.ids
    asked = PublicationRequest.get_by_id(ids["request_id"])
    for state in ("waiting", "published", "refused", "recalled"):
        copied = {**asked.__data__, "id": None, "state": state}
        row = asked if state == "waiting" else PublicationRequest.create(**copied)
        values = {"request_id": row.id, "page": "", "key": ids["key"]}
        yield Thing("request", "own", state, values)
    for state in ("approved", "scheduled", "forced"):
        values = {"request_id": ids[f"{state}_request"], "page": "", "key": ids["key"]}
        yield Thing("request", "own", state, values)
    yield Thing(
        "publication", "own", "public", {"publication_id": ids["publication_id"], "kind": "page"}
    )
    year = {"year": ids["year"], "notice_id": ids["notice_id"]}
    yield Thing("calendar", "own", "known", year)
    yield Thing("erasure", "own", "asked", {"erasure_id": ids["erasure_id"]})
    yield Thing("erasure", "own", "erased", {"erasure_id": ids["erased"]})
    yield Thing("year", "own", "present", {"since": today().year})
    yield Thing("build", "own", "present", {"build_number": kept_build(base.app).number})
    names = ("form_id", "form_draft", "form_part", "form_row")
    yield Thing("form", "own", "present", {name: ids[name] for name in names})
    yield Thing("acceptance", "own", "present", {"batch_id": ids["batch_id"]})
    yield Thing("legal", "own", "present", {"document_id": ids["document_id"]})
    yield Thing("signer", "own", "present", {"signer_id": ids["signer_id"]})
    sent = {"feedback_id": ids["feedback_id"], "code": ids["feedback_code"]}
    yield Thing("feedback", "own", "present", sent)
    for side, crew in (("own", team), ("other", other_team)):
        member = TeamMember.select().where(TeamMember.team == crew).get()
        yield Thing("team", side, "used", {"team_id": crew.id, "member_id": member.id})
    for state in ("active", "locked"):
        user = User.create(username=f"{state}-user", full_name="Tài khoản", password_hash="-",
                           must_change_password=False, active=state == "active",
                           created_at=asked.created_at)  # fmt: skip
        yield Thing("user", "own", state, {"user_id": user.id})
    for side, name in (("own", "unit_id"), ("other", "stranger_id")):
        of = Unit.get_by_id(ids[name])
        person, day = factories.user("unit_viewer", of), today()
        values = {
            "user_id": person.id,
            "code": of.code,
            "invitation_id": invite(SYSTEM, of, "Người được mời", "", ["unit_viewer"])[0].id,
            "delegation_id": delegate(SYSTEM, of, person, "2/GUQ", day, day, day).id,
        }
        yield Thing("person", side, "present", values)
    for unit in (Unit.get_by_id(ids["unit_id"]), Unit.get_by_id(ids["stranger_id"])):
        yield Thing("unit", "own", "present", {"code": unit.code})
    for side, name in (("own", "unit_id"), ("other", "stranger_id")):
        parent, form = Unit.get_by_id(ids[name]), Duty.get_by_id(ids["sent"]).form
        yield Thing("below", side, "submitted", below(parent, form, ids["sha256"]))
    gone = Duty.get_by_id(ids["of_a_gone_unit"]).unit
    yield Thing("unit", "other", "ended", {"code": gone.code})
