"""Named writes of a visit's way: notice, release, sessions held, visit done, cancelled."""

from datetime import date

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.db import write
from portal.inspections.actions import NotPossible, must_stand, touch
from portal.inspections.duty_actions import create_duties, follow_findings, move_duties
from portal.inspections.models import Conclusion, Session, Visit
from portal.inspections.rules import slug_for


def release_visit(actor: Actor, visit: Visit, version: int, reason: str) -> None:
    """Let an unannounced visit be seen by the unit and proposed for publication."""
    if not visit.unannounced or visit.released:
        raise NotPossible("Cuộc kiểm tra này không phải là cuộc kiểm tra đột xuất chưa công khai.")
    with write():
        touch(visit, version, released=True)
        _take_slug_of_hidden(visit)
        record(actor, "release-visit", visit, reason=reason)
        if visit.state == "planned":
            create_duties(actor, visit)
        follow_findings(actor, visit)


def _take_slug_of_hidden(visit: Visit) -> None:
    """Change places with the first visit to the unit that is still hidden, if it came before.

    Its address becomes public: a ``-2`` at its end would tell that there is another.
    """
    base = slug_for(visit.plan.year, visit.unit.code, True, ())
    hidden = Visit.select().where(
        Visit.unit == visit.unit_id,
        Visit.slug.startswith(base),
        Visit.unannounced,
        ~Visit.released,
    )
    mine = visit.slug
    first = min((row.slug for row in hidden), key=_place, default=mine)
    if _place(first) >= _place(mine):
        return
    for model in (Visit, Conclusion):
        for old, new in ((mine, f"{mine}*"), (first, mine), (f"{mine}*", first)):
            model.update(slug=new).where(model.slug == old).execute()
    visit.slug = first


def _place(slug: str) -> tuple[int, str]:
    return len(slug), slug


def finish_session(actor: Actor, visit: Visit, version: int, row: Session, today: date) -> None:
    """Mark a session as held; the visit is under way, or visited when none is left."""
    must_stand(visit)
    if row.state != "planned":
        raise NotPossible("Buổi làm việc này đã được dời, hủy hoặc đã làm việc xong.")
    if row.on > today:
        raise NotPossible("Buổi làm việc này chưa tới ngày, chưa thể ghi là đã làm việc.")
    with write():
        row.state = "done"
        row.save(only=[Session.state])
        left = Session.select().where(Session.visit == visit, Session.state == "planned").count()
        touch(visit, version, state="under_way" if left else "visited")
        record(actor, "finish-session", row, after={"visit": visit.state})


def finish_visit(actor: Actor, visit: Visit, version: int, today: date) -> None:
    """Mark the whole visit as “đã kiểm tra”: every planned session until today was held."""
    if visit.state not in ("planned", "under_way"):
        raise NotPossible("Cuộc kiểm tra này không còn ở trạng thái đang thực hiện.")
    planned = (Session.visit == visit) & (Session.state == "planned")
    if Session.select().where(planned, Session.on > today).exists():
        raise NotPossible("Còn buổi làm việc chưa tới ngày. Hãy dời hoặc hủy buổi đó trước.")
    with write():
        Session.update(state="done").where(planned).execute()
        touch(visit, version, state="visited")
        record(actor, "finish-visit", visit)


def cancel_session(actor: Actor, visit: Visit, version: int, row: Session, reason: str) -> None:
    """Cancel one session with its reason; the last one left is cancelled with the visit."""
    must_stand(visit)
    if row.state != "planned":
        raise NotPossible("Buổi làm việc này đã được dời, hủy hoặc đã làm việc xong.")
    standing = Session.select().where(
        Session.visit == visit, Session.state.in_(("planned", "done"))
    )
    if standing.count() == 1:
        raise NotPossible("Đây là buổi làm việc duy nhất còn lại: hãy hủy cả cuộc kiểm tra.")
    with write():
        row.state, row.reason = "cancelled", reason
        row.save(only=[Session.state, Session.reason])
        touch(visit, version)
        record(actor, "cancel-session", row, before=row.on.isoformat(), reason=reason)
        move_duties(actor, visit, reason)


def cancel_visit(actor: Actor, visit: Visit, version: int, reason: str) -> None:
    """Cancel the visit and every session that has not been held, with the reason."""
    if visit.state in ("cancelled", "concluded", "visited"):
        raise NotPossible("Cuộc kiểm tra này đã kết thúc hoặc đã hủy, không hủy được nữa.")
    with write():
        Session.update(state="cancelled", reason=reason).where(
            Session.visit == visit, Session.state == "planned"
        ).execute()
        before = visit.state
        touch(visit, version, state="cancelled")
        record(actor, "cancel-visit", visit, before=before, after="cancelled", reason=reason)
        move_duties(actor, visit, reason)
