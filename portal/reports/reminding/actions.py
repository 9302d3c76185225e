"""``portal tick`` reminds: one message a step, in the inbox of those who write the report."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime

from portal.accounts.audit import record
from portal.accounts.models import User
from portal.accounts.rules import Actor
from portal.db import write
from portal.inbox.actions import tell
from portal.inbox.rules import Notice
from portal.reports.actions import locked
from portal.reports.models import Duty
from portal.reports.reminders import NotForUnannounced, NothingOwed
from portal.reports.reminding import queries
from portal.reports.reminding.missing import missing_of
from portal.reports.reminding.models import ReminderStep
from portal.reports.reminding.rules import Choice, choose, headline
from portal.reports.rules import EDITABLE
from portal.reports.telling import is_hidden, people_of
from portal.vietnamese import show_date

#: (duty, deadline, person) → the steps that person has had.
Had = Mapping[tuple[int, date, int], Collection[int]]


def remind(actor: Actor, today: date, now: datetime) -> int:
    """Send every step that is due and was not had; how many messages were written.

    Ledger and message are one transaction, so a run that is killed, or two at once, sends
    nothing twice. After a missed run only the newest step is sent, the others are noted as
    passed over. A deadline that moved has steps of its own.
    """
    duties = queries.awaited(today)
    people, had = queries.writers_by_unit(), queries.steps_had(duties)
    due = [
        duty
        for duty in duties
        if any(
            choice != Choice(None)
            for _, choice in _choices(duty, people.get(duty.unit_id, []), had, today)
        )
    ]
    missing = missing_of(due)
    sent = 0
    for duty in due:
        with write():
            sent += _remind_of(actor, duty, people[duty.unit_id], missing[duty.id], today, now)
    return sent


def nudge(actor: Actor, seen: Duty, today: date, now: datetime) -> int:
    """Remind the unit of one report by hand; how many people were told. Once a day.

    NotForUnannounced and NothingOwed when there must be no message. The steps of the ledger go
    on as if nothing had been said.
    """
    with write():
        duty = locked(seen)
        if is_hidden(duty):
            raise NotForUnannounced("Cuộc kiểm tra đột xuất: không gửi tin nhắc cho đơn vị.")
        if duty.state not in EDITABLE:
            raise NothingOwed("Báo cáo này đã nộp hoặc được miễn nên không cần nhắc.")
        key = f"nudge:{duty.id}:{today}"
        told = tell(
            actor, people_of(duty), _notice(duty, key, missing_of([duty])[duty.id], today), now
        )
        if told:
            record(actor, "nudge-unit", duty, after={"told": told})
        return told


def _choices(
    duty: Duty, writers: list[User], had: Had, today: date
) -> Iterator[tuple[User, Choice]]:
    if duty.due_on is not None:
        for user in writers:
            yield user, choose(duty.due_on, today, had.get((duty.id, duty.due_on, user.id), ()))


def _remind_of(
    actor: Actor,
    seen: Duty,
    writers: list[User],
    missing: tuple[str, ...],
    today: date,
    now: datetime,
) -> int:
    duty = Duty.get_by_id(seen.id)
    if (duty.state, duty.due_on) != (seen.state, seen.due_on):
        return 0
    told: dict[int, list[User]] = {}
    for user, choice in _choices(duty, writers, queries.steps_had([duty]), today):
        for passed in choice.passed:
            _note(duty, passed, user, "passed", now)
        if choice.send is not None:
            _note(duty, choice.send, user, "sent", now)
            told.setdefault(choice.send, []).append(user)
    return sum(
        tell(
            actor, users, _notice(seen, f"step:{duty.id}:{duty.due_on}:{step}", missing, today), now
        )
        for step, users in told.items()
    )


def _note(duty: Duty, step: int, user: User, state: str, now: datetime) -> None:
    ReminderStep.create(duty=duty, due_on=duty.due_on, step=step, user=user, state=state, at=now)


def _notice(duty: Duty, key: str, missing: tuple[str, ...], today: date) -> Notice:
    due_on = duty.due_on or today
    until = duty.due_sentence or show_date(duty.due_on) or "chưa ấn định"
    lines = [f"Hạn nộp: {until}.", duty.plan.title]
    if duty.state == "returned":
        lines.insert(0, "Báo cáo bị trả lại, cần sửa và nộp lại.")
    if missing:
        lines.append("Chưa xong: " + "; ".join(missing) + ".")
    days = (due_on - today).days
    title = headline(days, duty.title) if duty.due_on else f"Sở Nội vụ nhắc: {duty.title}"
    return Notice("reminder", key, title, "\n".join(lines), "unit_duty", duty.id)
