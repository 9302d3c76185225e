"""The duty to report how findings were put right (báo cáo khắc phục), after a conclusion.

The unit reports finding by finding on the pages of the visit; the duty stands for them all in
lists, reminders and the grid of timeliness. Its state follows theirs.
"""

from datetime import date

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import now
from portal.db import write
from portal.deadlines.queries import work_calendar
from portal.deadlines.rules import DeadlineRule, Due, cut_off, resolve
from portal.inbox.actions import mark_done
from portal.inspections.models import Conclusion, Finding, Remediation, Visit
from portal.reports.duties.kinds import KINDS
from portal.reports.duties.owing import owe, rules_of, set_due
from portal.reports.duties.remediation_extensions import pass_on
from portal.reports.models import Duty
from portal.reports.telling import tell_unit

KIND = "remediation_report"
_WORDS = KINDS[KIND].words
_BY_CONCLUSION = "Thời hạn khắc phục đổi theo kết luận"
_REST_HAS_ITS_OWN_DAY = (
    "Nội dung đã đến hạn được báo cáo đúng hạn; nội dung còn lại có thời hạn riêng trong kết luận"
)


def follow_conclusion(actor: Actor, visit: Visit) -> Duty | None:
    """Make or update the duty of ``visit``'s conclusion: its deadline and its state. More time
    that the office gave for it reaches its findings.

    None while there is no issued conclusion, nothing to put right, or when the visit is
    unannounced and not released: the unit must not learn of it. May be called any number of
    times; joins the caller's transaction.
    """
    conclusion = Conclusion.get_or_none(Conclusion.visit == visit, Conclusion.state == "issued")
    rows = remediations_of(visit)
    if conclusion is None or not rows or (visit.unannounced and not visit.released):
        return None
    rule = next((row.rule for row in rules_of(visit.strand_id, KIND)), None)
    due = _due_of_rest(_due(rule, rows, issued_on(conclusion)), rows)
    state = state_of(rows)
    with write():
        duty = Duty.get_or_none(Duty.visit == visit, Duty.kind == KIND)
        if duty is None:
            duty = owe(actor, visit.unit, visit.plan, KIND, due, rule, visit)
            _follow_state(actor, duty, state)
        elif duty.due_on != due.last_day and not _given(duty) and duty.state == state == "open":
            some = any(row.reported_on for row in rows)
            set_due(actor, duty, due, _REST_HAS_ITS_OWN_DAY if some else _BY_CONCLUSION)
        pass_on(actor, duty, rows)
        before = duty.state
        _follow_state(actor, duty, state)
        _tell(actor, duty, before, rows)
    return duty


def remediations_of(visit: Visit) -> list[Remediation]:
    """What the unit has to put right after ``visit``, in the order of its findings."""
    return list(
        Remediation.select(Remediation, Finding)
        .join(Finding)
        .where(Finding.visit == visit)
        .order_by(Finding.position, Remediation.id)
    )


def what_is_put_right(duty: Duty) -> list[Remediation]:
    """What the unit reports on one by one in place of this report; empty for any other report.

    Nothing of it can be keyed for the unit as one report; a copy on paper is recorded all the
    same, as its day decides whether the unit was in time.
    """
    one_by_one = duty.kind == KIND and duty.visit is not None
    return remediations_of(duty.visit) if one_by_one else []


def state_of(rows: list[Remediation]) -> str:
    """The state of the duty: open until everything is reported, accepted once all is verified."""
    if all(row.outcome == "verified" for row in rows):
        return "accepted"
    if any(row.outcome == "insufficient" for row in rows):
        return "returned"
    reported = all(row.reported_on or row.outcome == "verified" for row in rows)
    return "submitted" if reported else "open"


def reported_on(rows: list[Remediation]) -> date | None:
    """The day by which everything had first been reported; None while something has not.

    A report that was found wanting and given again counts by its first day."""
    known = [day for row in rows if (day := row.first_reported_on or row.verified_on)]
    return max(known) if known and len(known) == len(rows) else None


def issued_on(conclusion: Conclusion | None) -> date | None:
    """The day of the conclusion, from which its deadlines count."""
    return conclusion.document.issued_on if conclusion and conclusion.document else None


def _due(rule: object, rows: list[Remediation], issued: date | None) -> Due:
    """By the rule of the plan; where it names no day, by the first day a finding has."""
    due = Due(None, None, "Chưa ấn định thời hạn báo cáo khắc phục")
    if isinstance(rule, dict):
        due = resolve(DeadlineRule.from_dict(rule), work_calendar(), issued)
    if due.last_day is not None:
        return due
    dated = [(row.due_on, row.id, row.due_sentence) for row in rows if row.due_on]
    if not dated:
        return due
    day, _, sentence = min(dated)
    return Due(day, cut_off(day), sentence)


def _due_of_rest(due: Due, rows: list[Remediation]) -> Due:
    """When what is not reported yet is due: by its own day, if that is later and everything
    reported so far came by its own day. A conclusion may give one finding months; a unit that
    was in time with the others owes nothing in between. Who was late stays late. Where nothing
    is left, what came is judged by the last of its days."""
    left = [row for row in rows if not row.reported_on and row.outcome != "verified"]
    came = [row for row in rows if row.first_reported_on]
    if due.last_day is None or not came or not all(row.due_on for row in left or came):
        return due
    if any(row.due_on and row.first_reported_on > row.due_on for row in came):
        return due
    days = sorted((row.due_on, row.id, row.due_sentence) for row in left or came)
    day, _, sentence = days[0] if left else days[-1]
    return Due(day, cut_off(day), sentence) if day > due.last_day else due


def _given(duty: Duty) -> bool:
    """Whether the office gave the present date in person."""
    return any(row.cause for row in duty.history)


def _follow_state(actor: Actor, duty: Duty, state: str) -> None:
    if duty.state in (state, "waived"):
        return
    Duty.update(state=state).where(Duty.id == duty.id).execute()
    record(actor, "follow-remediation", duty, before=duty.state, after=state, reason=_WORDS)
    duty.state = state


def _tell(actor: Actor, duty: Duty, before: str, rows: list[Remediation]) -> None:
    """Tell the unit what was judged “chưa đạt”, with the remark, and when all is verified. Each
    judgement is told once; a new report of the unit settles what it was told."""
    if duty.state == "returned":
        poor = [row for row in rows if row.outcome == "insufficient"]
        told = "-".join(f"{row.id}.{row.version}" for row in poor)
        lines = [f"- {row.finding.text} Nhận xét: {row.verified_text}" for row in poor]
        text = "\n".join([duty.title, *lines])
        tell_unit(
            actor, duty, "returned", f"remedy:{duty.id}:{told}",
            "Kết quả khắc phục chưa đạt, cần khắc phục tiếp", text, now(),
        )  # fmt: skip
    elif before == "returned":
        mark_done("returned", "unit_duty", duty.id, now())
    if duty.state == "accepted" != before:
        tell_unit(
            actor, duty, "accepted", f"remedied:{duty.id}",
            "Đã xác minh: mọi nội dung đã được khắc phục", duty.title, now(),
        )  # fmt: skip
