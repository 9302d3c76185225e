"""The only place that asks the machine for the time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Today's date where the province is (Asia/Ho_Chi_Minh)."""
    return now().astimezone(HANOI).date()


def local(instant: datetime) -> datetime:
    """The same instant on the clock of the province."""
    return instant.astimezone(HANOI)
