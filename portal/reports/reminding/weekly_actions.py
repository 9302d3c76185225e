"""``portal tick`` tells leaders once a week how reports stand: on Monday, or when next it runs."""

from datetime import date, datetime

from portal.accounts.rules import Actor
from portal.inbox.actions import tell
from portal.inbox.models import InboxItem
from portal.inbox.queries import holders_of
from portal.inbox.rules import Notice
from portal.reports.reminding.weekly_queries import told, week_of

LEADERS = ("supervisor", "office_approver")


def tell_week(actor: Actor, today: date, now: datetime) -> int:
    """Put the week into the inbox of every leader who has not had it; how many were told.

    Nothing where no report is owed or came.
    """
    year, number, _ = today.isocalendar()
    key = f"week:{year}-{number:02d}"
    leaders = holders_of(*LEADERS)
    had = {row.user_id for row in InboxItem.select(InboxItem.user).where(InboxItem.key == key)}
    left = [user for user in leaders if user.id not in had]
    week = week_of(today) if left else None
    if not week:
        return 0
    title, text = told(week)
    return tell(actor, left, Notice("weekly", key, title, text, "week"), now)
