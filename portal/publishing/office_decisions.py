"""Decisions on a request: approve, on paper, refuse, recall, publish, plan an hour."""

from datetime import datetime
from typing import Any

from flask import current_app, flash, redirect, request, url_for

from portal.accounts.access import allow, current_actor
from portal.clock import HANOI, local, now, today
from portal.documents.receiving import receive_upload
from portal.publishing import actions, gate, lint, scheduling_actions
from portal.publishing.blueprint import (
    READERS,
    WRITERS,
    blueprint,
    found_request,
    hour_words,
    proposed_hour,
    saw,
    seen_now,
    show_request,
)
from portal.publishing.forms import (
    ApprovalForm,
    HourForm,
    PaperApprovalForm,
    ReasonForm,
    RefusalForm,
)
from portal.publishing.queries import deciding
from portal.publishing.requests import PublicationRequest
from portal.publishing.rules import approval_mode, schedule_problem
from portal.web.rendering import render

_LATE = "Phiếu trình này đã được xử lý hoặc thay đổi trước đó. Hãy đọc lại trạng thái dưới đây."
_OTHER = (
    "Nội dung đang công khai vừa thay đổi nên bảng so sánh anh/chị đã đọc không còn đúng. "
    "Bảng dưới đây đã được cập nhật; hãy xem lại rồi quyết định."
)
_NO_FILE = "Một tệp đính kèm không còn trong kho. Hãy tải tệp lên lại rồi trình lại."


def request_forms(found: PublicationRequest, **given: Any) -> dict[str, Any]:
    """Every form of the page of a request; ``given`` are those already filled."""
    seen, hour = seen_now(found), local(found.publish_at or proposed_hour())
    planned = {"publish_on": hour.date(), "publish_time": hour.time(), "said": hour.isoformat()}
    forms: dict[str, Any] = {
        "approval": ApprovalForm(formdata=None, data=seen),
        "hour": HourForm(formdata=None, data={**seen, **planned}),
        "paper": PaperApprovalForm(formdata=None, data={**seen, "then": "now"}),
        "refusal": RefusalForm(formdata=None),
        "drop": ReasonForm(formdata=None),
    }
    forms.update(given)
    for form in given.values():
        for name, value in seen.items():
            if name in form:
                form[name].data = value
    _fit(found, forms["approval"], forms["hour"])
    forms["button"] = _hour_button(found, forms["hour"])
    forms["form"] = next(iter(given.values()), forms["approval"])
    return forms


def _fit(found: PublicationRequest, approval: Any, hour: Any) -> None:
    """Ask for a reason only where one is needed, under the name it has there."""
    alone = found.state == "waiting" and approval_mode(deciding(current_actor(), found)) != "portal"
    if not alone and "alone_reason" in approval:
        del approval.alone_reason
    if found.state == "approved" and found.publish_at is not None:
        reason = hour.hour_reason
        reason.label.text = reason.plain_label = "Lý do đổi giờ"
        reason.required_message = "Nhập lý do đổi giờ."
    elif not alone and "hour_reason" in hour:
        del hour.hour_reason


def _hour_button(found: PublicationRequest, hour: Any) -> str:
    at = _typed_hour(hour)
    verb = "Duyệt và hẹn đăng" if found.state == "waiting" else "Hẹn đăng"
    if found.publish_at is not None:
        verb = "Đổi sang"
    return f"{verb} {hour_words(at)}" if at else verb


def _typed_hour(hour: Any) -> datetime | None:
    if not hour.publish_on.data or not hour.publish_time.data:
        return None
    return datetime.combine(hour.publish_on.data, hour.publish_time.data, HANOI)


@blueprint.get("/<int:request_id>/nut-hen")
@allow(*READERS)
def hour_button(request_id: int) -> Any:
    """The button that names the hour as typed so far, for htmx."""
    found, form = found_request(request_id), HourForm(formdata=request.args)
    at = _typed_hour(form)
    form.said.data = at.isoformat() if at else ""
    return render(
        "workspace/publishing/_hour_button.html", button=_hour_button(found, form), hour=form
    )


@blueprint.post("/<int:request_id>/duyet")
@allow("office_approver")
def approve(request_id: int) -> Any:
    """Approve and publish at once, or approve alone (``when`` = later)."""
    found, form = found_request(request_id), ApprovalForm()
    _fit(found, form, HourForm(formdata=None))
    if not form.validate_on_submit():
        return show_request(found, request_forms(found, approval=form), 422)
    later = request.form.get("when") == "later"
    reason = form.alone_reason.data if "alone_reason" in form else ""
    return _done(
        found,
        lambda: actions.approve(current_actor(), found, reason, later=later, saw=saw(form)),
        "Đã duyệt, chưa đăng." if later else "",
    )


@blueprint.post("/<int:request_id>/hen-dang")
@allow(*WRITERS)
def schedule(request_id: int) -> Any:
    """Plan the hour: with the approval in the same act, or of what is approved already."""
    found, form = found_request(request_id), HourForm()
    _fit(found, ApprovalForm(formdata=None), form)
    if not form.validate_on_submit():
        return show_request(found, request_forms(found, hour=form), 422)
    at = _typed_hour(form) or now()
    problem, said = schedule_problem(at, now()), form.said.data
    if not problem and said != at.isoformat():
        problem = f"Giờ hẹn là {hour_words(at)}. Bấm nút lần nữa để xác nhận đúng giờ này."
    form.said.data = at.isoformat()
    if problem:
        form.publish_time.errors = [problem]
        return show_request(found, request_forms(found, hour=form), 422)
    reason = form.hour_reason.data if "hour_reason" in form else ""
    actor = current_actor()
    words = f"Đã hẹn đăng {hour_words(at)}."
    if found.state != "waiting":
        return _done(found, lambda: scheduling_actions.schedule(actor, found, at, reason), words)
    if not actor.has("office_approver"):
        flash("Phiếu chưa được duyệt nên chưa hẹn đăng được. Cần người duyệt đăng.", "error")
        return _back(found)
    return _done(found, lambda: actions.approve(actor, found, reason, at=at, saw=saw(form)), words)


@blueprint.post("/<int:request_id>/huy-hen")
@allow(*WRITERS)
def unschedule(request_id: int) -> Any:
    """Drop the planned hour; the request stays approved."""
    found, form = found_request(request_id), ReasonForm()
    if not form.validate_on_submit():
        return show_request(found, request_forms(found, drop=form), 422)
    actor, why = current_actor(), form.drop_reason.data
    words = "Đã hủy hẹn. Phiếu vẫn ở trạng thái đã duyệt đăng."
    return _done(found, lambda: scheduling_actions.unschedule(actor, found, why), words)


@blueprint.post("/<int:request_id>/dang-ngay")
@allow(*WRITERS)
def release(request_id: int) -> Any:
    """Publish what was approved before."""
    found = found_request(request_id)
    return _done(found, lambda: actions.publish_approved(current_actor(), found))


@blueprint.post("/<int:request_id>/duyet-giay")
@allow(*WRITERS)
def paper_approval(request_id: int) -> Any:
    """Record what was approved on the printed slip, with its scan; publish it, or later."""
    found, form = found_request(request_id), PaperApprovalForm()
    form.validate_on_submit()
    day = form.approved_on.data or today()
    if day > today():
        form.approved_on.errors = ["Ngày duyệt không thể ở tương lai."]
    scan = None if form.errors else receive_upload(form.scan, current_app.config["DATA"])
    if scan is None:
        return show_request(found, request_forms(found, paper=form), 422)
    later = form.then.data == "later"
    name, seen = form.approved_by.data or "", saw(form)
    return _done(
        found,
        lambda: actions.record_paper_approval(
            current_actor(), found, name, day, scan, later=later, saw=seen
        ),
        "Đã ghi nhận duyệt trên giấy, chưa đăng." if later else "",
    )


@blueprint.post("/<int:request_id>/khong-duyet")
@allow("office_approver")
def refuse(request_id: int) -> Any:
    """Send a request back with a reason."""
    found, form = found_request(request_id), RefusalForm()
    if not form.validate_on_submit():
        return show_request(found, request_forms(found, refusal=form), 422)
    actor, why = current_actor(), form.reason.data
    return _done(found, lambda: actions.refuse(actor, found, why), "Đã trả lại phiếu trình.")


@blueprint.post("/<int:request_id>/rut-lai")
@allow(*WRITERS)
def recall(request_id: int) -> Any:
    """Take a request back before readers see it."""
    found = found_request(request_id)
    return _done(found, lambda: actions.recall(current_actor(), found), "Đã rút lại phiếu trình.")


@blueprint.post("/<int:request_id>/da-xem-lai")
@allow("office_approver")
def second_look(request_id: int) -> Any:
    """Note that a second person looked at what went out without one."""
    found = found_request(request_id)
    look = scheduling_actions.take_second_look
    return _done(found, lambda: look(current_actor(), found), "Đã ghi nhận xem lại sau khi đăng.")


def _done(found: PublicationRequest, act: Any, words: str = "") -> Any:
    """Do it, say so or why not, and go back to the request."""
    try:
        made = act()
        said = words or _published(found, len(made))
        flash(said, "success")
    except actions.ApproverIsAuthor:
        flash("Người trình không tự duyệt được. Cần một người khác duyệt.", "error")
    except actions.NotWaiting:
        flash(_LATE, "warning")
    except actions.PublicChanged:
        flash(_OTHER, "warning")
    except lint.FindingsOpen as left:
        flash(f"Chưa duyệt được, còn chỗ phải sửa hoặc nêu lý do: {left}.", "error")
    except scheduling_actions.BadHour as problem:
        flash(str(problem), "error")
    except gate.MissingFile:
        flash(_NO_FILE, "error")
    return _back(found)


def _back(found: PublicationRequest) -> Any:
    return redirect(url_for("publishing_office.request_page", request_id=found.id))


def _published(found: PublicationRequest, number: int) -> str:
    if found.change_kind == "withdrawal":
        return f"Đã ngừng đăng {number} nội dung trên trang công khai."
    return f"Đã đăng {number} nội dung lên trang công khai."
