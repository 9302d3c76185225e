"""Targets of a plan against what was done: how far, and how much is missing. Pure."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from portal.plans.item_rules import Quantity
from portal.vietnamese import format_number

METHODS = {
    "visited": "Đơn vị được kiểm tra theo kế hoạch này",
    "delegated": "Từng đơn vị tự kiểm tra các cơ quan, đơn vị thuộc mình",
    "sub_units": "Đơn vị trực thuộc được kiểm tra trong mỗi cuộc",
    "days": "Số ngày làm việc của mỗi cuộc",
}
#: What a target of each method is counted in.
MEASURED_IN = {
    "visited": ("%", "đơn vị"),
    "delegated": ("%", "đơn vị"),
    "sub_units": ("đơn vị",),
    "days": ("ngày làm việc",),
}


@dataclass(frozen=True)
class Tally:
    """Units of one group: all of them, and how many are planned, inspected, concluded. What is
    concluded counts as inspected, what is inspected is planned no more."""

    total: int
    planned: int = 0
    done: int = 0
    concluded: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.total + other.total,
            self.planned + other.planned,
            self.done + other.done,
            self.concluded + other.concluded,
        )


@dataclass(frozen=True)
class Verdict:
    """Whether a target is reached: ``left`` units are missing, ``over`` more than its most."""

    needed: int
    left: int
    over: int
    sentence: str

    @property
    def reached(self) -> bool:
        """Whether the target stands as it should."""
        return not self.left and not self.over


def needed_of(target: Quantity, total: int) -> int:
    """How many of ``total`` units reach the least that the target asks for."""
    if target.minimum is None:
        return 0
    if target.unit != "%":
        return math.ceil(target.minimum)
    return math.ceil(Decimal(total) * Decimal(str(target.minimum)) / 100)


def most_of(target: Quantity, total: int) -> int | None:
    """How many units are the most that the target allows; None when it names none."""
    if target.maximum is None:
        return None
    if target.unit != "%":
        return math.floor(target.maximum)
    return math.floor(Decimal(total) * Decimal(str(target.maximum)) / 100)


def verdict(target: Quantity, total: int, done: int) -> Verdict:
    """“Đã kiểm tra 7/18 (38,9 %), còn 1 đơn vị để đạt 40 %”."""
    if not total:
        return Verdict(0, 0, 0, "Chưa có đơn vị nào thuộc phạm vi của chỉ tiêu")
    needed = needed_of(target, total)
    most = most_of(target, total)
    left = max(0, needed - done)
    over = max(0, done - most) if most is not None else 0
    least = target.minimum if target.unit == "%" and target.minimum is not None else 100
    said = f"Đã kiểm tra {done}/{total} ({share(done, total, Decimal(str(least)))} %)"
    aim = _aim(target)
    if left > total - done:
        return Verdict(
            needed, left, over, f"{said}; phạm vi chỉ có {total} đơn vị, không thể đạt {aim}"
        )
    if left:
        return Verdict(needed, left, over, f"{said}, còn {left} đơn vị để đạt {aim}")
    if over:
        return Verdict(needed, left, over, f"{said}, nhiều hơn mức tối đa {over} đơn vị")
    return Verdict(needed, left, over, f"{said}, đạt {aim}" if aim else said)


def share(part: int, whole: int, aim: Decimal = Decimal(100)) -> str:
    """The share in percent with one digit, “38,9”. Below ``aim`` percent (and below all) it is
    never rounded up to it."""
    if not whole:
        return "0"
    tenths = (part * 2000 + whole) // (2 * whole)
    if part * 100 < aim * whole <= Decimal(tenths * whole) / 10:
        tenths = part * 1000 // whole
    return format_number(Decimal(tenths) / 10)


def within(target: Quantity, value: int) -> bool:
    """Whether one visit keeps what the target says of each visit."""
    low, high = target.minimum, target.maximum
    return (low is None or value >= low) and (high is None or value <= high)


def total_of(tallies: Iterable[Tally]) -> Tally:
    """All groups together."""
    return sum(tallies, Tally(0))


def _aim(target: Quantity) -> str:
    if target.minimum is None:
        return ""
    number = format_number(Decimal(str(target.minimum)))
    return f"{number} {target.unit}"


def count_problem(total: int, planned: int | None, checked: int) -> str:
    """Why three counts of a unit cannot stand together; empty when they can."""
    if checked > total:
        return "Số đã kiểm tra lớn hơn tổng số cơ quan, đơn vị."
    if planned is not None and planned > total:
        return "Số trong kế hoạch lớn hơn tổng số cơ quan, đơn vị."
    return ""
