"""Forms of plans: shape only."""

import re
from typing import Any

from wtforms.validators import ValidationError

from portal.documents.markup import too_deep
from portal.documents.rules import KINDS, SIGN_CAPACITIES
from portal.plans.item_rules import PLAN_KINDS
from portal.plans.rules import MODES, is_code
from portal.web.fields import (
    CheckboxField,
    DateField,
    FileField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    TextAreaField,
    TextField,
)
from portal.web.forms import Form

_VERSION = re.compile(r"[0-9]{1,9}", re.ASCII)
FIRST_YEAR, LAST_YEAR = 2000, 2100
LONG_TEXT = 1_000_000
ONE_A_LINE = "Mỗi dòng một mục."


def lines(text: str | None) -> list[str]:
    """The lines of a box that holds one entry a line."""
    return [line.strip() for line in (text or "").split("\n") if line.strip()]


class YearField(IntegerField):
    """A year: four digits, never grouped as 2.026."""

    def read(self, text: str) -> int:  # type: ignore[override]
        """The year meant by ``text``."""
        if not re.fullmatch(r"\d{4}", text, re.ASCII):
            raise ValueError("Năm gồm bốn chữ số, ví dụ 2026.")
        year = int(text)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError(f"Năm phải từ {FIRST_YEAR} đến {LAST_YEAR}.")
        return year

    def show(self, value: Any) -> str:
        """The year in four digits."""
        return str(value)


PUBLISH_ORIGINAL = "Đăng kèm tệp Word gốc để người đọc tải về"
PUBLISH_ORIGINAL_HINT = (
    "Cổng đăng bản đã làm sạch: bỏ sửa đổi, nhận xét, tên người soạn, đường dẫn nội bộ, chữ ẩn."
)


class VersionedForm(Form):
    """A form that knows which version of a row its reader saw."""

    version = HiddenField(default="0")

    @property
    def seen(self) -> int:
        """The version the reader saw; 0, which fits none, when it was tampered with."""
        text = self.version.data or ""
        return int(text) if _VERSION.fullmatch(text) else 0


class PlanForm(VersionedForm):
    """The facts of a plan."""

    kind = RadioField(
        "Loại kế hoạch",
        choices=list(PLAN_KINDS.items()),
        default="inspection",
        required=False,
        mark_optional=False,
    )
    title = TextField("Tên kế hoạch", max_length=300)
    year = YearField("Năm", width=4)
    summary = TextAreaField(
        "Tóm tắt",
        hint="Vài câu để người đọc biết kế hoạch kiểm tra ai, việc gì, bằng cách nào.",
        required=False,
        rows=4,
        max_length=2000,
    )
    review_period = TextField(
        "Thời kỳ kiểm tra",
        hint="Ví dụ: Từ ngày 01/01/2023 đến thời điểm kiểm tra",
        required=False,
    )
    visit_days = TextField(
        "Thời hạn một cuộc kiểm tra", hint="Ví dụ: Từ 02 đến 04 ngày làm việc", required=False
    )
    sub_units = TextField(
        "Đơn vị trực thuộc được kiểm tra",
        hint="Ví dụ: Từ 02 đến 03 đơn vị trực thuộc",
        required=False,
    )
    contents = TextAreaField(
        "Nội dung kiểm tra", hint=ONE_A_LINE, required=False, rows=8, max_length=10_000
    )
    team = TextAreaField(
        "Cơ quan cử người tham gia Đoàn kiểm tra",
        hint=ONE_A_LINE,
        required=False,
        rows=6,
        max_length=5000,
    )


class BodyForm(VersionedForm):
    """The text of a plan, typed or imported."""

    style = RadioField(
        "Cách soạn",
        choices=[
            ("html", "HTML", "Giữ nguyên định dạng và mã mục (id) của văn bản đã nhập từ Word."),
            ("markdown", "Markdown", "Viết ## trước đề mục, dấu - trước mỗi gạch đầu dòng."),
        ],
        default="html",
    )
    body = TextAreaField("Toàn văn", required=False, rows=28, max_length=LONG_TEXT)
    publish_original = CheckboxField(PUBLISH_ORIGINAL, hint=PUBLISH_ORIGINAL_HINT)

    def validate_body(self, field: Any) -> None:
        """What is nested without end would keep the server busy for minutes."""
        if too_deep(field.data):
            raise ValidationError("Toàn văn có quá nhiều danh sách lồng nhau hoặc thiếu thẻ đóng.")


class ImportForm(Form):
    """A Word file whose text is to be reviewed."""

    file = FileField("Tệp Word của kế hoạch", kinds=("docx",))


class ApplyForm(VersionedForm):
    """Takes a reviewed import over."""

    publish_original = CheckboxField(PUBLISH_ORIGINAL, hint=PUBLISH_ORIGINAL_HINT)


class DocumentForm(VersionedForm):
    """The issued document: signed and numbered outside the portal."""

    kind = SelectField(
        "Loại văn bản", choices=[(code, name) for code, (name, _) in KINDS.items()], blank=None
    )
    number = TextField(
        "Số, ký hiệu", hint="Ví dụ: 352/QĐ-UBND", required=False, width=20, max_length=60
    )
    issued_on = DateField("Ngày ban hành", required=False)
    issuer = TextField("Cơ quan ban hành")
    signer = TextField("Người ký", required=False, width=30, max_length=100)
    signer_title = TextField("Chức vụ người ký", required=False, width=30, max_length=150)
    sign_capacity = SelectField(
        "Thẩm quyền ký",
        choices=[(code, name) for code, name in SIGN_CAPACITIES.items() if code],
        blank=SIGN_CAPACITIES[""],
        required=False,
        mark_optional=False,
    )
    subject = TextAreaField("Trích yếu", rows=2, max_length=1000)
    place = TextField(
        "Địa danh",
        hint="Tên tỉnh, thành phố ghi trước ngày ban hành",
        required=False,
        width=20,
        max_length=100,
    )
    legal_bases = TextAreaField(
        "Căn cứ ban hành", hint=ONE_A_LINE, required=False, rows=6, max_length=10_000
    )
    recipients = TextAreaField("Nơi nhận", hint=ONE_A_LINE, required=False, rows=5, max_length=5000)
    signed_file = FileField("Bản đã ký", kinds=("pdf",), required=False)
    held = HiddenField()

    def validate_number(self, field: Any) -> None:
        """Văn thư gives number and symbol together."""
        if not re.fullmatch(r"\d+[\w-]*/\S+", field.data):
            raise ValidationError("Hãy ghi cả số và ký hiệu, ví dụ 352/QĐ-UBND.")


class StrandForm(VersionedForm):
    """A kind of inspection."""

    name = TextField("Tên loại kiểm tra", hint="Ví dụ: Kiểm tra trực tiếp theo kế hoạch")
    mode = RadioField("Hình thức", choices=list(MODES.items()))
    code = TextField(
        "Mã",
        hint="Chữ thường không dấu, số và gạch nối. Để trống: lấy theo tên.",
        required=False,
        width=20,
        max_length=60,
    )
    method = TextAreaField("Cách tiến hành", required=False, rows=4, max_length=5000)
    text = TextAreaField("Ghi chú cho người đọc", required=False, rows=3, max_length=5000)

    def validate_code(self, field: Any) -> None:
        """A code stands in addresses and files."""
        if not is_code(field.data):
            raise ValidationError("Mã chỉ gồm chữ thường không dấu, số và gạch nối.")


class UnitsForm(VersionedForm):
    """The words beside the ticked boxes of units."""

    wanted = TextField(
        "Lọc theo tên", required=False, mark_optional=False, width=20, max_length=100
    )
    pasted = TextAreaField(
        "Hoặc dán danh sách tên",
        hint="Mỗi dòng một tên, hoặc như trong văn bản: “UBND các huyện: Mai Sơn, Mộc Châu”. "
        "Nhận cả tên viết tắt và không dấu.",
        required=False,
        mark_optional=False,
        rows=4,
        max_length=20_000,
    )
