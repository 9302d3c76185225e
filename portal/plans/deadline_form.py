"""The form of a deadline rule: the inputs of its kind, read into a rule and shown from one."""

from datetime import date, timedelta
from typing import Any

from portal.deadlines.deadline_rule import DeadlineRule, InvalidRule
from portal.deadlines.rules import Due, resolve
from portal.deadlines.work_calendar import WorkCalendar
from portal.plans.forms import VersionedForm, YearField
from portal.plans.rules import DUTIES, RULE_KINDS, duty_fits
from portal.vietnamese import legal_date
from portal.web.fields import (
    CheckboxesField,
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    TextField,
    TimeField,
)

_MONTHS = [(str(month), f"Tháng {month}") for month in range(1, 13)]
#: The inputs of each kind; those in the second tuple may stay empty.
INPUTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "before_date": (("day", "rest_day"), ("hour",)),
    "by_date": (("day", "rest_day"), ("hour",)),
    "on_date": (("day", "rest_day"), ()),
    "days_before_visit": (("n", "counting", "rest_day"), ("event", "hour")),
    "days_after": (("n", "counting", "rest_day"), ("event", "hour")),
    "month": (("month", "year", "rest_day"), ()),
    "quarter": (("quarter", "year", "rest_day"), ()),
    "months": (("months", "year", "rest_day"), ()),
    "range": (("start", "rest_day"), ("end",)),
    "duration": (("n", "counting"), ("most", "event")),
    "decided_by_head": ((), ("day",)),
    "free": (("words",), ()),
}
#: The order of the inputs on the page.
ORDER = ("day", "hour", "n", "most", "event", "start", "end", "month", "quarter", "months", "year",
         "words", "counting", "rest_day")  # fmt: skip


class RuleForm(VersionedForm):
    """When something is due; only the inputs of the chosen kind count."""

    kind = SelectField("Cách ấn định thời hạn", choices=list(RULE_KINDS.items()))
    day = DateField("Ngày", required=False, mark_optional=False)
    hour = TimeField(
        "Giờ",
        hint="Chỉ ghi khi văn bản ấn định giờ, ví dụ 17:00. Để trống: tính hết ngày.",
        required=False,
    )
    n = IntegerField("Số ngày", required=False, mark_optional=False, min=1, max=366, width=3)
    most = IntegerField(
        "Nhiều nhất bao nhiêu ngày",
        hint="Để trống: đúng bằng số ngày ở trên.",
        required=False,
        min=1,
        max=366,
        width=3,
    )
    event = TextField(
        "Tính từ sự kiện",
        hint="Để trống: “trước” tính từ ngày kiểm tra, “kể từ” tính từ ngày ban hành kết luận.",
        required=False,
        width=30,
        max_length=120,
    )
    start = DateField("Từ ngày", required=False, mark_optional=False)
    end = DateField("Đến hết ngày", hint="Để trống: đến ngày kiểm tra.", required=False)
    month = SelectField("Tháng", choices=_MONTHS, coerce=int, required=False, mark_optional=False)
    quarter = SelectField(
        "Quý",
        choices=[("1", "Quý I"), ("2", "Quý II"), ("3", "Quý III"), ("4", "Quý IV")],
        coerce=int,
        required=False,
        mark_optional=False,
    )
    months = CheckboxesField(
        "Các tháng", choices=_MONTHS, coerce=int, required=False, mark_optional=False
    )
    year = YearField("Năm", required=False, mark_optional=False, width=4)
    words = TextField(
        "Lời của văn bản",
        hint="Ví dụ: Theo thông báo kết luận kiểm tra",
        required=False,
        mark_optional=False,
        max_length=300,
    )
    counting = RadioField(
        "Đếm theo",
        choices=[("calendar", "Ngày lịch"), ("working", "Ngày làm việc")],
        default="calendar",
        required=False,
        mark_optional=False,
    )
    rest_day = RadioField(
        "Nếu ngày cuối là ngày nghỉ",
        choices=[("keep", "Giữ nguyên"), ("next_working", "Chuyển sang ngày làm việc tiếp theo")],
        default="keep",
        required=False,
        mark_optional=False,
    )

    def shown(self) -> list[Any]:
        """The inputs of the chosen kind, in the order of the page."""
        needed, may = INPUTS.get(self.kind.data or "", ((), ()))
        return [self[name] for name in ORDER if name in needed or name in may]

    def fill_absent(self, year: int) -> None:
        """Give inputs that were not on the page the reader sent their defaults."""
        for name, value in (("year", year), ("counting", "calendar"), ("rest_day", "keep")):
            if self[name].data is None and not self[name].raw_data:
                self[name].data = value

    def rule(self) -> DeadlineRule | None:
        """The rule that the inputs make; None while they do not, with nothing noted."""
        try:
            return DeadlineRule(kind=self.kind.data, **self._values())
        except (InvalidRule, KeyError):
            return None

    def _values(self) -> dict[str, Any]:
        needed, may = INPUTS[self.kind.data]
        values = {name: self[name].data for name in (*needed, *may)}
        if "months" in values:
            values["months"] = tuple(sorted(values["months"] or ()))
        for name, default in (("counting", "calendar"), ("rest_day", "keep")):
            if name in values:
                values[name] = values[name] or default
        return {name: value for name, value in values.items() if value is not None}

    def validate(self, extra_validators: Any = None) -> bool:
        """The inputs of the kind are there and fit together; others are not looked at."""
        super().validate(extra_validators)
        shown = {field.name for field in self.shown()}
        for field in self:
            if field.name in INPUT_NAMES - shown:
                field.errors = []
        if self.kind.data in INPUTS:
            for name in INPUTS[self.kind.data][0]:
                self._need(self[name])
            if not self.errors:
                self._check_whole()
        return not self.errors

    def _need(self, field: Any) -> None:
        optional = field.name in ("counting", "rest_day")
        if not optional and field.data in (None, "", []) and not field.errors:
            verb = "Chọn" if field.name in ("month", "quarter", "months") else "Nhập"
            field.errors = [f"{verb} {field.plain_label.lower()}."]

    def _check_whole(self) -> None:
        try:
            rule = DeadlineRule(kind=self.kind.data, **self._values())
        except InvalidRule as error:
            self.kind.errors = [str(error)]
            return
        problem = self.problem_with(rule)
        if problem:
            self.kind.errors = [problem]

    def problem_with(self, rule: DeadlineRule) -> str:
        """Why a rule whose parts fit together cannot stand here; empty when it can."""
        return ""


class DeadlineForm(RuleForm):
    """What is due of a kind of inspection, and when."""

    title = TextField("Việc phải làm", hint="Ví dụ: Gửi báo cáo theo đề cương", max_length=300)
    duty = SelectField("Nghĩa vụ", choices=list(DUTIES.items()))

    def problem_with(self, rule: DeadlineRule) -> str:
        """Not every rule suits every duty."""
        return duty_fits(self.duty.data, rule)


INPUT_NAMES = frozenset(ORDER)


def form_values(rule: DeadlineRule) -> dict[str, Any]:
    """The inputs that show a stored rule."""
    values = {name: getattr(rule, name) for name in (*ORDER, "kind")}
    return {**values, "months": list(rule.months)}


def example(rule: DeadlineRule, calendar: WorkCalendar, today: date) -> tuple[str, Due] | None:
    """What a rule that hangs on an event comes to for an event 30 days from ``today``, with
    the words that introduce it; None when the rule needs no event."""
    if not rule.needs_event:
        return None
    day = calendar.next_working(today + timedelta(days=30))
    name = rule.event_name if rule.event_name.startswith("ngày") else f"ngày {rule.event_name}"
    return f"Ví dụ {name} là {legal_date(day)}", resolve(rule, calendar, day)
