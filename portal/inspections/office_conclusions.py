"""The conclusion of a visit: draft, record as issued, public part."""

from datetime import date
from typing import Any

from flask import abort, current_app, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.deadlines.rules import WorkCalendar
from portal.documents.held_file import HeldFile
from portal.documents.models import IssuedDocument
from portal.inspections import conclusion_actions, finding_actions
from portal.inspections.blueprints import office
from portal.inspections.conclusion_actions import DraftFacts, IssueFacts, due_of
from portal.inspections.conclusion_proposals import is_extract
from portal.inspections.models import Conclusion, Finding, Visit
from portal.inspections.office_schedule import visit_address
from portal.inspections.pages import (
    READERS,
    WRITERS,
    found_visit,
    say,
    show,
    tried,
    version_in,
)
from portal.inspections.publication_actions import propose_conclusion
from portal.inspections.queries import findings_of
from portal.inspections.record_forms import (
    DraftForm,
    IssueForm,
    ProposeConclusionForm,
    PublicMarkForm,
)
from portal.inspections.remediation_queries import conclusion_of
from portal.inspections.rules import TO_REMEDY, assembled_summary
from portal.publishing.actions import NothingToPublish
from portal.publishing.forms import chosen_major
from portal.vietnamese import format_date


def found_conclusion(visit: Visit) -> Conclusion:
    """The conclusion of the visit; 404 when there is none yet."""
    row: Any = conclusion_of(visit) or abort(404)
    row.visit = visit
    return row


@office.get("/lich-kiem-tra/<int:visit_id>/ket-luan/")
@allow(*READERS)
def conclusion(visit_id: int) -> Response:
    """The draft; a new one begins with what the public findings say."""
    visit = found_visit("office", visit_id)
    row = conclusion_of(visit)
    if row is None:
        found = [(one.kind, one.text, one.public) for one in findings_of(visit)]
        start = {
            "title": f"Kết luận kiểm tra công tác cải cách hành chính tại {visit.unit_name}",
            "summary": assembled_summary(found),
            "version": "0",
        }
    else:
        names = ("title", "summary", "extract_note")
        start = {name: getattr(row, name) for name in names} | {"version": str(row.version)}
    return _draft_page(visit, row, DraftForm(data=start))


def _draft_page(
    visit: Visit, row: Conclusion | None, form: DraftForm, status: int = 200
) -> Response:
    stored = []
    if row and status == 409:
        form.version.data = str(row.version)
        stored = [
            ("Tiêu đề", row.title), ("Tóm tắt kết luận", row.summary),
            ("Lời ghi trên bản trích công khai", row.extract_note),
        ]  # fmt: skip
    return show(
        "form.html", status, form=form, title="Dự thảo thông báo kết luận", visit=visit,
        stored=stored, cancel=visit_address(visit), submit="Lưu dự thảo",
    )  # fmt: skip


@office.post("/lich-kiem-tra/<int:visit_id>/ket-luan/")
@allow(*WRITERS)
def conclusion_save(visit_id: int) -> Any:
    """Save the draft."""
    visit, form = found_visit("office", visit_id), DraftForm()
    row = conclusion_of(visit)
    if not form.validate_on_submit():
        return _draft_page(visit, row, form, 422)
    facts = DraftFacts(form.title.data, form.summary.data, form.extract_note.data)
    actor, version = current_actor(), version_in(form)
    status = tried(form, lambda: conclusion_actions.save_draft(actor, visit, version, facts))
    if status != 303:
        return _draft_page(visit, conclusion_of(visit), form, status)
    flash("Đã lưu dự thảo kết luận.", "success")
    return redirect(visit_address(visit))


@office.get("/lich-kiem-tra/<int:visit_id>/ket-luan/ban-hanh/")
@allow(*READERS)
def issue(visit_id: int) -> Response:
    """The form of the notice as issued."""
    visit = found_visit("office", visit_id)
    row = found_conclusion(visit)
    names = ("number", "issued_on", "issuer", "signer", "signer_title", "sign_capacity")
    document = row.document if row.document_id else None
    stored = {name: getattr(document, name) for name in names} if document else {}
    if not document:
        stored["issuer"] = visit.team.name if visit.team_id else ""
    stored |= {"publish_signed": row.publish_signed, "version": str(row.version)}
    return _issue_page(visit, row, IssueForm(data=stored))


def _issued_shown(document: IssuedDocument) -> list[tuple[str, str]]:
    """What a colleague has just recorded of the notice."""
    on = format_date(document.issued_on) if document.issued_on else ""
    return [
        ("Số, ký hiệu", document.number), ("Ngày ban hành", on),
        ("Cơ quan ban hành", document.issuer), ("Người ký", document.signer),
        ("Chức vụ người ký", document.signer_title), ("Văn bản đã ký", document.filename),
    ]  # fmt: skip


def _issue_page(visit: Visit, row: Conclusion, form: IssueForm, status: int = 200) -> Response:
    stored = []
    if status == 409:
        form.version.data = str(row.version)
        stored = _issued_shown(row.document) if row.document_id else []
    return show("issue_form.html", status, form=form, visit=visit, conclusion=row, stored=stored,
                extract=is_extract(findings_of(visit)), cancel=visit_address(visit))  # fmt: skip


def _due_before(visit: Visit, issued_on: date) -> str:
    """Which finding would be overdue on the day the notice is issued; "" when none would."""
    for number, one in enumerate(findings_of(visit), start=1):
        rule = one.due_rule if one.kind in TO_REMEDY else None
        day = due_of(rule, None, WorkCalendar(), issued_on).last_day
        if day and day < issued_on:
            return (
                f"Nội dung ghi nhận thứ {number} có hạn khắc phục {format_date(day)}, trước ngày "
                "ban hành. Hãy sửa thời hạn của nội dung đó, hoặc xem lại ngày ban hành."
            )
    return ""


@office.post("/lich-kiem-tra/<int:visit_id>/ket-luan/ban-hanh/")
@allow(*WRITERS)
def issue_save(visit_id: int) -> Any:
    """Record the notice as issued: files first, then everything in one transaction."""
    visit, form = found_visit("office", visit_id), IssueForm()
    row, actor, root = found_conclusion(visit), current_actor(), current_app.config["DATA"]
    page = f"conclusion {visit.id} {actor.user_id}"
    signed = HeldFile(form.signed, form.held_signed, f"{page} signed", public=True)
    public = HeldFile(form.public_file, form.held_public_file, f"{page} public", public=True)
    form.validate_on_submit()
    if on := form.issued_on.data:
        say(form.issued_on, conclusion_actions.before_sessions(visit, on))
        say(form.issued_on, _due_before(visit, on) if row.state == "draft" else "")
    if not form.errors:
        signed_blob, public_blob = signed.receive(root), public.receive(root)
    if form.errors:
        return _again(visit, form, (signed, public), 422)
    names = ("number", "issued_on", "issuer", "signer", "signer_title", "publish_signed")
    facts = IssueFacts(
        **{name: form[name].data for name in names},
        sign_capacity=form.sign_capacity.data or "",
        signed=signed_blob,
        signed_name=signed.name if signed_blob else "",
        public_file=public_blob,
        public_file_name=public.name if public_blob else "",
    )
    version = version_in(form)
    status = tried(form, lambda: conclusion_actions.record_issued(actor, row, version, facts))
    if status != 303:
        return _again(visit, form, (signed, public), status)
    for removed in filter(None, (signed.removed, public.removed)):
        flash(removed, "success")
    flash("Đã ghi nhận thông báo kết luận và giao việc khắc phục cho đơn vị.", "success")
    return redirect(visit_address(visit))


def _again(visit: Visit, form: IssueForm, files: tuple[HeldFile, ...], status: int) -> Response:
    for file in files:
        file.hold(current_app.config["DATA"])
    return _issue_page(visit, found_conclusion(visit), form, status)


@office.get("/lich-kiem-tra/<int:visit_id>/ket-luan/dang/")
@allow(*READERS)
def propose_conclusion_page(visit_id: int) -> Response:
    """What of the conclusion would become public."""
    visit = found_visit("office", visit_id)
    form = ProposeConclusionForm(
        data={"missing_document_reason": found_conclusion(visit).missing_document_reason}
    )
    return _propose_page(visit, form)


def _propose_page(visit: Visit, form: ProposeConclusionForm, status: int = 200) -> Response:
    row, findings = found_conclusion(visit), findings_of(visit)
    if row.document_id and "missing_document_reason" in form:
        del form.missing_document_reason
    return show(
        "propose_conclusion.html", status, visit=visit, conclusion=row, form=form,
        findings=findings, extract=is_extract(findings), cancel=visit_address(visit),
    )  # fmt: skip


@office.post("/lich-kiem-tra/<int:visit_id>/ket-luan/dang/")
@allow(*WRITERS)
def propose_conclusion_save(visit_id: int) -> Any:
    """Ask for approval to publish the conclusion."""
    visit, form = found_visit("office", visit_id), ProposeConclusionForm()
    row = found_conclusion(visit)
    if not form.validate_on_submit():
        return _propose_page(visit, form, 422)
    actor, back, asked = current_actor(), visit_address(visit), []
    note, missing = form.change_note.data, form.missing_document_reason.data or ""
    try:
        status = tried(
            form,
            lambda: asked.append(
                propose_conclusion(actor, row, note, missing, back, major=chosen_major(form))
            ),
        )
    except NothingToPublish:
        flash("Kết luận đã đăng đầy đủ, không có gì thay đổi.", "info")
        return redirect(back)
    if status != 303:
        return _propose_page(visit, form, status)
    flash("Đã trình đăng kết luận.", "success")
    return redirect(url_for("publishing_office.request_page", request_id=asked[0].id))


@office.post("/lich-kiem-tra/<int:visit_id>/ghi-nhan/<code>/cong-khai/")
@allow(*WRITERS)
def mark_public(visit_id: int, code: str) -> Any:
    """Put a finding into the public extract, or leave it out, with the reason."""
    visit, form = found_visit("office", visit_id), PublicMarkForm()
    row: Any = Finding.get_or_none(Finding.visit == visit, Finding.code == code) or abort(404)
    if not form.validate_on_submit():
        flash("Chưa đổi được: cần nhập lý do.", "error")
        return redirect(visit_address(visit))
    public = request.form.get("public") == "1"
    finding_actions.mark_public(current_actor(), row, public, form.reason.data)
    flash("Đã đổi phạm vi công khai của nội dung ghi nhận.", "success")
    return redirect(visit_address(visit))
