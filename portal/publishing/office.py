"""The gate as the office works it: requests, preview, slip and submission.

``office_decisions`` decides on requests; ``office_contents`` is about what was published.
"""

from typing import Any

from flask import Response, request, url_for

from portal.accounts.access import allow
from portal.clock import today
from portal.documents.file_types import DOCX
from portal.publishing import (
    gate,
    labels,
    office_contents,
    office_decisions,
    office_erasures,
    queries,
)
from portal.publishing.blueprint import (
    READERS,
    blueprint,
    found_request,
    hour_words,
    paper_context,
    show_request,
)
from portal.publishing.comparing_office import compare_page
from portal.publishing.identity import province
from portal.publishing.office_decisions import request_forms
from portal.publishing.papers import slip_word, submission_word
from portal.publishing.previewing import day_of, preview_shelf, touched_pages
from portal.publishing.signer_actions import signers, submission_form
from portal.site.preview import preview_answer
from portal.web.rendering import render

__all__ = ["blueprint", "office_contents", "office_decisions", "office_erasures"]


@blueprint.get("/")
@allow(*READERS)
def requests() -> Any:
    """What waits for approval, what is planned, and what was decided."""
    rows = queries.requests()
    return render(
        "workspace/publishing/requests.html",
        waiting=[row for row in rows if row.state == "waiting"],
        approved=[row for row in rows if row.state == "approved"],
        decided=[row for row in rows if row.state not in ("waiting", "approved")],
        states_of=labels.states_of,
        modes=labels.MODES,
        hour_words=hour_words,
    )


@blueprint.get("/<int:request_id>/")
@allow(*READERS)
def request_page(request_id: int) -> Any:
    """One request: what would become public, what changes, and the decision."""
    found = found_request(request_id)
    return show_request(found, request_forms(found))


@blueprint.get("/<int:request_id>/so-sanh/")
@allow(*READERS)
def compare(request_id: int) -> Any:
    """What a request would change, whole: text by word, tables by cell."""
    found = found_request(request_id)
    path = [
        {"text": "Đăng công khai", "href": url_for(".requests")},
        {"text": found.title, "href": url_for(".request_page", request_id=found.id)},
    ]
    return compare_page(gate.proposals_of(found), found.title, path)


@blueprint.get("/<int:request_id>/phieu-trinh")
@allow(*READERS)
def slip(request_id: int) -> Any:
    """The submission slip (phiếu trình), one A4, ready to sign."""
    return _paper("slip.html", request_id)


@blueprint.get("/<int:request_id>/phieu-trinh.docx")
@allow(*READERS)
def slip_file(request_id: int) -> Response:
    """The slip as a Word file."""
    found = found_request(request_id)
    return _word(slip_word(_word_context(request_id)), f"phieu-trinh-{found.id}.docx")


@blueprint.get("/<int:request_id>/to-trinh")
@allow(*READERS)
def submission(request_id: int) -> Any:
    """The submission (tờ trình), in the layout of Nghị định 30/2020/NĐ-CP, to print."""
    return _paper("submission.html", request_id)


@blueprint.get("/<int:request_id>/to-trinh.docx")
@allow(*READERS)
def submission_file(request_id: int) -> Response:
    """The submission as a Word file."""
    found = found_request(request_id)
    return _word(submission_word(_word_context(request_id)), f"to-trinh-{found.id}.docx")


@blueprint.get("/<int:request_id>/xem-truoc/")
@blueprint.get("/<int:request_id>/xem-truoc/<path:page>")
@allow(*READERS)
def preview(request_id: int, page: str = "") -> Response:
    """A public page or file as it would be once the request is published; its links stay in
    the preview."""
    found = found_request(request_id)
    here = request.script_root + request.path
    root = here.removesuffix(page).rstrip("/")
    note = f"Bản xem trước của phiếu trình số {found.id}, chưa đăng."
    back = request.script_root + f"{blueprint.url_prefix}/{found.id}/"
    return preview_answer(preview_shelf(found), f"/{page}", day_of(found), root, note, back)


def _paper_context(request_id: int) -> dict[str, Any]:
    found = found_request(request_id)
    is_open = found.state in ("waiting", "approved")
    return {
        **paper_context(found),
        "touched": touched_pages(found) if is_open else {},
        "signers": signers(),
        "paper": submission_form(),
        "today": today(),
    }


def _word_context(request_id: int) -> dict[str, Any]:
    return {**_paper_context(request_id), "province": province()}


def _paper(page: str, request_id: int) -> Any:
    return render(f"workspace/publishing/{page}", **_paper_context(request_id))


def _word(body: bytes, name: str) -> Response:
    answer = Response(body, mimetype=DOCX)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
