"""The lists of a plan: amounts, roles in the team, steps, survey groups, who is ranked.

Each row of a list is one frozen dataclass, checked as it is made; ``item_of`` and ``stored_form``
turn it from and into the JSON value of ``models.PlanItem``.
"""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, ClassVar

from portal.deadlines.deadline_rule import DeadlineRule, InvalidRule
from portal.vietnamese import format_number

PLAN_KINDS = {
    "inspection": "Kế hoạch kiểm tra",
    "index": "Kế hoạch xác định Chỉ số CCHC",
}
#: What an amount is counted in (đơn vị tính).
MEASURES = ("%", "đơn vị", "ngày làm việc", "bộ", "phiếu", "nội dung")
ROLES = {
    "head": "Trưởng đoàn",
    "deputy": "Phó Trưởng đoàn",
    "secretary": "Thư ký",
    "member": "Thành viên",
    "invited": "Mời tham gia",
}
SURVEY_MODES = {"online": "Trực tuyến", "paper": "Phiếu giấy"}
_MOST = 1_000_000_000
_LONGEST = 1000

Number = int | float


class InvalidItem(ValueError):
    """A row cannot stand in its list; ``field`` is the part at fault, the message is for people."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Body:
    """A unit or a ranking block by its code, as named on the day of the plan; a body from
    outside the register has a name and no code."""

    name: str
    code: str = ""


@dataclass(frozen=True)
class Quantity:
    """A target or an amount that the document states (chỉ tiêu, số lượng)."""

    list_name: ClassVar[str] = "quantities"

    title: str
    unit: str
    minimum: Number | None = None
    maximum: Number | None = None

    def __post_init__(self) -> None:
        _need("title", self.title, "tên chỉ tiêu")
        if self.unit not in MEASURES:
            raise InvalidItem("unit", f"Không có đơn vị tính “{self.unit}”.")
        for name, value in (("minimum", self.minimum), ("maximum", self.maximum)):
            if value is not None:
                _check_number(name, value, 100 if self.unit == "%" else _MOST)
        if self.minimum is None and self.maximum is None:
            raise InvalidItem("minimum", "Cần ghi ít nhất một trong hai số: tối thiểu, tối đa.")
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise InvalidItem("maximum", "Số tối thiểu lớn hơn số tối đa.")

    @property
    def sentence(self) -> str:
        """“Từ 40% trở lên”, “Từ 02 đến 04 ngày làm việc”, “08 bộ”."""
        low, high = self.minimum, self.maximum
        if low == high and low is not None:
            return self._said(low)
        if high is None or (low is not None and self.unit == "%" and high == 100):
            return f"Từ {self._said(low or 0)} trở lên"
        if low is None:
            return f"Không quá {self._said(high)}"
        return f"Từ {_number(low, self.unit)} đến {self._said(high)}"

    def _said(self, value: Number) -> str:
        return f"{_number(value, self.unit)}{'' if self.unit == '%' else ' '}{self.unit}"


@dataclass(frozen=True)
class TeamRole:
    """An agency that sends people to the team (đoàn), and as what they sit there."""

    list_name: ClassVar[str] = "team_roles"

    role: str
    body: Body
    note: str = ""

    def __post_init__(self) -> None:
        if self.role not in ROLES:
            raise InvalidItem("role", f"Không có vai trò “{self.role}” trong Đoàn.")
        _need("body", self.body.name, "cơ quan")
        _limit("note", self.note)


@dataclass(frozen=True)
class Task:
    """A step of an index plan; a dot in ``number`` makes it part of the step before the dot."""

    list_name: ClassVar[str] = "tasks"

    number: str
    title: str
    due: DeadlineRule | None = None
    lead: tuple[Body, ...] = ()
    support: tuple[Body, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        _need("number", self.number, "số thứ tự")
        if len(self.number) > 12:
            raise InvalidItem("number", "Số thứ tự dài tối đa 12 ký tự.")
        _need("title", self.title, "nội dung công việc")
        _limit("note", self.note)

    @property
    def step(self) -> str:
        """The number of the step it is part of; empty for a step itself."""
        return self.number.rpartition(".")[0]


@dataclass(frozen=True)
class SurveyGroup:
    """Who is asked about whom, on what kind of ballot, and how many ballots the plan sets."""

    list_name: ClassVar[str] = "survey_groups"

    ballot_code: str
    name: str
    mode: str
    ballots: int | None = None
    ballots_rule: str = ""
    rates: tuple[Body, ...] = ()

    def __post_init__(self) -> None:
        _need("ballot_code", self.ballot_code, "mã phiếu")
        _need("name", self.name, "đối tượng điều tra")
        if self.mode not in SURVEY_MODES:
            raise InvalidItem("mode", f"Không có hình thức điều tra “{self.mode}”.")
        if self.ballots is not None and not _is_count(self.ballots):
            raise InvalidItem("ballots", "Số phiếu phải là số nguyên từ 1 trở lên.")
        _limit("ballots_rule", self.ballots_rule)


@dataclass(frozen=True)
class Subject:
    """Units that are scored and ranked together (khối)."""

    list_name: ClassVar[str] = "subjects"

    block: Body
    units: tuple[Body, ...] = ()

    def __post_init__(self) -> None:
        _need("block", self.block.code, "khối")
        if not self.units:
            raise InvalidItem("units", "Khối chưa có đơn vị nào.")
        codes = [unit.code for unit in self.units]
        twice = {code for code in codes if codes.count(code) > 1}
        if twice:
            raise InvalidItem("units", f"Đơn vị ghi hai lần: {', '.join(sorted(twice))}.")


Item = Quantity | TeamRole | Task | SurveyGroup | Subject
SHAPES: dict[str, type[Item]] = {
    shape.list_name: shape for shape in (Quantity, TeamRole, Task, SurveyGroup, Subject)
}


def item_of(list_name: str, stored: Mapping[str, Any]) -> Any:
    """The row that a JSON value holds. InvalidItem if it cannot stand in the list."""
    fields = dict(stored)
    try:
        for name in ("body", "block"):
            if name in fields:
                fields[name] = Body(**fields[name])
        for name in ("lead", "support", "rates", "units"):
            if name in fields:
                fields[name] = tuple(Body(**one) for one in fields[name])
        if "due" in fields:
            fields["due"] = DeadlineRule.from_dict(fields["due"])
        return SHAPES[list_name](**fields)
    except InvalidRule as error:
        raise InvalidItem("due", str(error)) from error
    except TypeError as error:
        raise InvalidItem("", f"Mục ghi thiếu hoặc sai kiểu dữ liệu ({error}).") from error


def stored_form(item: Item) -> dict[str, Any]:
    """The JSON value of a row: what differs from nothing."""
    value = {name: _stored(part) for name, part in vars(item).items()}
    return {name: part for name, part in value.items() if part not in (None, "", [])}


def _stored(part: Any) -> Any:
    if isinstance(part, tuple):
        return [_stored(one) for one in part]
    if isinstance(part, DeadlineRule):
        return part.to_dict()
    if isinstance(part, Body):
        return {name: text for name, text in asdict(part).items() if text}
    return part


def _need(field: str, text: Any, words: str) -> None:
    if not isinstance(text, str) or not text.strip():
        raise InvalidItem(field, f"Thiếu {words}.")
    _limit(field, text)


def _limit(field: str, text: Any) -> None:
    if not isinstance(text, str) or len(text) > _LONGEST:
        raise InvalidItem(field, f"Lời ghi dài tối đa {_LONGEST} ký tự.")


def _check_number(field: str, value: Any, most: int) -> None:
    if type(value) not in (int, float) or not math.isfinite(value) or not 0 <= value <= most:
        raise InvalidItem(field, f"Phải là một số từ 0 đến {format_number(most)}.")


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 < value <= _MOST


def _number(value: Number, unit: str) -> str:
    if isinstance(value, int) and value < 10 and unit != "%":
        return f"{value:02d}"
    return format_number(Decimal(str(value)))
