"""One province with real objects in every state, and the form behind every POST route.

Everything a request changes is undone afterwards: each meets the same world.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from flask import Flask, url_for

from portal import create_app, db, demo, features
from portal.accounts.models import SignInSession, User
from portal.accounts.rules import SYSTEM
from portal.clock import now, today
from portal.config import ROOT
from portal.deadlines.queries import work_calendar
from portal.documents.actions import keep_file
from portal.documents.models import Blob
from portal.feedback.actions import Message, send
from portal.inspections import conclusion_actions as conclusions
from portal.inspections.conclusion_proposals import conclusion_proposal, remediations_of
from portal.inspections.finding_actions import FindingFacts, add_finding
from portal.inspections.models import Petition, Session, Team, TeamMember, Visit
from portal.inspections.notice_actions import record_notice
from portal.inspections.remediation_actions import report_remediation
from portal.inspections.visit_state_actions import finish_visit
from portal.legal.models import LegalDocument
from portal.loading import load_province
from portal.people.actions import delegate, invite
from portal.plans.models import Plan, PlanDeadline, PlanRelation, Strand
from portal.plans.publication_actions import propose_plan
from portal.publishing import gate
from portal.publishing.gate import Consent
from portal.publishing.lint import findings_for
from portal.publishing.models import Publication
from portal.publishing.requests import Erasure, PublicationRequest, Signer
from portal.reports.attached_models import UnplacedText
from portal.reports.drafts import save_field, save_value
from portal.reports.evidence.actions import add_evidence
from portal.reports.models import Duty, ReviewComment
from portal.reports.review import actions as review
from portal.reports.review.models import AcceptanceBatch, InternalNote
from portal.reports.rules import Incoming, as_json
from portal.reports.system_access.actions import grant
from portal.reports.totals.models import TotalsTemplate
from portal.units.importing.actions import seal_of
from portal.units.importing.queries import preview
from portal.units.importing.row_rules import read_rows
from portal.units.models import Unit
from portal.vietnamese import format_date
from tests import factories
from tests.access_table import EXPECTED, SIGNED_IN
from tests.bad_input.follow_up_world import follow_up_ids
from tests.bad_input.forms_world import form_ids
from tests.bad_input.plan_world import more_of_plans
from tests.bad_input.review_world import below, visited
from tests.browser_client import Client
from tests.conftest import TEST_DATABASE
from tests.documents.samples import docx_bytes
from tests.reports import office_factories as reports

TASK = "0123456789ab"


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
    _people(ids, unit)
    changed = read_rows([["code", "short_name"], ["so-tu-phap", "STP mới"]])
    ids["import_seal"] = seal_of(preview(changed, {}, today()))
    _visits(ids, plan, strand, unit, team)
    _reports(ids, plan, unit, stranger, root)
    draft = factories.plan(2025, title="Kế hoạch chưa đăng", body_html="<p>Gọi 0912345678</p>")
    factories.strand(draft, (unit,))
    ids["draft_plan"] = draft.id
    author = factories.actor("office_editor")
    asked = propose_plan(author, draft, "first", "Đăng lần đầu", "Chờ văn thư", "/lam-viec/")
    ids["request_id"] = asked.id
    with world.app.test_request_context():
        ids["key"] = next(one.key for one in findings_for(asked) if one.kind == "phone")
    ids["document_id"] = LegalDocument.get().id
    _gate(world, asked)
    other = factories.plan(2024, title="Kế hoạch chưa trình", body_html="<p>Nội dung</p>")
    factories.strand(other, (unit,))
    ids["unasked_plan"] = other.id
    more_of_plans(world.app, ids, plan, strand)


def _gate(world: World, asked: PublicationRequest) -> None:
    """Requests on their further way, an erasure asked for, one done, a build from before it."""
    ids, at = world.ids, now()
    approved = {
        "state": "approved", "approval_mode": "portal", "approved_by": "Lê Văn C",
        "approved_on": today(),
    }  # fmt: skip
    for name, values in (
        ("approved_request", approved),
        ("scheduled_request", {**approved, "publish_at": at + timedelta(days=3)}),
        ("forced_request", {**approved, "state": "published", "approval_mode": "forced"}),
    ):
        copied = {**PublicationRequest.get_by_id(asked.id).__data__, "id": None, **values}
        ids[name] = PublicationRequest.create(**copied).id
    row = Publication.get(Publication.kind == "page")
    asker = factories.user("admin")
    other = Publication.get(Publication.kind == "unit")
    asking = {
        "kind": "unit", "slug": other.slug, "versions": [other.version], "reason": "Yêu cầu",
        "ground": "Quyết định", "asked_by": asker, "asked_at": at,
    }  # fmt: skip
    done = {"state": "done", "decided_by": asker, "decided_at": at}
    ids |= {
        "publication_id": row.id,
        "erasure_id": Erasure.create(**asking).id,
        "erased": Erasure.create(**asking, **done).id,
        "signer_id": Signer.get(Signer.position == 2).id,
    }
    sent, code = send(Message("Trang lịch kiểm tra ghi sai ngày"), "10.0.0.1", "test")
    ids |= {"feedback_id": sent.id, "feedback_code": code}
    build = world.app.config["DATA"] / "builds" / "1"
    build.mkdir(parents=True)
    (build / "report.json").write_text('{"frozen_at": "2020-01-01T00:00:00+00:00"}')


def _people(ids: dict[str, Any], unit: Unit) -> None:
    """A deputy, a delegation that is over soon, an invitation, a code that can be used."""
    own = User.get(User.username == "unit_editor")
    ids["other_session"] = SignInSession.create(
        token_hash="-", user=own, started_at=now(), last_seen_at=now()
    ).id
    ids["deputy_id"] = factories.user("unit_editor", unit).id
    deputy, day = factories.user("unit_editor", unit), today()
    ids["delegation_id"] = delegate(SYSTEM, unit, deputy, "1/GUQ", day, day, day).id
    ids["invitation_id"] = invite(SYSTEM, unit, "Lò Thị Mời", "Công chức", ["unit_viewer"])[0].id
    ids["activation_code"] = invite(SYSTEM, unit, "Lò Văn Mời", "Công chức", ["unit_viewer"])[1]


def _visits(ids: dict[str, Any], plan: Plan, strand: Strand, unit: Unit, team: Team) -> None:
    past = today() - timedelta(days=40)
    values = {"strand": strand, "team": team, "method": "Trực tiếp tại đơn vị"}
    calendar = work_calendar()
    day = calendar.next_working(today() + timedelta(days=400))
    ahead = factories.visit(plan, unit, day, **values)
    record_notice(SYSTEM, ahead, ahead.version, today())
    held = factories.visit(plan, unit, past, **values)
    for one in (ahead, held):
        add_finding(SYSTEM, one, FindingFacts("shortcoming", "the-che", "Chậm ban hành"))
        add_finding(SYSTEM, one, FindingFacts("violation", "cong-vu", "Sai thẩm quyền"))
        conclusions.save_draft(SYSTEM, one, 0, conclusions.DraftFacts("Kết luận kiểm tra"))
    begun = factories.visit(plan, unit, past, **values)
    hidden = factories.visit(plan, unit, past, unannounced=True, **values)
    finish_visit(SYSTEM, held, held.version, today())
    row = held.conclusions.get()
    row.visit = Visit.get_by_id(held.id)
    facts = conclusions.IssueFacts("12/TB-ĐKT", past + timedelta(days=5), "Đoàn", "Lê Văn A")
    conclusions.record_issued(SYSTEM, row, row.version, facts)
    first = remediations_of(row.visit)[0]
    report_remediation(SYSTEM, first, first.version, "Đã sửa", past + timedelta(days=9))
    petition = Petition.create(unit=unit, visit=ahead, text="Bổ sung biên chế", created_at=now())
    next_day = calendar.next_working(day + timedelta(days=1))
    Session.create(visit=ahead, code="b2", on=next_day, place="Hội trường")
    consent = Consent("setup", SYSTEM.name, today())
    gate.publish(SYSTEM, conclusion_proposal(row), "first", "Đăng lần đầu", consent)
    ids |= {
        "visit_id": ahead.id, "code": "f1", "held": held.id, "begun": begun.id,
        "hidden": hidden.id, "petition_id": petition.id, "what": "huy",
    }  # fmt: skip


def _reports(ids: dict[str, Any], plan: Plan, unit: Unit, stranger: Unit, root: Path) -> None:
    far = date(2099, 6, 7)
    actor = factories.actor("unit_editor", unit)
    form = reports.form()
    due = reports.duty(unit, plan, far, form=form)
    theirs = reports.duty(stranger, plan, far, form=form)
    for owner, of in ((actor, due), (factories.actor("unit_editor", stranger), theirs)):
        of = Duty.get_by_id(of.id)
        save_field(owner, of, "outline:p1.i", ["Sở có 05 phòng"], 0, "t", 1)
        add_evidence(owner, of, field="", number="1/BC", issued_on=None, subject="Phụ lục",
                     blob=None, file_name="")  # fmt: skip
    row = reports.VALUES["task:00000000000a"] | {"position": 1, "chosen": "", "reason": ""}
    save_value(actor, due, f"task:{TASK}", Incoming(as_json(row), 0))
    gone = reports.duty(Unit.get(Unit.code == "so-giao-thong-van-tai"), plan, far, form=form)
    sent = reports.duty(unit, plan, far, form=form)
    submission = reports.submission(sent)
    note = ReviewComment.create(submission=submission, field="outline:p1.i", text="Bổ sung",
                                at=now(), by="Sở Nội vụ")  # fmt: skip
    back = reports.duty(unit, plan, far, form=form)
    returned = reports.submission(back, state="returned")
    Duty.update(state="returned").where(Duty.id == back.id).execute()
    TotalsTemplate.create(file=ids["sha256"], name="mau.docx", at=now(), by="Sở Nội vụ")
    kept = InternalNote.create(submission=submission, text="Hỏi lại", at=now(), by="Sở Nội vụ")
    asked = ReviewComment.create(submission=returned, field="outline:p1.i", text="Sửa lại",
                                 sent=True, at=now(), by="Sở Nội vụ")  # fmt: skip
    review.accept(actor, reports.submission(reports.duty(unit, plan, far, form=form)), "", now())
    again = reports.duty(unit, plan, far, form=form)
    earlier = reports.submission(again, state="returned")
    ReviewComment.create(submission=earlier, field="outline:p1.i", text="Nêu rõ", sent=True,
                         at=now(), by="Sở Nội vụ")  # fmt: skip
    reports.submission(again)
    ids |= {
        "duty_id": due.id, "of_a_gone_unit": gone.id, "theirs": theirs.id, "sent": sent.id,
        "receipt": submission.receipt, "receipt_code": submission.sha256,
        "number": 1,
        "comment_id": note.id, "note_id": kept.id, "again": again.id,
        "batch_id": AcceptanceBatch.get().id,
        "visited": visited(unit, plan, form, ids["visit_id"]),
        "below": below(unit, form, ids["sha256"])["duty_id"],
        "back": back.id, "asked": asked.id, "row": TASK, "group": "the-che", "block": "i",
        "text_id": UnplacedText.create(duty=due.id, text="Đoạn thừa", added_at=now()).id,
        "access_id": grant(SYSTEM, due, system="Một cửa", holder="Lan", on=date(2024, 3, 5)).id,
        "evidence_id": due.evidence.get().id, "their_evidence": theirs.evidence.get().id,
        **follow_up_ids(plan, unit, form, Blob.get_by_id(ids["sha256"])),
        **form_ids(),
    }  # fmt: skip
