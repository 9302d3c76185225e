"""What only the audit log knows of a submission: by which paper a deputy signed it off, why the
office keyed it, who of the unit took it back and when."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from portal.accounts.models import AuditEntry
from portal.accounts.queries import nameless
from portal.reports.models import Submission


@dataclass(frozen=True)
class Logged:
    """``by_paper``: number of the delegation; ``recalled_at`` with the name of who did it."""

    by_paper: str = ""
    keyed_because: str = ""
    recalled_at: datetime | None = None
    recalled_by: str = ""


def logged(submissions: Iterable[Submission]) -> dict[int, Logged]:
    """Submission → what the log tells of it; each has an entry here, most an empty one."""
    found = {row.id: Logged() for row in submissions}
    entries = list(
        AuditEntry.select()
        .where(
            AuditEntry.subject_kind == Submission._meta.table_name,
            AuditEntry.subject_id.in_([str(key) for key in found] or ["0"]),
            AuditEntry.action.in_(("sign-by-delegation", "key-report-for-unit", "recall-report")),
        )
        .order_by(AuditEntry.id)
    )
    gone = nameless() if entries else {}
    for entry in entries:
        key = int(entry.subject_id)
        if entry.action == "sign-by-delegation":
            number = str(json.loads(entry.after or "{}").get("number", ""))
            found[key] = replace(found[key], by_paper=number)
        elif entry.action == "key-report-for-unit":
            found[key] = replace(found[key], keyed_because=entry.reason)
        else:
            by = gone.get(entry.user_id) or entry.typist or entry.actor
            found[key] = replace(found[key], recalled_at=entry.at, recalled_by=by)
    return found
