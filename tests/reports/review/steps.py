"""What tests of the review look up over and over."""

from portal.accounts.models import AuditEntry
from portal.reports.models import Submission

BOARD = "/lam-viec/dieu-hanh/nop-bao-cao/"
FIELD = "stat:i.1-nhiem-vu"


def url(sent: Submission, rest: str = "") -> str:
    return f"{BOARD}{sent.duty_id}/lan/{sent.number}/{rest}"


def audited(action: str) -> int:
    return int(AuditEntry.select().where(AuditEntry.action == action).count())
