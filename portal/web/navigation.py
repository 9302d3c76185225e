"""The workspace menu: one line a page, shown to those whose role may open it.

It stands in one row at 1280 pixels: what is opened a few times a year is reached from the page
it belongs to (``REACHED_FROM``).
"""

from flask import current_app, url_for

from portal.accounts.rules import OFFICE_ROLES, TEAM_ROLES, UNIT_ADMIN, UNIT_ROLES, Actor

MENU = (
    ("Việc cần làm", "start.index", ()),
    ("Hộp tin", "inbox.items", ()),
    ("Báo cáo phải nộp", "reports_unit.duties", UNIT_ROLES),
    ("Cuộc kiểm tra", "inspections_unit.visits", UNIT_ROLES),
    ("Người của đơn vị", "people_own.people", ("unit_head", UNIT_ADMIN)),
    ("Cuộc kiểm tra của Đoàn", "inspections_team.visits", TEAM_ROLES),
    ("Đọc báo cáo", "reports_team.progress", TEAM_ROLES),
    ("Kế hoạch", "plans_office.plans", (*OFFICE_ROLES, "supervisor")),
    ("Lịch kiểm tra", "inspections_office.schedule", (*OFFICE_ROLES, "supervisor")),
    ("Khắc phục", "inspections_office.remediation_list", (*OFFICE_ROLES, "supervisor")),
    ("Tình hình nộp báo cáo", "reports_office.board", (*OFFICE_ROLES, "supervisor")),
    ("Tổng hợp", "totals_office.choices", (*OFFICE_ROLES, "supervisor")),
    ("Biểu mẫu", "forms_office.versions", (*OFFICE_ROLES, "supervisor")),
    ("Đăng công khai", "publishing_office.requests", (*OFFICE_ROLES, "supervisor")),
    ("Góp ý", "feedback_office.messages", (*OFFICE_ROLES, "supervisor")),
    ("Đơn vị", "units_office.units", (*OFFICE_ROLES, "supervisor", "admin")),
    ("Ngày nghỉ", "calendar_office.years", ("admin",)),
    ("Tài khoản", "accounts_admin.users", ("admin",)),
    ("Ký duyệt", "publishing_admin.signers", ("admin",)),
    ("Bản công bố", "builds.builds", ("admin",)),
    ("Nhật ký", "audit_log.entries", ("admin", "supervisor")),
)
#: Lists without an entry of their own: the entry they are reached from.
REACHED_FROM = {
    "inspections_office.team_list": "inspections_office.schedule",
    "legal_office.documents": "plans_office.plans",
    "coverage_years.years": "plans_office.plans",
    "letters.letters": "inbox.items",
    "people_office.units": "units_office.units",
    "calendar_office.years": "inspections_office.schedule",
    "people_former.former": "accounts_admin.users",
    "inspections_office.petition_list": "inspections_office.remediation_list",
}


def workspace_nav(actor: Actor, path: str) -> list[dict[str, object]]:
    """The menu of ``actor``; current is the entry whose address begins ``path`` furthest."""
    entries: list[dict[str, object]] = []
    here = ""
    for text, endpoint, roles in MENU:
        if endpoint not in current_app.view_functions or (roles and not actor.has(*roles)):
            continue
        href = url_for(endpoint)
        below = [href, *(url_for(one) for one, at in REACHED_FROM.items() if at == endpoint)]
        within = path == href if endpoint == "start.index" else path.startswith(tuple(below))
        here = max(here, href, key=len) if within else here
        entries.append({"text": text, "href": href})
    return [{**entry, "current": entry["href"] == here} for entry in entries]
