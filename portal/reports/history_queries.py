"""Named reads of what happened to a report: comments, decisions, moved deadlines, last year."""

import json
from datetime import timedelta
from typing import Any

from portal.prepared import Prepared, hole
from portal.reports.form_version import GENERAL
from portal.reports.models import Duty, DutyHistory, FormVersion, Review, ReviewComment, Submission

_ONE_MOVE = timedelta(minutes=30)


_SENT = Prepared(
    lambda: (
        ReviewComment.select(ReviewComment, Submission)
        .join(Submission)
        .where(Submission.duty == hole(0), ReviewComment.sent)
        .order_by(ReviewComment.id)
    )
)


def sent_comments(duty: Duty) -> list[ReviewComment]:
    """What the office wrote to the unit, on every submission, oldest first."""
    return list(_SENT.rows(duty.id))


def last_review(duty: Duty) -> Review | None:
    """The newest decision of the office on this duty."""
    return (
        Review.select(Review, Submission)
        .join(Submission)
        .where(Submission.duty == duty)
        .order_by(Review.id.desc())
        .first()
    )


def history_of(duty: Duty) -> list[DutyHistory]:
    """How the deadline of a duty moved, oldest first.

    Sessions of one visit are moved one after the other, and each may move the deadline: what one
    person's moves came to without a pause longer than ``_ONE_MOVE`` is one move, from the day
    before to the day after them all, and none where that is the same day. The days in between
    stood for minutes; the audit log keeps them.
    """
    found: list[DutyHistory] = []
    for row in DutyHistory.select().where(DutyHistory.duty == duty).order_by(DutyHistory.id):
        last = found[-1] if found else None
        if last is not None and _goes_on(last, row):
            row.old_due_on = last.old_due_on
            found.pop()
        if row.cause or row.old_due_on != row.new_due_on:
            found.append(row)
    return found


def _goes_on(last: DutyHistory, row: DutyHistory) -> bool:
    by_rule = not last.cause and not row.cause and last.by == row.by
    return by_rule and last.new_due_on == row.old_due_on and row.at - last.at <= _ONE_MOVE


def _accepted() -> Any:
    form = FormVersion.select(FormVersion.code).where(
        (FormVersion.id == hole(2)) | (FormVersion.code == GENERAL)
    )
    return (
        Submission.select(Submission.snapshot)
        .join(Duty)
        .join(FormVersion)
        .where(
            Duty.unit == hole(0),
            Duty.year == hole(1),
            Submission.state == "accepted",
            FormVersion.code.in_(form),
        )
        .order_by(Submission.id.desc())
        .limit(1)
        .tuples()
    )


#: The newest accepted report of a unit in a year, on a form or the general one.
_ACCEPTED = Prepared(_accepted)


def accepted_before(duty: Duty) -> dict[str, Any]:
    """The values of the unit's accepted report of the year before, by field code; {} for none.

    The newest accepted one on the same form, whichever version of it, or on the general form,
    whose codes the forms for units of one kind keep.
    """
    for (snapshot,) in list(_ACCEPTED.rows(duty.unit_id, duty.year - 1, duty.form_id)):
        values: dict[str, Any] = json.loads(snapshot).get("values", {})
        return values
    return {}


def previous_year_values(duty: Duty) -> dict[str, Any]:
    """Indicator code → last year's value from the accepted report of that year."""
    return year_values(accepted_before(duty))


def year_values(values: dict[str, Any]) -> dict[str, Any]:
    """Indicator code → this year's value in a report, which is last year's of the next."""
    return {
        code.split(":")[1]: value
        for code, value in values.items()
        if code.startswith("stat:") and code.endswith(":current")
    }


def document_taken_back(duty: Duty) -> dict[str, Any]:
    """What the unit wrote around the report that it has recalled, by the names of the form.

    Offered when it sends again: mostly a figure was wrong, not the paper. Nothing after a return:
    what is put right then is signed anew, under its own number and day.
    """
    last = (
        Submission.select()
        .where(Submission.duty == duty)
        .order_by(Submission.number.desc())
        .first()
    )
    if last is None or last.state != "recalled":
        return {}
    snapshot: dict[str, Any] = json.loads(last.snapshot)
    return {
        "doc_number": last.doc_number,
        "doc_date": last.doc_date,
        "signer": last.signer,
        "missing_reason": snapshot.get("missing_reason", ""),
    }
