"""A small province with every kind of publication, each through its real action and the gate.

``between`` is called with the name of each step, so that private rows come to lie before, among
and after those that become public.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from portal.accounts.rules import SYSTEM, Actor
from portal.clock import today
from portal.documents.actions import keep_file
from portal.documents.models import Blob, IssuedDocument
from portal.inspections import conclusion_actions as conclusions
from portal.inspections import publication_actions as public_visits
from portal.inspections import remediation_actions as remediations
from portal.inspections.actions import SessionPlan, VisitPlan, move_session, plan_visit
from portal.inspections.conclusion_proposals import remediations_of
from portal.inspections.finding_actions import FindingFacts, add_finding
from portal.inspections.models import Conclusion, Finding, Session, Team, Visit
from portal.inspections.notice_actions import record_notice
from portal.inspections.team_actions import MemberFacts, add_member, create_team
from portal.inspections.visit_state_actions import finish_visit
from portal.plans.actions import PlanFacts, create_plan, edit_plan
from portal.plans.models import Plan, PlanDeadline, PlanItem, PlanRelation, Strand
from portal.plans.publication_actions import propose_plan
from portal.publishing import gate
from portal.publishing.actions import approve
from portal.publishing.editorial import PagePayload, ProvincePayload
from portal.publishing.requests import PublicationRequest
from portal.reports.timeliness.publication_actions import propose_timeliness
from portal.units.actions import publish_units
from portal.units.models import Succession, Unit, UnitBlock, UnitName
from tests import factories
from tests.leaks.papers import pdf_with_secrets

HELD, AHEAD, MOVED_TO = date(2024, 6, 12), date(2031, 3, 4), date(2031, 5, 6)
REMOVED = "câu này được bỏ ở lần đính chính"
OPEN_WORDS = "Nội dung không đưa vào bản trích"


@dataclass
class World:
    """The rows that are public, and who made and approved them."""

    data: Path
    editor: Actor = field(default_factory=lambda: factories.actor("office_editor"))
    approver: Actor = field(default_factory=lambda: factories.actor("office_approver"))
    units: dict[str, Unit] = field(default_factory=dict)
    plan: Plan | None = None
    strands: dict[str, Strand] = field(default_factory=dict)
    team: Team | None = None
    visits: list[Visit] = field(default_factory=list)
    hidden_finding: Finding | None = None
    conclusion: Conclusion | None = None

    def publish(self, request: PublicationRequest) -> None:
        """A second person approves."""
        approve(self.approver, PublicationRequest.get_by_id(request.id))

    def keep(self, content: bytes) -> Blob:
        """A stored file."""
        return keep_file(self.data, io.BytesIO(content), max_bytes=1 << 20)


def build(data: Path, between: Callable[[str, World], None] = lambda _step, _world: None) -> World:
    """Publish everything, in the order in which an office does."""
    world = World(data)
    for step in (
        _register, _plan, _schedule, _conclusion, _remediation, _timeliness, _correction,
    ):  # fmt: skip
        between(step.__name__, world)
        step(world)
    between("_end", world)
    return world


def _register(world: World) -> None:
    for code, name, kind, level in (
        ("so-tai-chinh", "Sở Tài chính", "department", "province"),
        ("so-y-te", "Sở Y tế", "department", "province"),
        ("so-xay-dung", "Sở Xây dựng", "department", "province"),
        ("ubnd-huyen-cu", "Ủy ban nhân dân huyện Cũ", "district", "district"),
        ("ubnd-xa-moi", "Ủy ban nhân dân xã Mới", "commune", "commune"),
    ):
        world.units[code] = factories.unit(name, code=code, type=kind, level=level)
    old, new = world.units["ubnd-huyen-cu"], world.units["ubnd-xa-moi"]
    Unit.update(valid_to=date(2025, 6, 30)).where(Unit.id == old.id).execute()
    Succession.create(predecessor=old, successor=new, on=date(2025, 7, 1), kind="split")
    UnitName.create(unit=new, name="Ủy ban nhân dân thị trấn Mới", valid_to=date(2025, 6, 30))
    UnitBlock.create(unit=world.units["so-tai-chinh"], block="so-ban-nganh")
    identity = ProvincePayload(
        "thu-nghiem", "tỉnh Thử nghiệm", "Cổng thử nghiệm", "Thử nghiệm", "UBND tỉnh",
        "Sở Nội vụ", "Thử nghiệm", 2024, "do", "", False,
    )  # fmt: skip
    gate.set_up(SYSTEM, "province", identity, "Thiết lập")
    publish_units(SYSTEM, date(2025, 8, 1))
    page = PagePayload("Giới thiệu", "Cổng này để làm gì.", 1, "<p>Nơi đăng kế hoạch kiểm tra.</p>")
    gate.set_up(SYSTEM, "gioi-thieu", page, "Đăng trang")


def _plan(world: World) -> None:
    facts = PlanFacts(
        "Kế hoạch kiểm tra năm 2024", 2024, f"Kiểm tra ba đơn vị; {REMOVED}.", "Cả năm 2023",
        "02 ngày", "02 đơn vị", ["Cải cách thể chế"], ["Sở Nội vụ"],
    )  # fmt: skip
    world.plan = create_plan(world.editor, facts)
    signed = world.keep(pdf_with_secrets("Bản đã ký, đăng công khai"))
    document = IssuedDocument.create(
        kind="ke-hoach", number="12/KH-UBND", issued_on=date(2024, 1, 15), issuer="UBND tỉnh",
        signer="Trần Văn Ký", signer_title="Phó Chủ tịch", subject="Trích yếu của kế hoạch",
        recipients=["Các sở"], legal_bases=["Luật Thanh tra"], signed_file=signed,
        filename="ke-hoach-12.pdf",
    )  # fmt: skip
    body = "<h2>I. Mục đích</h2><p>Xem xét việc thực hiện cải cách hành chính.</p>"
    original = world.keep(pdf_with_secrets("Bản gốc chỉ lưu nội bộ"))
    Plan.update(
        document=document, body_html=body, original=original, original_name="goc.pdf"
    ).where(Plan.id == world.plan.id).execute()
    world.plan = Plan.get_by_id(world.plan.id)
    PlanItem.create(
        plan=world.plan, list_name="quantities", code="so-bo",
        value={"title": "Số bộ hồ sơ", "unit": "bộ", "minimum": 8, "maximum": 8},
    )  # fmt: skip
    PlanRelation.create(plan=world.plan, kind="basis", number="05/NQ-CP", subject="Nghị quyết nền")
    named = tuple(world.units[code] for code in ("so-tai-chinh", "so-y-te", "ubnd-xa-moi"))
    for mode, units in (("onsite", named), ("unannounced", named[:2]), ("self_inspection", ())):
        world.strands[mode] = factories.strand(world.plan, units, mode, code=f"loai-{mode}")
    due = factories.deadline(world.strands["onsite"])
    PlanDeadline.update(code="han-bao-cao").where(PlanDeadline.id == due.id).execute()
    request = propose_plan(world.editor, world.plan, "first", "Đăng lần đầu", "", "/lam-viec/")
    world.publish(request)


def _schedule(world: World) -> None:
    world.team = create_team(world.editor, world.plan, "Đoàn kiểm tra số 1")
    for name, role in (("Lê Thị Trưởng", "head"), ("Ngô Văn Thành", "member")):
        add_member(world.editor, world.team, MemberFacts(name, role, world.units["so-xay-dung"]))
    for code, on in (("so-tai-chinh", HELD), ("so-y-te", AHEAD), ("ubnd-xa-moi", AHEAD)):
        wanted = VisitPlan(
            world.plan, world.units[code], world.strands["onsite"], world.team,
            "Trực tiếp tại đơn vị",
        )  # fmt: skip
        sessions = [SessionPlan(on, "morning", "08:00", f"Hội trường {code}", public_note="Mời dự")]
        world.visits.append(plan_visit(world.editor, wanted, sessions))
    moved = world.visits[2]
    record_notice(world.editor, moved, moved.version, date(2024, 2, 1))
    session = Session.get(Session.visit == moved)
    move_session(world.editor, moved, moved.version, session, MOVED_TO, "day", "Trùng lịch họp")
    world.publish(public_visits.propose_schedule(world.editor, world.plan, "Đăng lịch"))


def _conclusion(world: World) -> None:
    visit = Visit.get_by_id(world.visits[0].id)
    finish_visit(world.editor, visit, visit.version, today())
    for text, shown in (("Chậm rà soát văn bản", True), (OPEN_WORDS, False)):
        facts = FindingFacts(
            "shortcoming", "the-che", text, f"Nguyên nhân: {text}", f"Khắc phục: {text}",
            public=shown,
        )  # fmt: skip
        row = add_finding(world.editor, visit, facts)
        if not shown:
            world.hidden_finding = row
    draft = conclusions.DraftFacts("Kết luận kiểm tra Sở Tài chính", "Thực hiện khá đầy đủ.")
    row = conclusions.save_draft(world.editor, visit, 0, draft)
    issued = conclusions.IssueFacts(
        "31/TB-SNV", date(2024, 6, 19), "Sở Nội vụ", "Phạm Văn Duyệt", "Giám đốc",
        signed=world.keep(pdf_with_secrets("Toàn văn, không đăng")), signed_name="toan-van.pdf",
        public_file=world.keep(pdf_with_secrets("Bản trích, được đăng")),
        public_file_name="ban-trich.pdf",
    )  # fmt: skip
    world.conclusion = conclusions.record_issued(world.editor, row, row.version, issued)
    asked = public_visits.propose_conclusion(world.editor, world.conclusion, "Đăng kết luận")
    world.publish(asked)


def _remediation(world: World) -> None:
    visit = Visit.get_by_id(world.visits[0].id)
    evidence = world.keep(pdf_with_secrets("Minh chứng của đơn vị"))
    for row in remediations_of(visit):
        text = f"Đã sửa: {row.finding.text}"
        remediations.report_remediation(
            world.editor, row, row.version, text, date(2024, 7, 1), evidence, "minh-chung.pdf"
        )
        remediations.verify_remediation(
            world.editor, row, row.version + 1, "verified", f"Đúng: {text}", date(2024, 7, 8)
        )
    made = remediations.create_petitions(world.editor, visit.unit, visit, ["Thêm máy"], "Báo cáo")
    answer = remediations.PetitionFacts("Thêm máy", "Sở Tài chính", None, "Đã cấp.", HELD, True)
    remediations.change_petition(world.editor, made[0], made[0].version, answer)
    request = public_visits.propose_remediation(
        world.editor, world.conclusion, date(2024, 7, 10), "Đăng khắc phục"
    )
    world.publish(request)


def _timeliness(world: World) -> None:
    world.publish(propose_timeliness(world.editor, world.plan, date(2024, 7, 10), "Đăng bảng"))


def _correction(world: World) -> None:
    plan = Plan.get_by_id(world.plan.id)
    facts = PlanFacts(
        plan.title, 2024, "Kiểm tra ba đơn vị.", plan.review_period, plan.visit_days,
        plan.sub_units, ["Cải cách thể chế"], ["Sở Nội vụ"],
    )  # fmt: skip
    edit_plan(world.editor, plan, plan.version, facts)
    plan = Plan.get_by_id(plan.id)
    request = propose_plan(world.editor, plan, "correction", "Bỏ một câu thừa", "", "/lam-viec/")
    world.publish(request)
    world.plan = Plan.get_by_id(plan.id)
    asked = public_visits.propose_schedule(world.editor, world.plan, "Đã kiểm tra xong")
    world.publish(asked)
