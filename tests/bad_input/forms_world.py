"""Report forms in the making: a draft with an upload beside it, a form without a draft."""

from typing import Any

from portal.accounts.rules import SYSTEM
from portal.clock import now
from portal.plans.models import Plan
from portal.reports.form_choosing.models import FormChoice
from portal.reports.form_making import actions, queries, row_actions
from portal.reports.form_making.excel_writing import definition_xlsx
from portal.reports.form_making.general_rules import general_of
from portal.reports.form_making.part_rules import seen_mark
from tests.reports.form_making.factories import small, version


def definition() -> bytes:
    """An Excel definition that can be taken."""
    raw = {**small(), "code": "mau-thu", "title": "Tên trong tệp"}
    return definition_xlsx(raw)


def form_ids() -> dict[str, Any]:
    """The draft and its parts, by the names of the addresses."""
    draft = actions.begin(SYSTEM, version({**small(), "code": "mau-thu"}), now())
    general = general_of(queries.raw_of(draft.definition))
    row_actions.change_general(
        SYSTEM, draft.id, {**general, "title": "Tên mới"}, seen_mark(general), now()
    )
    raw = {**small(), "code": "mau-thu", "title": "Tên trong tệp"}
    actions.keep_upload(SYSTEM, draft.id, raw, "mau.xlsx", "2", now())
    other = version({**small(), "code": "mau-khac"})
    FormChoice.create(
        plan=Plan.select().order_by(Plan.id).get(), units="cap:vertical", form=other,
        chosen_at=now(), chosen_by="Sở Nội vụ",
    )  # fmt: skip
    return {
        "form_draft": draft.id, "form_part": "chi-tieu", "form_row": "i.1-nhiem-vu",
        "form_id": other.id,
    }  # fmt: skip
