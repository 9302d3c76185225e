"""What a unit and the office do around a report: a wish for time, a keyed copy, messages."""

from datetime import UTC, date, datetime
from typing import Any

from portal.accounts.models import User
from portal.accounts.rules import SYSTEM
from portal.clock import now, today
from portal.documents.models import Blob
from portal.inbox.actions import tell
from portal.inbox.models import InboxItem, Letter
from portal.inbox.rules import Notice
from portal.plans.models import Plan
from portal.reports.extending.actions import ask
from portal.reports.models import FormVersion
from portal.reports.receiving import UnitDocument, submit_for_unit
from portal.units.models import Unit
from tests import factories
from tests.reports import office_factories as reports

FAR = date(2099, 6, 7)


def follow_up_ids(plan: Plan, unit: Unit, form: FormVersion, file: Blob) -> dict[str, Any]:
    """A report whose unit asked for time, one keyed for it, an item of its clerk, a letter."""
    wishing = reports.duty(unit, plan, FAR, form=form)
    ask(SYSTEM, wishing, date(2099, 8, 8), "Mưa lũ", now())
    keyed = reports.duty(unit, plan, FAR, form=form)
    submit_for_unit(
        SYSTEM, keyed, received_on=today(), document=UnitDocument("9/BC", today(), "Lê Văn A"),
        signed=file, signed_name="bc.pdf", reason="Mất mạng",
    )  # fmt: skip
    clerk = User.get(User.username == "unit_editor")
    told = Notice("reminder", "mot", "Còn 5 ngày", "", "unit_duty", wishing.id)
    tell(SYSTEM, [clerk], told, now())
    Letter.create(
        user=clerk, address="a@sonla.gov.vn", subject="Còn 5 ngày", body="Nội dung", state="failed",
        created_at=now(), next_at=now(),
    )  # fmt: skip
    former = factories.user(
        "unit_viewer", active=False, created_at=datetime(2010, 1, 4, tzinfo=UTC)
    )
    item = InboxItem.get(InboxItem.key == "mot")
    return {"wishing": wishing.id, "keyed_for": keyed.id, "item": item.id,
            "former": former.id}  # fmt: skip
