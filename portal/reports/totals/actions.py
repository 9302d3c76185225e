"""The office puts its own template of the provincial report in place, or goes back."""

from datetime import datetime

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.db import write
from portal.documents.models import Blob
from portal.reports.totals.models import TotalsTemplate
from portal.reports.totals.queries import template


def replace_template(actor: Actor, file: Blob, name: str, now: datetime) -> TotalsTemplate:
    """Use ``file`` from now on; it was checked before. The same file again: nothing happens."""
    with write():
        present = template()
        if present and present.file_id == file.sha256:
            return present
        _retire(now)
        row = TotalsTemplate.create(file=file, name=name, at=now, by=actor.name)
        record(
            actor,
            "replace-totals-template",
            row,
            before={"sha256": present.file_id if present else ""},
            after={"sha256": file.sha256, "name": name},
        )
        return row


def retire_template(actor: Actor, now: datetime) -> None:
    """Use the shipped template again; without an own one nothing happens."""
    with write():
        present = template()
        if present:
            _retire(now)
            record(
                actor,
                "retire-totals-template",
                present,
                before={"sha256": present.file_id, "name": present.name},
            )


def _retire(now: datetime) -> None:
    TotalsTemplate.update(retired_at=now).where(TotalsTemplate.retired_at.is_null()).execute()
