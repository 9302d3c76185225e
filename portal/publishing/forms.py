"""Forms at the gate."""

from typing import Any

from wtforms.validators import ValidationError

from portal.publishing.rules import WITHDRAWALS
from portal.web.fields import (
    DateField,
    FileField,
    HiddenField,
    RadioField,
    SelectField,
    TextAreaField,
    TextField,
    TimeField,
)
from portal.web.forms import Form

_ALONE = "Lý do đăng không qua người thứ hai"


def told_field() -> Any:
    """Whether followers are told of a change: the person chooses, or its kind says."""
    return RadioField(
        "Mức thay đổi",
        choices=[
            ("major", "Thay đổi lớn", "Hiện trong tin mới và báo cho các đơn vị được nêu tên."),
            ("minor", "Thay đổi nhỏ", "Chỉ ghi trong lịch sử của trang, không báo ai."),
        ],
        hint="Không chọn: đính chính lỗi đăng là thay đổi nhỏ, còn lại là thay đổi lớn. "
        "Lần đăng đầu, ngừng đăng và thay đổi theo văn bản luôn là thay đổi lớn.",
        required=False,
        mark_optional=False,
    )


def chosen_major(form: Any) -> bool | None:
    """The choice of ``told_field``; None when none was made."""
    return {"major": True, "minor": False}.get(form.told.data or "")


class _Seen(Form):
    """What the person had before them: see ``actions.Saw``."""

    version = HiddenField()
    base = HiddenField()


class ApprovalForm(_Seen):
    """An approval in the portal; the reason is asked of an author who approves alone."""

    alone_reason = TextAreaField(
        _ALONE,
        hint="Ghi vào nhật ký; quản trị hệ thống và lãnh đạo theo dõi đọc được.",
        required_message="Người trình không tự duyệt được; nếu vẫn đăng, hãy ghi lý do.",
        rows=2,
        max_length=1000,
    )


class HourForm(_Seen):
    """The hour of a publication. ``said`` is the hour that the button named."""

    publish_on = DateField("Ngày đăng")
    publish_time = TimeField("Giờ đăng")
    hour_reason = TextAreaField(_ALONE, rows=2, max_length=1000)
    said = HiddenField()


class PaperApprovalForm(_Seen):
    """An approval given on the printed slip."""

    approved_by = TextField("Người duyệt (họ tên, chức vụ)", max_length=200)
    approved_on = DateField("Ngày duyệt")
    scan = FileField("Bản chụp phiếu trình đã ký", kinds=("pdf", "png", "jpg"))
    then = RadioField(
        "Sau khi ghi nhận",
        required_message="Chọn đăng ngay hay chưa.",
        choices=[("now", "Đăng ngay"), ("later", "Chưa đăng, hẹn giờ hoặc đăng sau")],
        default="now",
    )


class RefusalForm(Form):
    """Why a request goes back to its author."""

    reason = TextAreaField("Lý do không duyệt", rows=3, max_length=2000)


class ReasonForm(Form):
    """Why a planned hour is dropped."""

    drop_reason = TextField("Lý do hủy hẹn", max_length=500)


class SignerForm(Form):
    """One step of the signing order."""

    step = TextField("Việc làm ở bước này", hint="Ví dụ: Người trình; Duyệt đăng", max_length=100)
    title = TextField("Chức vụ", hint="Ví dụ: Chuyên viên; Trưởng phòng; Giám đốc", max_length=150)
    capacity = TextField(
        "Thể thức ký thay",
        hint="Dòng in trên chức vụ, ví dụ: KT. GIÁM ĐỐC. Để trống nếu ký đúng chức vụ.",
        max_length=100,
        required=False,
    )
    name = TextField(
        "Họ và tên",
        hint="Để trống nếu ai giữ chức vụ thì người đó ký. Không ghi học hàm, học vị.",
        max_length=100,
        required=False,
    )


class SubmissionFormForm(Form):
    """How submissions and slips are headed."""

    symbol = TextField("Ký hiệu tờ trình", hint="Đứng sau số, ví dụ: TTr-SNV", max_length=40)
    slip_symbol = TextField(
        "Ký hiệu phiếu trình", hint="Ví dụ: PT-SNV", max_length=40, required=False
    )
    addressed_to = TextAreaField(
        "Kính gửi",
        hint="Mỗi nơi một dòng.",
        rows=2,
        max_length=1000,
        required_message="Nhập nơi nhận tờ trình (kính gửi).",
    )
    recipients = TextAreaField("Nơi nhận", hint="Mỗi nơi một dòng.", rows=4, max_length=2000)


#: The ways to take a document off, each with what its readers then meet.
WITHDRAWAL_CHOICES = [
    ("mistake", WITHDRAWALS["mistake"], "Địa chỉ cũ trả lời “không còn” (mã 410)."),
    ("replaced", WITHDRAWALS["replaced"],
     "Nội dung cũ vẫn đọc được dưới thông báo và dẫn tới nội dung thay thế."),
    ("stopped", WITHDRAWALS["stopped"], "Địa chỉ cũ chỉ còn thông báo và lý do."),
]  # fmt: skip


def withdrawal_choices(kind: str) -> list[tuple[str, ...]]:
    """The ways to take something of a kind off: only documents stay readable when replaced, and
    what has no page of its own leaves none."""
    if kind in ("plan", "conclusion"):
        return list(WITHDRAWAL_CHOICES)
    if kind in ("visit", "remediation"):
        return list(WITHDRAWALS.items())
    said = "Địa chỉ cũ chỉ còn thông báo và dẫn tới nội dung thay thế."
    return [(how, name, said if how == "replaced" else hint)
            for how, name, hint in WITHDRAWAL_CHOICES]  # fmt: skip


class WithdrawalForm(Form):
    """Taking something off the site; ``successor`` lists what could take its place."""

    how = RadioField("Hình thức", choices=WITHDRAWAL_CHOICES)
    reason = TextAreaField(
        "Lý do", hint="Người mở địa chỉ cũ sẽ thấy lý do này.", rows=3, max_length=1000
    )
    successor = SelectField("Nội dung thay thế", blank="Không có", required=False)

    def validate_how(self, field: Any) -> None:
        """Readers of what was replaced are led to what replaced it."""
        if field.data == "replaced" and not self.successor.data:
            raise ValidationError("Chọn nội dung thay thế ở dưới, hoặc chọn hình thức khác.")


class ErasureForm(Form):
    """Why published text is to be erased, and by what right."""

    which = RadioField("Xóa phiên bản nào", required_message="Chọn phiên bản cần xóa.")
    ground = TextField(
        "Căn cứ pháp lý",
        hint="Văn bản, điều khoản hoặc quyết định yêu cầu xóa, ví dụ: Quyết định số 12/QĐ-UBND.",
        max_length=500,
    )
    erasure_reason = TextAreaField(
        "Lý do", hint="Lưu cùng hồ sơ, không đăng công khai.", rows=3, max_length=2000
    )
