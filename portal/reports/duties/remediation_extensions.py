"""More time for a remediation report reaches the findings that it is about."""

from collections.abc import Iterable

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import local
from portal.inspections.models import Remediation
from portal.reports.models import Duty, DutyHistory
from portal.vietnamese import legal_date


def pass_on(actor: Actor, duty: Duty, rows: Iterable[Remediation]) -> None:
    """Give each finding the time that the office gave for the whole report.

    The decision is for what was not reported on the day it was made: a finding reported before
    keeps its day (who was late stays late), one with a later day of its own keeps that, and so
    does one verified without a report. A conclusion dated anew counts its days again from its
    date, so this is done after each change of it; doing it twice changes nothing. The reason is
    the office's and the unit's: the sentence, which may become public, leaves it out.
    """
    given = duty.history.where(DutyHistory.cause == "extended").order_by(DutyHistory.id)
    for move in given:
        decided = local(move.at).date()
        for row in rows:
            told = row.first_reported_on is not None and row.first_reported_on < decided
            if told or (row.first_reported_on is None and row.outcome == "verified"):
                continue
            if row.due_on is not None and row.due_on >= move.new_due_on:
                continue
            before, row.due_on = row.due_on, move.new_due_on
            row.due_sentence = (
                f"Chậm nhất hết ngày {legal_date(move.new_due_on)} "
                f"(được gia hạn ngày {legal_date(decided)})"
            )
            row.save(only=[Remediation.due_on, Remediation.due_sentence])
            record(
                actor, "move-remediation-deadline", row, before={"due_on": before},
                after={"due_on": row.due_on}, reason=move.reason,
            )  # fmt: skip
