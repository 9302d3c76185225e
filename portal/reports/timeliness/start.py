"""What the start page of the office shows of timeliness: public grids that have grown old."""

from datetime import date

from flask import url_for

from portal.accounts.rules import Actor
from portal.reports.office_blueprint import WRITERS
from portal.reports.timeliness.public_grids import old_grids
from portal.web.panels import Panel, Row


def panels(actor: Actor, today: date) -> list[Panel]:
    """One line for each grid to be published anew, for whoever may propose it."""
    rows = [
        Row(
            plan.title,
            url_for("reports_office.propose_timeliness_page", plan_id=plan.id),
            age.sentence,
            "Nên đăng lại",
            "soon",
        )
        for plan, age in (old_grids(today) if actor.has(*WRITERS) else [])
    ]
    return [Panel("Bảng nộp báo cáo đang đăng đã cũ", rows)] if rows else []
