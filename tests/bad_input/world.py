"""One province with real objects in every state, and who may post to them.

Everything a request changes is undone afterwards: each meets the same world.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from flask import Flask, url_for

from portal import create_app, db, demo, features
from portal.accounts.models import User
from portal.clock import today
from portal.config import ROOT
from portal.documents.actions import keep_file
from portal.inspections.models import Team, TeamMember
from portal.legal.models import LegalDocument
from portal.loading import load_province
from portal.plans.models import Plan, PlanDeadline, PlanRelation, Strand
from portal.plans.publication_actions import propose_plan
from portal.publishing.lint import findings_for
from portal.units.importing.actions import seal_of
from portal.units.importing.queries import preview
from portal.units.importing.row_rules import read_rows
from portal.units.models import Unit
from portal.vietnamese import format_date
from tests import factories
from tests.access_table import EXPECTED, SIGNED_IN
from tests.bad_input.gate_world import fill_gate
from tests.bad_input.people_world import fill_people
from tests.bad_input.plan_world import more_of_plans
from tests.bad_input.reports_world import fill_reports
from tests.bad_input.visits_world import fill_visits
from tests.browser_client import Client
from tests.conftest import TEST_DATABASE
from tests.documents.samples import docx_bytes


@dataclass
class World:
    """The app, the ids that addresses need, and a signed-in client per role."""

    app: Flask
    ids: dict[str, Any] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)

    def path(self, endpoint: str, **values: Any) -> str:
        """The address of a view, for the objects of this world unless told otherwise."""
        rules = list(self.app.url_map.iter_rules(endpoint))
        known = {name: self.ids[name] for name in rules[0].arguments if name in self.ids}
        with self.app.test_request_context():
            return url_for(endpoint, **{**known, **values})

    def client(self, endpoint: str) -> Client:
        """Someone who may post there."""
        allowed = EXPECTED[endpoint]
        if isinstance(allowed, tuple):
            return self.clients[allowed[0]]
        return self.clients["unit_editor" if allowed == SIGNED_IN else ""]


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """Whatever the block writes is taken back, and the cookies of ``client`` with it."""
    cookies = dict(client.http._cookies or {})
    with db.database.atomic() as transaction:
        try:
            yield
        finally:
            transaction.rollback()
            client.http._cookies = cookies


@contextmanager
def made_world(folder: Path) -> Iterator[World]:
    """The world, with its connection open."""
    settings: dict[str, Any] = {
        "DATA": str(folder), "SECRET_KEY": "test", "PASSWORD_COST": 1, "DEMO": True,
        "TESTING": True, "PROPAGATE_EXCEPTIONS": True,
    }  # fmt: skip
    app = create_app(settings | ({"DATABASE": TEST_DATABASE} if TEST_DATABASE else {}))
    with db.connection(app) as database:
        if TEST_DATABASE:
            database.execute_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        database.create_tables(features.models())
        db.grant_public_role()
        for _step in load_province(ROOT / "content/provinces/son-la-2026"):
            pass
        world = World(app)
        world.ids["password"], _names = demo.add_demo_accounts(app.config["DATA"], 1)
        _fill(world)
        world.clients[""] = Client(app)
        for user in User.select().where(User.is_demo):
            world.clients[user.username] = factories.signed_in_client(app, user.username, user=user)
        yield world
    app.extensions["database"].close()


def _fill(world: World) -> None:
    ids, root = world.ids, world.app.config["DATA"]
    unit = Unit.get(Unit.code == demo.DEMO_UNIT)
    stranger = Unit.get(Unit.code == "so-tu-phap")
    plan = Plan.get()
    strand = Strand.get(Strand.code == "truc-tiep")
    team = Team.get()
    word = keep_file(root, BytesIO(docx_bytes("KẾ HOẠCH", "1. Nội dung")), max_bytes=10**6)
    ids |= {
        "plan_id": plan.id, "strand_id": strand.id, "team_id": team.id, "sha256": word.sha256,
        "unit_id": unit.id, "stranger_id": stranger.id, "today": format_date(today()),
        "deadline_id": PlanDeadline.get(PlanDeadline.strand == strand).id,
        "relation_id": PlanRelation.create(plan=plan, kind="basis", subject="Căn cứ").id,
        "item_id": factories.plan_item(plan).id,
        "next_item": factories.plan_item(plan, "4.2").id,
        "member_id": TeamMember.get(TeamMember.role == "member").id,
        "spare_team": Team.create(plan=plan, name="Đoàn chưa dùng").id,
        "user_id": factories.user("unit_viewer", unit, second_step=True).id,
    }  # fmt: skip
    fill_people(ids, unit)
    changed = read_rows([["code", "short_name"], ["so-tu-phap", "STP mới"]])
    ids["import_seal"] = seal_of(preview(changed, {}, today()))
    fill_visits(ids, plan, strand, unit, team)
    fill_reports(ids, plan, unit, stranger, root)
    draft = factories.plan(2025, title="Kế hoạch chưa đăng", body_html="<p>Gọi 0912345678</p>")
    factories.strand(draft, (unit,))
    ids["draft_plan"] = draft.id
    author = factories.actor("office_editor")
    asked = propose_plan(author, draft, "first", "Đăng lần đầu", "Chờ văn thư", "/lam-viec/")
    ids["request_id"] = asked.id
    with world.app.test_request_context():
        ids["key"] = next(one.key for one in findings_for(asked) if one.kind == "phone")
    ids["document_id"] = LegalDocument.get().id
    fill_gate(ids, root, asked)
    other = factories.plan(2024, title="Kế hoạch chưa trình", body_html="<p>Nội dung</p>")
    factories.strand(other, (unit,))
    ids["unasked_plan"] = other.id
    more_of_plans(world.app, ids, plan, strand)
