"""Visits and remediations touched when the working days change."""

from collections.abc import Iterator

from flask import url_for

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.deadlines.calendar_effects import Effect, differs
from portal.deadlines.deadline_rule import DeadlineRule
from portal.deadlines.rules import Due, WorkCalendar, resolve
from portal.documents.models import IssuedDocument
from portal.inspections.conclusion_actions import due_of, plan_rule
from portal.inspections.models import Conclusion, Finding, Remediation, Visit
from portal.inspections.proposals import newest_by_slug
from portal.inspections.queries import deadlines_of, scheduled
from portal.plans.models import Plan
from portal.vietnamese import format_date, weekday_name

#: The report before a visit is owed by its unit: ``portal.reports`` says how it moves.
_OWED = "visit_report"


def effects(old: WorkCalendar, new: WorkCalendar) -> list[Effect]:
    """Deadlines that count from planned visits, sessions on new days of rest, remediations."""
    visits = scheduled(Visit.select().where(Visit.state == "planned"))
    public = _public("visit", [visit.slug for visit in visits])
    rules = deadlines_of({visit.strand_id for visit in visits if visit.strand_id})
    found: list[Effect] = []
    for visit in visits:
        shown = visit.slug in public
        found += _on_rest_days(visit, old, new)
        for row in rules.get(visit.strand_id, []):
            rule = DeadlineRule.from_dict(row.rule)
            if row.duty == _OWED or not rule.needs_event or rule.kind == "days_after":
                continue
            before, after = (resolve(rule, one, visit.first_day) for one in (old, new))
            if visit.first_day and differs(before, after):
                found.append(_effect("deadline", row.title, visit, before, after, shown))
    changed = list(_remediations(old, new))
    public = _public("conclusion", [one.finding.visit.slug for one, _, _ in changed])
    for remedy, before, after in changed:
        visit = remedy.finding.visit
        shown = visit.slug in public
        found.append(_effect("stored", "Báo cáo khắc phục", visit, before, after, shown))
    return found


def follow(actor: Actor, old: WorkCalendar, new: WorkCalendar, reason: str) -> int:
    """Write the new deadline of each remediation that has not been reported."""
    moved = 0
    for row, before, after in _remediations(old, new):
        moved += before.last_day != after.last_day
        Remediation.update(due_on=after.last_day, due_sentence=after.sentence).where(
            Remediation.id == row.id
        ).execute()
        record(
            actor,
            "move-remediation-deadline",
            row,
            before={"due_on": before.last_day},
            after={"due_on": after.last_day},
            reason=reason,
        )
    return moved


def _public(kind: str, slugs: list[str]) -> set[str]:
    found = newest_by_slug(kind, slugs)
    return {slug for slug, row in found.items() if row.state != "withdrawn"}


def _effect(kind: str, title: str, visit: Visit, before: Due, after: Due, public: bool) -> Effect:
    return Effect(
        kind,
        title,
        visit.plan.title,
        url_for("inspections_office.visit", visit_id=visit.id),
        (visit.unit_name,),
        before.last_day,
        after.last_day,
        after.sentence,
        public,
        before.last_day == after.last_day,
    )


def _on_rest_days(visit: Visit, old: WorkCalendar, new: WorkCalendar) -> Iterator[Effect]:
    days = {row.on for row in visit.shown_sessions if row.state == "planned"}
    for day in sorted(days):
        if old.is_working(day) and not new.is_working(day):
            yield Effect(
                "session",
                "Buổi làm việc trùng ngày nghỉ",
                visit.plan.title,
                url_for("inspections_office.visit", visit_id=visit.id),
                (visit.unit_name,),
                day,
                day,
                f"{weekday_name(day)} {format_date(day)} thành ngày nghỉ: cần dời buổi này.",
            )


def _remediations(old: WorkCalendar, new: WorkCalendar) -> Iterator[tuple[Remediation, Due, Due]]:
    """(remediation, due before, due after) of what nobody has reported yet and differs."""
    rows = list(
        Remediation.select(Remediation, Finding, Visit, Plan)
        .join(Finding)
        .join(Visit)
        .join(Plan)
        .where(Remediation.reported_on.is_null(), Remediation.outcome == "")
        .order_by(Remediation.id)
    )
    issued = {
        row.visit_id: row.document.issued_on if row.document else None
        for row in Conclusion.select(Conclusion, IssuedDocument)
        .join(IssuedDocument)
        .where(Conclusion.visit.in_({row.finding.visit_id for row in rows}))
    }
    general = {row.finding.visit_id: plan_rule(row.finding.visit) for row in rows}
    for row in rows:
        visit = row.finding.visit_id
        own, day = row.finding.due_rule, issued.get(visit)
        before, after = (due_of(own, general[visit], one, day) for one in (old, new))
        if row.due_on == before.last_day and differs(before, after):
            yield row, before, after
