"""Forms of visits and teams: shape only; choices that come from tables are set by the view."""

import wtforms
from wtforms import ValidationError

from portal.inspections.rules import MEMBER_ROLES, METHODS, PARTS, bad_time
from portal.publishing.forms import told_field
from portal.web import fields
from portal.web.forms import Entries, Form

ACCEPT = "Vẫn lưu dù có cảnh báo ở trên"
WHY = "Lý do vẫn lưu (ghi vào nhật ký)"


def _real_time(_form: object, field: fields.TextField) -> None:
    if said := bad_time(field.data or ""):
        raise ValidationError(said)


class SessionGroup(Form):
    """One working session inside the form of a visit; an empty one is left out."""

    class Meta(Form.Meta):
        csrf = False

    on = fields.DateField("Ngày", required=False, mark_optional=False)
    part = fields.SelectField("Buổi", choices=list(PARTS.items()), blank=None, default="morning")
    time = fields.TextField(
        "Giờ bắt đầu", required=False, max_length=40, width=10, validators=[_real_time]
    )
    place = fields.TextField("Địa điểm", required=False, max_length=200)
    sub_unit = fields.TextField("Đơn vị trực thuộc được kiểm tra", required=False, max_length=200)
    public_note = fields.TextField(
        "Ghi chú đăng công khai", required=False, max_length=500,
        hint="Ví dụ: nghe báo cáo, kiểm tra hồ sơ.",
    )  # fmt: skip
    internal_note = fields.TextField("Ghi chú nội bộ", required=False, max_length=500)

    def filled(self) -> bool:
        """Whether anything was typed into it."""
        names = ("on", "time", "place", "sub_unit", "public_note", "internal_note")
        return any(not self[name].is_blank() for name in names)


class VisitForm(Form):
    """A visit with its sessions."""

    strand = fields.SelectField("Loại kiểm tra", coerce=int)
    unit = fields.SelectField(
        "Đơn vị được kiểm tra", coerce=int, hint="Đơn vị mà kế hoạch nêu tên đứng trước."
    )
    team = fields.SelectField(
        "Đoàn kiểm tra", coerce=int, required=False, blank="— Chưa giao Đoàn —"
    )
    method = fields.SelectField("Hình thức", choices=list(METHODS.items()), blank=None)
    unannounced = fields.CheckboxField(
        "Kiểm tra đột xuất",
        hint="Không đăng công khai, đơn vị không nhìn thấy cho tới khi cho phép công khai.",
    )
    sessions = Entries(wtforms.FormField(SessionGroup), min_entries=1, max_entries=12)
    internal_note = fields.TextAreaField("Ghi chú nội bộ", required=False, rows=2, max_length=2000)
    accept = fields.CheckboxField(ACCEPT)
    why = fields.TextField(WHY, required=False, max_length=300)
    seen = fields.HiddenField()

    def validate(self, extra_validators: object = None) -> bool:
        """Every session that was begun has its day; there is at least one."""
        good = bool(super().validate(extra_validators))
        groups = [entry.form for entry in self.sessions]
        for position, group in enumerate(groups):
            wanted = group.filled() or position == 0
            if wanted and group.on.data is None and not group.on.errors:
                group.on.errors = ["Nhập ngày của buổi làm việc."]
                good = False
        return good

    def filled_sessions(self) -> list[SessionGroup]:
        """The sessions that were filled in."""
        return [entry.form for entry in self.sessions if entry.form.filled()]


class VisitDetailsForm(Form):
    """Team, kind and notes of a visit that exists."""

    strand = fields.SelectField("Loại kiểm tra", coerce=int)
    team = fields.SelectField(
        "Đoàn kiểm tra", coerce=int, required=False, blank="— Chưa giao Đoàn —"
    )
    method = fields.SelectField("Hình thức", choices=list(METHODS.items()), blank=None)
    internal_note = fields.TextAreaField("Ghi chú nội bộ", required=False, rows=3, max_length=2000)
    accept = fields.CheckboxField(ACCEPT)
    why = fields.TextField(WHY, required=False, max_length=300)
    seen = fields.HiddenField()
    version = fields.HiddenField()


class SessionForm(Form):
    """One session of a visit that exists, to add or to change."""

    on = fields.DateField("Ngày")
    part = fields.RadioField("Buổi", choices=list(PARTS.items()))
    time = fields.TextField(
        "Giờ bắt đầu", required=False, max_length=40, width=10, validators=[_real_time]
    )
    place = fields.TextField("Địa điểm", required=False, max_length=200)
    sub_unit = fields.TextField("Đơn vị trực thuộc được kiểm tra", required=False, max_length=200)
    public_note = fields.TextField("Ghi chú đăng công khai", required=False, max_length=500)
    internal_note = fields.TextField("Ghi chú nội bộ", required=False, max_length=500)
    accept = fields.CheckboxField(ACCEPT)
    why = fields.TextField(WHY, required=False, max_length=300)
    seen = fields.HiddenField()
    version = fields.HiddenField()


class MoveForm(Form):
    """Another day for a session, with the reason."""

    on = fields.DateField("Ngày mới")
    part = fields.RadioField("Buổi", choices=list(PARTS.items()))
    with_following = fields.CheckboxField(
        "Dời cả những buổi sau của cuộc kiểm tra này thêm bấy nhiêu ngày"
    )
    reason = fields.TextField(
        "Lý do dời", max_length=500, hint="Lý do được đăng công khai cùng lịch đã đăng."
    )
    accept = fields.CheckboxField(ACCEPT)
    why = fields.TextField(WHY, required=False, max_length=300)
    seen = fields.HiddenField()
    version = fields.HiddenField()


class ReasonForm(Form):
    """A reason, for what cannot be undone silently."""

    reason = fields.TextAreaField("Lý do", rows=3, max_length=500)
    version = fields.HiddenField()


class NoticeForm(Form):
    """The day the written notice of the schedule went out."""

    on = fields.DateField("Ngày gửi thông báo lịch")
    version = fields.HiddenField()


class ProposeForm(Form):
    """A change note for the gate."""

    change_note = fields.TextField(
        "Ghi chú thay đổi", max_length=300, hint="Người đọc nhìn thấy trong lịch sử của trang."
    )
    told = told_field()


class TeamForm(Form):
    """A team of a plan."""

    name = fields.TextField("Tên Đoàn kiểm tra", max_length=200)
    decision_number = fields.TextField(
        "Số, ký hiệu quyết định thành lập", required=False, max_length=60, width=20,
        hint="Ví dụ: 412/QĐ-UBND. Để trống khi chưa có quyết định.",
    )  # fmt: skip
    decision_on = fields.DateField("Ngày quyết định", required=False)
    version = fields.HiddenField()


class MemberForm(Form):
    """A member of a team."""

    name = fields.TextField("Họ và tên", max_length=120)
    role = fields.SelectField(
        "Vai trò trong Đoàn", choices=list(MEMBER_ROLES.items()), blank=None, default="member"
    )
    agency = fields.SelectField("Cơ quan công tác", coerce=int, required=False)
    field = fields.TextField(
        "Lĩnh vực phụ trách", required=False, max_length=200, hint="Ví dụ: cải cách thể chế."
    )
    user = fields.SelectField(
        "Tài khoản trên hệ thống", coerce=int, required=False, blank="— Chưa gắn tài khoản —"
    )
