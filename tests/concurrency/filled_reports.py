"""Units with reports filled in to the last row, each with a signed-in clerk of its own."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Flask

from portal.accounts import queries as accounts
from portal.accounts.models import SignInSession
from portal.clock import now
from portal.reports import queries
from portal.reports.form_version import FormDefinition, Indicator
from portal.reports.models import DraftEdit, DraftField, Duty
from portal.reports.rules import as_json
from tests import factories as base
from tests.reports import factories

#: Rows of Phụ lục I; with the indicators of Phụ lục II a report has more than 120 rows.
TASKS = 20


@dataclass(frozen=True)
class Clerk:
    """A clerk at the report of a unit: the duty, its values, the cookie of the session."""

    duty: Duty
    values: dict[str, Any]
    cookie: str

    @property
    def address(self) -> str:
        """The page on which this report is confirmed and sent."""
        return f"/lam-viec/don-vi/bao-cao/{self.duty.id}/gui/"


def filled(app: Flask, how_many: int) -> list[Clerk]:
    """That many units, each with a full report and someone signed in to send it."""
    form, plan = factories.form(), base.plan()
    return [_clerk(app, form, plan, number) for number in range(how_many)]


def _clerk(app: Flask, form: Any, plan: Any, number: int) -> Clerk:
    unit = base.unit()
    duty = queries.duty_row(factories.duty(unit, form, plan=plan).id)
    assert duty is not None
    person = base.user("unit_editor", unit)
    values = dict(_values(queries.definition_of(duty), number))
    at = DraftField.updated_at.db_value(datetime.now(UTC))
    texts = {code: as_json(value) for code, value in values.items()}
    rows = [
        {"duty": duty.id, "code": code, "value": text, "version": 1, "updated_at": at,
         "updated_by": person.full_name}
        for code, text in texts.items()
    ]  # fmt: skip
    edits = [
        {"duty": duty.id, "code": code, "before": "null", "after": text, "version": 1, "at": at,
         "user": person.id, "by": person.full_name}
        for code, text in texts.items()
    ]  # fmt: skip
    DraftField.insert_many(rows).execute()
    DraftEdit.insert_many(edits).execute()
    token = f"token-{number}-{person.id}"
    SignInSession.create(
        token_hash=accounts.token_hash(token), user=person, started_at=now(), last_seen_at=now()
    )
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    cookie = signer.dumps({"_user_id": token, "_fresh": True})
    return Clerk(duty, values, f"{app.config['SESSION_COOKIE_NAME']}={cookie}")


def _values(definition: FormDefinition, number: int) -> Iterator[tuple[str, Any]]:
    """Something in every place that asks for an answer; the unit's number stands in each."""
    yield "cutoff", "2024-05-31"
    for section in definition.answered_sections:
        if section.kind == "narrative":
            yield section.field, f"Đơn vị {number} đã thực hiện {section.code}.\n- Văn phòng"
        else:
            second = "cause" if section.kind == "shortcomings" else "agency"
            yield section.field, [{"text": f"Nội dung {number}", second: "Sở Nội vụ"}]
    groups = definition.task_groups
    for place in range(TASKS):
        group = groups[place % len(groups)].code
        yield f"task:{number:06x}{place:06x}", {
            "group": group, "position": place + 1, "name": f"Nhiệm vụ {place} của đơn vị {number}",
            "doc_number": f"{place}/KH", "doc_date": "2024-02-01", "doc_subject": "Kế hoạch",
            "due": "2024-02-15", "on_time": "on_time", "chosen": "", "reason": "", "note": "",
        }  # fmt: skip
    for item in definition.indicators:
        for column in ("previous", "current"):
            yield item.field(column), _cell(item, number)


def _cell(item: Indicator, number: int) -> dict[str, Any]:
    if item.type == "count":
        return {"state": "value", "value": str(number)}
    return {"state": "none"}


def frozen_values(snapshot: str) -> dict[str, Any]:
    """What a submission froze, code by code."""
    found: dict[str, Any] = json.loads(snapshot)["values"]
    return found
