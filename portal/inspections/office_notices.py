"""The register of schedule notices, and all of them as Word files in one archive."""

import io
import zipfile

from flask import Response as FlaskResponse
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import today
from portal.inspections.blueprints import office
from portal.inspections.notice_queries import DAYS_TO_ACKNOWLEDGE, notice_register
from portal.inspections.office_schedule import found_plan
from portal.inspections.pages import READERS, show
from portal.inspections.queries import visits_for
from portal.inspections.visit_word import schedule_notice
from portal.inspections.word_pages import visit_file

#: A fixed moment, so that the same notices make the same archive.
_STAMP = (2000, 1, 1, 0, 0, 0)


@office.get("/thong-bao-lich/<int:plan_id>/")
@allow(*READERS)
def notices(plan_id: int) -> Response:
    """Who was told of the visit, who opened it, who acknowledged it."""
    plan = found_plan(plan_id)
    rows = notice_register(visits_for(current_actor(), "office"), today(), plan.id)
    return show("notices.html", plan=plan, rows=rows, days=DAYS_TO_ACKNOWLEDGE)


@office.get("/thong-bao-lich/<int:plan_id>/thong-bao-lich.zip")
@allow(*READERS)
def notices_zip(plan_id: int) -> Response:
    """The notices of all visits still to come, a Word file each; empty of hidden visits."""
    plan = found_plan(plan_id)
    rows = notice_register(visits_for(current_actor(), "office"), today(), plan.id)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for row in rows:
            if row.visit.state == "planned":
                name = f"thong-bao-lich-{row.visit.slug.replace('/', '-')}.docx"
                archive.writestr(
                    zipfile.ZipInfo(name, _STAMP), schedule_notice(visit_file(row.visit))
                )
    answer = FlaskResponse(made.getvalue(), mimetype="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="thong-bao-lich-{plan.year}.zip"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
