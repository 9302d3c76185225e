"""Forms of the office about report forms: shape only; a form for the rows of each part."""

from collections.abc import Mapping
from typing import Any

from portal.reports.form_making.part_rules import (
    CHECKS,
    DEEPEST,
    KINDS,
    LEVELS,
    SEVERITIES,
    TYPES,
    Part,
    value_of,
)
from portal.reports.form_making.sheet_rules import EXPLAINED, BadCell, value_in
from portal.reports.form_version import WORDED
from portal.vietnamese import fold
from portal.web import fields
from portal.web.forms import Form

_NUMBER_HINT = "Số in trong biểu mẫu, ví dụ 2.1. Để trống nếu không đánh số."
_ROWS_HINT = "Mỗi dòng một chỉ tiêu: mã hoặc đúng tên, chép từ danh sách bên dưới."
_LEVELS_HINT = "Không chọn cấp nào là mọi cấp đều điền."
_TEXTS = ("lines", "codes")


class SeenForm(Form):
    """What the page saw of the thing it writes."""

    seen = fields.HiddenField()


class DefinitionForm(SeenForm):
    """An Excel file with the definition of a form."""

    file = fields.FileField("Tệp định nghĩa", kinds=("xlsx",), max_bytes=5 * 1024 * 1024)


class IssueForm(SeenForm):
    """The note of a version."""

    note = fields.TextAreaField(
        "Bản này thay đổi gì, vì sao",
        hint="Người xem danh sách các bản đọc lời này. Ví dụ: bỏ các dòng của cấp huyện.",
        rows=4,
        max_length=1000,
    )


class RowForm(SeenForm):
    """What the forms of all rows share: their values, as ``part_rules`` edits them."""

    number = fields.TextField(
        "Số thứ tự in", hint=_NUMBER_HINT, max_length=20, width=5, required=False
    )

    def values(self, part: Part) -> dict[str, Any] | None:
        """The values by key; None with messages at the fields that cannot be read."""
        found: dict[str, Any] = {}
        for one in part.fields:
            typed = self[one.key].data
            if one.kind in ("levels", "yes"):
                found[one.key] = typed or ([] if one.kind == "levels" else False)
                continue
            try:
                found[one.key] = value_in(one, typed if typed is not None else "")
            except BadCell as why:
                self[one.key].errors = [str(why)]
        return found if self._sound(found) and len(found) == len(part.fields) else None

    def _sound(self, found: dict[str, Any]) -> bool:
        """Whether the values go together; else a message stands at a field."""
        return True


class SectionForm(RowForm):
    """A section of the outline."""

    title = fields.TextField("Tên mục", max_length=500, width="full")
    level = fields.SelectField(
        "Bậc", choices=[(str(n), f"Bậc {n}") for n in range(1, DEEPEST + 1)], blank=None
    )
    kind = fields.SelectField("Loại mục", choices=list(KINDS.items()), blank=None)
    applies = fields.CheckboxesField(
        "Cấp phải điền", choices=list(LEVELS.items()), hint=_LEVELS_HINT, required=False
    )
    prompts = fields.TextAreaField("Gợi ý nội dung", hint="Mỗi ý một dòng.", required=False)
    evidence = fields.TextAreaField(
        "Tài liệu cần có", hint="Mỗi tài liệu một dòng.", rows=3, required=False
    )


class TaskGroupForm(RowForm):
    """A group of the task table."""

    title = fields.TextField("Tên nhóm", max_length=500, width="full")


class StatGroupForm(RowForm):
    """A heading of the statistics table."""

    title = fields.TextField("Tên nhóm", max_length=500, width="full")
    level = fields.SelectField(
        "Bậc", choices=[(str(n), f"Bậc {n}") for n in range(1, DEEPEST + 1)], blank=None
    )
    parent = fields.SelectField("Thuộc nhóm", required=False)
    applies = fields.CheckboxesField(
        "Cấp phải điền", choices=list(LEVELS.items()), hint=_LEVELS_HINT, required=False
    )


class IndicatorForm(RowForm):
    """An indicator: a row of the statistics table."""

    label = fields.TextField("Tên chỉ tiêu", max_length=500, width="full")
    group = fields.SelectField("Nhóm")
    unit = fields.TextField(
        "Đơn vị tính", max_length=500, required=False, mark_optional=False,
        hint="Ví dụ: Văn bản; Hồ sơ; %. Loại chữ, ngày có thể để trống.",
    )  # fmt: skip
    type = fields.SelectField(
        "Loại số liệu", choices=list(TYPES.items()),
        hint="Dòng đã ban hành không đổi loại được: hãy bỏ dòng cũ, thêm dòng mới.",
    )  # fmt: skip
    parts = fields.TextAreaField(
        "Tên hai phần", rows=2, required=False,
        hint="Chỉ ghi cho loại hai số, số đếm và tỷ lệ: mỗi phần một dòng.",
    )  # fmt: skip
    denominator = fields.TextField(
        "Mẫu số của tỷ lệ", max_length=500, required=False,
        hint="Chỉ ghi cho chỉ tiêu là tỷ lệ. Ví dụ: Tổng số hồ sơ đã giải quyết",
    )  # fmt: skip
    denominator_row = fields.SelectField(
        "Chỉ tiêu làm mẫu số", required=False, blank="Không lấy từ dòng khác",
        hint="Số của dòng này được đưa sẵn cho người điền tỷ lệ; ghi mẫu số khác thì được nhắc.",
    )  # fmt: skip
    show_percent = fields.CheckboxField("Hiện tỷ lệ bên cạnh hai số")
    applies = fields.CheckboxesField(
        "Cấp phải điền", choices=list(LEVELS.items()), hint=_LEVELS_HINT, required=False
    )
    optional = fields.CheckboxField("Chỉ điền nếu có")
    hint = fields.TextField(
        "Hướng dẫn điền", max_length=500, width="full", required=False,
        hint="Hiện dưới tên chỉ tiêu khi đơn vị điền. Ví dụ: Tính cả hồ sơ kỳ trước chuyển sang",
    )  # fmt: skip

    def _sound(self, found: dict[str, Any]) -> bool:
        if found.get("unit") or found.get("type") in WORDED or "unit" not in found:
            return True
        self["unit"].errors = ["Ghi đơn vị tính."]
        return False


class CheckForm(SeenForm):
    """A rule within an indicator or across indicators; ``known``: their names by code."""

    known: Mapping[str, str]
    message = fields.TextField("Lời nhắc khi số liệu không khớp", max_length=500, width="full")
    severity = fields.SelectField(
        "Khi không khớp", choices=list(SEVERITIES.items()), blank=None, default="soft"
    )
    kind = fields.SelectField("Phép so", choices=list(CHECKS.items()))
    left = fields.TextAreaField("Các chỉ tiêu bên trái", rows=3, hint=_ROWS_HINT)
    right = fields.TextAreaField("Các chỉ tiêu bên phải", rows=3, required=False, hint=_ROWS_HINT)
    values = RowForm.values

    def _sound(self, found: dict[str, Any]) -> bool:
        """Names become codes; a row that is not in the form is told at its side."""
        sound = True
        for side in ("left", "right"):
            codes = [self._code(text) for text in found.get(side, ())]
            unknown = [text for text, code in zip(found.get(side, ()), codes, strict=True)
                       if not code]  # fmt: skip
            if unknown:
                self[side].errors = [f"Không có chỉ tiêu “{unknown[0]}”: xem danh sách bên dưới."]
                sound = False
            found[side] = codes
        return sound

    def _code(self, text: str) -> str:
        """The code meant by a code or by the whole name; "" for none, or for several."""
        named = [code for code, name in self.known.items() if fold(name) == fold(text)]
        return text if text in self.known else named[0] if len(named) == 1 else ""


FORMS: dict[str, type[Any]] = {
    "de-cuong": SectionForm,
    "nhom-nhiem-vu": TaskGroupForm,
    "nhom-chi-tieu": StatGroupForm,
    "chi-tieu": IndicatorForm,
    "kiem-tra": CheckForm,
}


def as_typed(
    part: Part, row: Mapping[str, Any], names: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The row as its form shows it; ``names`` of indicators by code stand behind their codes."""
    values = {one.key: value_of(row, one) for one in part.fields}
    for one in part.fields:
        if one.kind == "codes":
            known = names or {}
            values[one.key] = [
                f"{code}{EXPLAINED}{known[code]}" if code in known else code
                for code in values[one.key]
            ]
        if one.kind in _TEXTS:
            values[one.key] = "\n".join(values[one.key])
        elif one.kind == "whole":
            values[one.key] = str(values[one.key])
    return values
