"""The form of the office about a report form as a whole: shape only."""

from typing import Any

from portal.reports.form_making.forms import SeenForm
from portal.reports.form_making.general_rules import GENERAL, MEANT_FOR
from portal.reports.form_making.part_rules import LEVELS
from portal.reports.form_making.sheet_rules import BadCell, value_in
from portal.reports.form_making.task_column_rules import EXTRAS, ORDER_HINT, TASK_COLUMNS
from portal.web import fields

_HINTS = {
    "cutoff_day": "Ngày/tháng, ví dụ 31/12 hoặc 30/9: điền sẵn cho mọi báo cáo, đơn vị chốt ngày "
    "khác thì ghi lại. Để trống thì đơn vị tự ghi.",
    "year_previous": "Viết {năm} ở chỗ năm báo cáo, {năm-1} ở chỗ năm trước. "
    "Ví dụ: Năm {năm-1}; Cả năm {năm-1}",
    "year_current": "Ví dụ: Năm {năm}; 9 tháng năm {năm}",
    **{f"column_{code}": "Để trống thì ẩn cột này." for code in TASK_COLUMNS if code != "name"},
    **{f"column_{code}": "Đơn vị ghi chữ tự do. Để trống thì không có cột này." for code in EXTRAS},
    "task_order": f"Ghi số của các cột từ trái sang phải, ví dụ 1 2 4 3. {ORDER_HINT}. "
    "Để trống thì giữ thứ tự này.",
}


class GeneralForm(SeenForm):
    """Titles and headings of the form; for each level, who answers what was meant for it."""

    def values(self) -> dict[str, Any] | None:
        """What ``row_actions.change_general`` takes; None with messages at the fields."""
        found: dict[str, Any] = {}
        for one in GENERAL:
            try:
                found[one.key] = value_in(one, self[one.key].data or "")
            except BadCell as why:
                self[one.key].errors = [str(why)]
        if len(found) < len(GENERAL):
            return None
        found["meant_for"] = [one for one in LEVELS if one in (self["meant_for"].data or ())]
        found["reassign"] = {
            level: [one for one in LEVELS if one in (self[f"takes_{level}"].data or ())]
            for level in LEVELS
        }
        return found


for _field in GENERAL:
    setattr(
        GeneralForm,
        _field.key,
        fields.TextField(
            _field.words, max_length=_field.longest, required=_field.needed,
            hint=_HINTS.get(_field.key, ""), width="full" if _field.key == "title" else None,
        ),
    )  # fmt: skip
GeneralForm.meant_for = fields.CheckboxesField(  # type: ignore[attr-defined]
    MEANT_FOR, choices=list(LEVELS.items()), required=False, mark_optional=False,
    hint="Đơn vị của cấp được chọn được giao báo cáo theo biểu mẫu này, không theo biểu mẫu chung. "
    "Không chọn cấp nào là biểu mẫu chung.",
)  # fmt: skip
for _level, _words in LEVELS.items():
    setattr(
        GeneralForm,
        f"takes_{_level}",
        fields.CheckboxesField(
            f"Phần của {_words[:1].lower()}{_words[1:]} do cấp nào điền",
            choices=list(LEVELS.items()),
            required_message="Chọn ít nhất một cấp; giữ nguyên thì chọn chính cấp đó.",
        ),
    )
