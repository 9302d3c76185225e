"""Files of a conclusion: the Word draft, the signed PDF, the public file."""

from flask import abort
from werkzeug.wrappers import Response

from portal.accounts.access import allow
from portal.deadlines.queries import work_calendar
from portal.documents.models import Blob
from portal.inspections.blueprints import office
from portal.inspections.conclusion_actions import due_of, plan_rule
from portal.inspections.conclusion_word import Draft, DraftLine, conclusion_notice
from portal.inspections.office_conclusions import found_conclusion
from portal.inspections.pages import READERS, download, found_visit
from portal.inspections.paper_signers import team_signature
from portal.inspections.queries import findings_of, sessions_of
from portal.inspections.rules import TO_REMEDY
from portal.inspections.word_pages import identity, members_present, word_answer


@office.get("/lich-kiem-tra/<int:visit_id>/ket-luan/du-thao.docx")
@allow(*READERS)
def conclusion_word(visit_id: int) -> Response:
    """The draft of the notice as a Word file, every finding in it."""
    visit = found_visit("office", visit_id)
    row = found_conclusion(visit)
    known = identity()
    present = members_present(visit)
    calendar, general = work_calendar(), plan_rule(visit)
    days = {one.on for one in sessions_of([visit])[visit.id] if one.state in ("planned", "done")}
    draft = Draft(
        authority=known.get("authority", ""),
        issuer=visit.team.name if visit.team_id else known.get("office_name", ""),
        place=known.get("place", ""),
        unit_name=visit.unit_name,
        plan_title=visit.plan.title,
        signature=team_signature((one.name, one.role) for one in present),
        days=tuple(sorted(days)),
        summary=row.summary,
        lines=tuple(
            DraftLine(
                one.kind, one.domain, one.text, one.cause, one.recommendation,
                due_of(one.due_rule, general, calendar, None) if one.kind in TO_REMEDY else None,
            )
            for one in findings_of(visit)
        ),
    )  # fmt: skip
    return word_answer(conclusion_notice(draft), f"du-thao-ket-luan-{visit.unit.code}.docx")


@office.get("/lich-kiem-tra/<int:visit_id>/ket-luan/tep/<any('da-ky','cong-khai'):which>")
@allow(*READERS)
def conclusion_file(visit_id: int, which: str) -> Response:
    """The signed PDF or the public file."""
    row = found_conclusion(found_visit("office", visit_id))
    blob: Blob | None = row.public_file
    name = row.public_file_name
    if which == "da-ky":
        blob = row.document.signed_file if row.document_id else None
        name = row.document.filename if row.document_id else ""
    return download(blob, name) if blob else abort(404)
