"""The schedule notice of a visit: sent by the office, opened and acknowledged by the unit.

Never for an unannounced visit before its release: that would announce it.
"""

from datetime import date

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import now
from portal.db import write
from portal.inspections.actions import NotPossible, must_stand, touch
from portal.inspections.duty_actions import await_reports
from portal.inspections.models import Visit, VisitNotice
from portal.inspections.queries import first_day, sessions_of


def record_notice(actor: Actor, visit: Visit, version: int, on: date) -> None:
    """Record the day on which the written notice of the schedule went out to the unit.

    A notice sent anew (another day, or the visit was moved) has to be acknowledged anew.
    NotPossible for an unannounced visit that was not released; ChangedMeanwhile.
    """
    must_stand(visit)
    if visit.unannounced and not visit.released:
        raise NotPossible("Cuộc kiểm tra đột xuất không gửi thông báo lịch trước khi công khai.")
    before = visit.noticed_on
    first = first_day(sessions_of([visit])[visit.id])
    with write():
        touch(visit, version, noticed_on=on)
        row = notice_of(visit)
        if row is None:
            VisitNotice.create(visit=visit, sent_on=on, first_day=first)
        elif (row.sent_on, row.first_day) != (on, first):
            VisitNotice.update(
                sent_on=on, first_day=first, opened_at=None, opened_by="",
                acknowledged_at=None, acknowledged_by="",
            ).where(VisitNotice.id == row.id).execute()  # fmt: skip
        await_reports(actor, visit)
        record(actor, "record-notice", visit, before=str(before or ""), after=on.isoformat())


def notice_of(visit: Visit) -> VisitNotice | None:
    """The notice of a visit; None when none was sent, or it was recorded before there was a
    register."""
    return VisitNotice.get_or_none(VisitNotice.visit == visit)


def open_notice(actor: Actor, visit: Visit) -> VisitNotice | None:
    """Note that somebody of the unit has the notice before them, the first time. None when no
    notice was sent."""
    if visit.noticed_on is None or (visit.unannounced and not visit.released):
        return None
    row = notice_of(visit)
    if row is not None and row.opened_at is not None:
        return row
    with write():
        row, _ = VisitNotice.get_or_create(visit=visit, defaults={"sent_on": visit.noticed_on})
        if row.opened_at is None:
            row.opened_at, row.opened_by = now(), actor.name
            row.save(only=[VisitNotice.opened_at, VisitNotice.opened_by])
            record(actor, "open-notice", visit, after=str(row.sent_on))
    return row


def acknowledge_notice(actor: Actor, visit: Visit) -> None:
    """The unit says that it has the notice; said twice, it is told once. NotPossible when none
    was sent."""
    row = open_notice(actor, visit)
    if row is None:
        raise NotPossible("Chưa có thông báo lịch nào được gửi cho cuộc kiểm tra này.")
    if row.acknowledged_at is not None:
        return
    with write():
        stored = VisitNotice.get_by_id(row.id)
        if stored.acknowledged_at is None:
            stored.acknowledged_at, stored.acknowledged_by = now(), actor.name
            stored.save(only=[VisitNotice.acknowledged_at, VisitNotice.acknowledged_by])
            record(actor, "acknowledge-notice", visit, after=str(stored.sent_on))
