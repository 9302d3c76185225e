"""Forms of the calendar: shape only."""

import re
from typing import Any
from urllib.parse import urlsplit

from wtforms.validators import ValidationError

from portal.web.fields import (
    DateField,
    FileField,
    HiddenField,
    RadioField,
    SelectField,
    TextAreaField,
    TextField,
)
from portal.web.forms import Form

NEW, LAW = "moi", "luat"
_MISSING = {
    "number": "Nhập số, ký hiệu của văn bản.",
    "issuer": "Nhập cơ quan ban hành.",
}
_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)


class YearForm(Form):
    """Days of a year by a notice or by the law, and whether the year is settled."""

    version = HiddenField(default="0")
    seal = HiddenField(default="")
    lines = TextAreaField(
        "Ngày nghỉ, ngày làm bù",
        hint="Mỗi dòng một việc; dán nguyên văn thông báo cũng được. Ví dụ: “từ ngày 14/02 đến "
        "hết ngày 22/02 nghỉ Tết Nguyên đán”; “02/01 nghỉ, làm bù 10/01”; “hoán đổi từ thứ Hai "
        "ngày 31/8 sang thứ Bảy ngày 22/8”; “24/11 bỏ” (trả về lịch tuần).",
        required=False,
        mark_optional=False,
        rows=8,
        max_length=10_000,
    )
    source = SelectField("Nguồn", choices=[])
    number = TextField(
        "Tên, số, ký hiệu văn bản",
        hint="Ví dụ: Công văn số 12729/VPCP-KGVX",
        required=False,
        mark_optional=False,
        max_length=120,
    )
    issued_on = DateField("Ngày ban hành", required=False)
    issuer = TextField("Cơ quan ban hành", required=False, mark_optional=False, max_length=200)
    link = TextField(
        "Địa chỉ trên mạng của văn bản",
        hint="Bắt đầu bằng https://",
        required=False,
        mark_optional=False,
        max_length=500,
    )
    decided = RadioField(
        "Tình trạng lịch của năm",
        choices=[
            ("du-kien", "Dự kiến: chưa có thông báo chính thức cho cả năm"),
            ("chinh-thuc", "Chính thức: đã có thông báo"),
        ],
    )
    reason = TextField(
        "Lý do thay đổi",
        hint="Ghi vào nhật ký và vào lịch sử của từng thời hạn bị dời.",
        max_length=300,
    )

    @property
    def seen(self) -> int:
        """The version the reader saw; -1, which fits none, when it was tampered with."""
        text = self.version.data or ""
        return int(text) if _NUMBER.fullmatch(text) else -1

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """A new notice has a number and an issuer; other sources need neither."""
        fits = super().validate(*args, **kwargs)
        needed = ("number", "issuer") if self.source.data == NEW else ()
        for name in needed:
            if not self[name].data and not self[name].errors:
                self[name].errors = [_MISSING[name]]
                fits = False
        return fits

    def validate_link(self, field: Any) -> None:
        """An address that readers could follow."""
        if field.data:
            try:
                parts = urlsplit(field.data)
            except ValueError:
                parts = urlsplit("")
            if parts.scheme not in ("https", "http") or not parts.hostname:
                raise ValidationError("Địa chỉ bắt đầu bằng https:// hoặc http://.")


class NoticeFileForm(Form):
    """The text of a notice."""

    file = FileField("Tệp văn bản", kinds=("pdf",))
