"""What of an earlier plan no longer fits the plan that was made from it."""

from collections.abc import Iterator
from datetime import date

from portal.deadlines.deadline_rule import DeadlineRule
from portal.deadlines.rules import WorkCalendar, resolve
from portal.documents.markup import text_of
from portal.documents.models import IssuedDocument
from portal.inspections.models import Team, TeamMember
from portal.legal.queries import register as legal_register
from portal.legal.rules import basis_faults
from portal.plans.cloning.checks_of_units import body_todos, unit_todos
from portal.plans.cloning.rules import Todo, day_note, mentions_of
from portal.plans.models import Plan
from portal.plans.queries import WholePlan, WholeStrand, whole_plans
from portal.reports.models import Duty, FormVersion
from portal.reports.queries import current_form
from portal.vietnamese import format_date


def todos_for(plan: Plan, source: Plan, calendar: WorkCalendar, day: date) -> list[Todo]:
    """Everything to look through in ``plan``, by the register, calendar and legal bases of
    ``day``. Units, dates and targets are those of ``source``, so that nothing left out is
    forgotten."""
    new, old = _whole(plan), _whole(source)
    return [
        *unit_todos(new, old, day),
        *body_todos(old, day),
        *_text(new, source),
        *_bases(new, day),
        *_deadlines(new, old, calendar),
        *_form(source),
        *_targets(old),
        *_people(new, source),
    ]


def _whole(plan: Plan) -> WholePlan:
    return whole_plans([plan])[0]


def _text(new: WholePlan, source: Plan) -> Iterator[Todo]:
    named = mentions_of(text_of(new.plan.body_html), source.year)
    if named:
        yield Todo(
            "text",
            "toan-van",
            f"Toàn văn còn nhắc năm {source.year} ở {len(named)} kiểu ghi",
            f"{'; '.join(named[:12])}{' …' if len(named) > 12 else ''}",
        )


def _bases(new: WholePlan, day: date) -> Iterator[Todo]:
    lines = new.plan.document.legal_bases if new.plan.document else []
    known = legal_register()
    for line in lines:
        for fault in basis_faults(line, known, day):
            if fault.kind == "ended":
                yield Todo(
                    "legal-basis",
                    fault.basis.number,
                    fault.sentence,
                    f"{fault.quote} {fault.advice}",
                )
    if lines:
        yield Todo(
            "basis-check",
            "can-cu",
            f"Rà soát {len(lines)} căn cứ, thay kế hoạch cải cách hành chính của năm",
            "; ".join(lines)[:500],
        )


def _deadlines(new: WholePlan, old: WholePlan, calendar: WorkCalendar) -> Iterator[Todo]:
    strands = {one.strand.code: one for one in new.strands}
    for one in old.strands:
        fresh = strands.get(one.strand.code)
        codes = {row.code: row for row in fresh.deadlines} if fresh else {}
        for row in one.deadlines:
            rule, moved = DeadlineRule.from_dict(row.rule), codes.get(row.code)
            before = resolve(rule, calendar).last_day
            if fresh is None or moved is None:
                continue
            after = resolve(DeadlineRule.from_dict(moved.rule), calendar).last_day
            if before is None or after is None:
                continue
            if not calendar.is_working(after):
                yield Todo(
                    "deadline",
                    f"nghi:{one.strand.code}:{row.code}",
                    f"Hạn “{row.title}” rơi vào ngày nghỉ ({one.strand.name})",
                    day_note(before, after, False),
                    {"strand": fresh.strand.id, "deadline": moved.id},
                )
        if fresh:
            yield from _before_visits(fresh, calendar)


def _before_visits(one: WholeStrand, calendar: WorkCalendar) -> Iterator[Todo]:
    """Reports on remediation due before the inspections they follow have begun."""
    dues = {row.id: resolve(DeadlineRule.from_dict(row.rule), calendar) for row in one.deadlines}
    starts = [dues[row.id].first_day for row in one.deadlines if row.duty == "other"]
    begins = [day for day in starts if day is not None]
    for row in one.deadlines:
        due = dues[row.id].last_day
        if row.duty == "remediation_report" and due and begins and due < max(begins):
            yield Todo(
                "deadline",
                f"truoc:{one.strand.code}:{row.code}",
                f"Hạn “{row.title}” ({format_date(due)}) trước thời gian kiểm tra",
                f"Thời gian kiểm tra bắt đầu {format_date(max(begins))}.",
                {"strand": one.strand.id, "deadline": row.id},
            )


def _form(source: Plan) -> Iterator[Todo]:
    used = list(
        FormVersion.select()
        .join(Duty)
        .where(Duty.plan == source)
        .distinct()
        .order_by(FormVersion.id)
    )
    for form in used:
        now = current_form(form.code)
        if now is not None and now.id != form.id:
            yield Todo(
                "form",
                f"{form.code}:{form.version}",
                f"Biểu mẫu “{form.title}” đã có bản mới",
                f"Năm trước dùng bản {form.version}; báo cáo của kế hoạch mới dùng bản "
                f"{now.version}.",
            )


def _targets(old: WholePlan) -> Iterator[Todo]:
    rows = old.lists.get("quantities", [])
    if rows:
        titles = "; ".join(str(row.value["title"]) for row in rows)
        yield Todo("target", "chi-tieu", f"Rà soát {len(rows)} chỉ tiêu, số lượng", titles)


def _people(new: WholePlan, source: Plan) -> Iterator[Todo]:
    rows = TeamMember.select(TeamMember.name, TeamMember.team).join(Team)
    members = list(rows.where(Team.plan == source).order_by(TeamMember.id))
    if members and not Team.select(Team.id).where(Team.plan == new.plan).exists():
        yield Todo(
            "person",
            "doan",
            "Lập Đoàn kiểm tra mới",
            f"{_teams_words(members)}, không chép sang; quyết định thành lập Đoàn ban hành theo "
            "từng năm.",
        )
    document, copied = new.plan.document, source.document
    if document and copied and _signer_is_copied(document, copied):
        yield Todo(
            "person",
            "nguoi-ky",
            "Kiểm tra người ký",
            f"Chép từ năm trước: {document.sign_capacity} {document.signer_title} "
            f"{document.signer}.",
        )
    if not (document and document.number and document.issued_on and document.signed_file_id):
        yield Todo(
            "document",
            "van-ban",
            "Ghi nhận số, ngày và bản đã ký khi kế hoạch được ban hành",
            "Số, ngày, bản ký của năm trước không chép sang.",
        )


def _teams_words(members: list[TeamMember]) -> str:
    """“2 Đoàn năm trước có 9 người”: who sits in two teams is one person."""
    teams = len({row.team_id for row in members})
    people = len({row.name.strip().casefold() for row in members})
    return f"{f'{teams} ' if teams > 1 else ''}Đoàn năm trước có {people} người"


def _signer_is_copied(document: IssuedDocument, copied: IssuedDocument) -> bool:
    """Whether nobody has looked at the signer yet: the same as last year's, on a document that
    was not recorded as issued. Who records its number and day has the signed paper at hand."""
    if not document.signer or (document.number and document.issued_on):
        return False
    names = ("sign_capacity", "signer_title", "signer")
    return all(getattr(document, name) == getattr(copied, name) for name in names)
