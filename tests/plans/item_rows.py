"""A row of every list of a plan as it is typed, and as it is stored."""

from portal.plans.item_queries import items_of
from portal.plans.item_rules import item_of
from portal.plans.models import Plan, PlanItem

QUANTITY = {"title": "Tự kiểm tra", "minimum": "40", "unit": "%"}
ROLE = {"role": "head", "body": "Sở Tài chính", "note": "chỉ cấp huyện"}
TASK = {"number": "4.1", "title": "Phát phiếu", "lead": "so tai chinh\nBưu điện tỉnh"}
GROUP = {"ballot_code": "LĐH-CH", "name": "Lãnh đạo huyện", "mode": "paper", "ballots": "40"}
SUBJECT = {"block": "so-ban-nganh", "units": "Sở Tài chính\nSở Y tế"}
ADD = {
    "quantities": ("them-chi-tieu/", QUANTITY),
    "team_roles": ("them-vai-tro/", ROLE),
    "tasks": ("them-viec/", TASK),
    "survey_groups": ("them-doi-tuong-dieu-tra/", GROUP),
    "subjects": ("them-khoi/", SUBJECT),
}


def only(plan: Plan, list_name: str) -> PlanItem:
    """The only row of a list."""
    (row,) = items_of(plan, list_name)
    return row


def item(plan: Plan, list_name: str):
    """The only row of a list, read."""
    return item_of(list_name, only(plan, list_name).value)
