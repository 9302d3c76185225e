"""How the cells of one indicator add up over many units. Pure.

A rate is always computed anew from summed parts: two hundred percents have no mean that says
anything. A percent that came without its parts is counted and shown as a range, never added.
Không phát sinh is a zero that somebody stated; không áp dụng and blank add nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from portal.reports.form_version import Indicator
from portal.reports.showing import show_number, state_of
from portal.reports.statistics.rules import part_names

#: Kinds of a total: what it can be shown as.
ADDED, PARTS, SHARE, RANGE, FLAGS, COUNTED = "added", "parts", "share", "range", "flags", "counted"
_KINDS = {
    "count": ADDED, "pair": PARTS, "count_percent": SHARE, "percent": RANGE, "flag": FLAGS,
}  # fmt: skip
#: Ways to group units: address, words.
GROUPINGS = {"khoi": "Khối", "loai": "Loại đơn vị", "cap": "Cấp"}


@dataclass(frozen=True)
class Total:
    """What the cells of one indicator in one year add up to.

    ``amount`` and ``base`` are sums (of the two parts, or of count and total); ``rate`` is
    their share in percent, over the cells that gave both parts. ``partial`` counts the cells
    that gave one part alone, ``unread`` those whose value does not fit the indicator.
    ``states``: how many cells say value, none, na, blank.
    """

    kind: str
    states: dict[str, int] = field(default_factory=dict)
    amount: Decimal | None = None
    base: Decimal | None = None
    rate: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    yes: int = 0
    no: int = 0
    partial: int = 0
    unread: int = 0

    @property
    def asked(self) -> int:
        """How many units were asked."""
        return sum(self.states.values())


def add_up(indicator: Indicator, cells: Iterable[Any]) -> Total:
    """The total of an indicator over the cells of the units that were asked for it."""
    kind = _KINDS.get(indicator.type, COUNTED)
    states = dict.fromkeys(("value", "none", "na", "blank"), 0)
    singles: list[Decimal] = []
    pairs: list[tuple[Decimal | None, Decimal | None]] = []
    yes = no = unread = 0
    for cell in cells:
        state = state_of(cell)
        states[state] += 1
        if state == "none":
            singles.append(Decimal(0))
            pairs.append((Decimal(0), Decimal(0)))
        if state != "value":
            continue
        content = cell.get("value") if isinstance(cell, Mapping) else cell
        if kind == FLAGS:
            yes, no = yes + (str(content) in _YES), no + (str(content) in _NO)
        elif kind in (PARTS, SHARE):
            pair = _pair(cell, kind)
            unread += pair == (None, None)
            pairs.append(pair)
        elif (number := _number(content)) is not None:
            singles.append(number)
        else:
            unread += kind != COUNTED
    stated = states["value"] + states["none"]
    if kind == ADDED and stated:
        return Total(kind, states, amount=sum(singles, Decimal(0)), unread=unread)
    if kind == RANGE and singles and states["value"]:
        told = singles
        return Total(kind, states, low=min(told), high=max(told), unread=unread)
    if kind in (PARTS, SHARE) and stated:
        return _of_pairs(kind, states, pairs, unread)
    return Total(kind, states, yes=yes, no=no, unread=unread)


_YES, _NO = ("yes", "1", "True"), ("no", "0", "False")


def _of_pairs(
    kind: str,
    states: dict[str, int],
    pairs: list[tuple[Decimal | None, Decimal | None]],
    unread: int,
) -> Total:
    whole = [(one, two) for one, two in pairs if one is not None and two is not None]
    above = sum((one for one, _two in whole), Decimal(0))
    below = sum((two for _one, two in whole), Decimal(0))
    return Total(
        kind,
        states,
        amount=sum((one for one, _two in pairs if one is not None), Decimal(0)),
        base=sum((two for _one, two in pairs if two is not None), Decimal(0)),
        rate=round(above * 100 / below, 2) if below else None,
        partial=sum((one is None) != (two is None) for one, two in pairs),
        unread=unread,
    )


def _pair(cell: Any, kind: str) -> tuple[Decimal | None, Decimal | None]:
    content = cell.get("value") if isinstance(cell, Mapping) else cell
    if not isinstance(content, list | tuple) or not content:
        return None, None
    second = cell.get("total") if kind == SHARE else (*content, "")[1]
    return _number(content[0]), _number(second)


def _number(text: Any) -> Decimal | None:
    if isinstance(text, list | tuple | Mapping) or text in (None, ""):
        return None
    try:
        return Decimal(str(text))
    except InvalidOperation:
        return None


def in_words(indicator: Indicator, total: Total) -> str:
    """A total as it is written: “1.204”, “1.204 / 1.250 = 96,32%”, “từ 80% đến 98,5% (không cộng)”.

    "" where nobody stated anything.
    """
    if total.kind == FLAGS:
        return f"Có: {total.yes}; Không: {total.no}" if total.yes or total.no else ""
    if total.kind == RANGE:
        if total.low is None or total.high is None:
            return ""
        low, high = show_number(total.low), show_number(total.high)
        return f"{low}%" if low == high else f"từ {low}% đến {high}% (không cộng)"
    if total.kind == COUNTED:
        return f"{total.states.get('value', 0)} đơn vị trả lời" if total.states.get("value") else ""
    if total.amount is None:
        return ""
    if total.kind == ADDED or total.base is None:
        return show_number(total.amount)
    rate = f" = {show_number(total.rate)}%" if total.rate is not None else ""
    if total.kind == PARTS and not indicator.show_percent:
        one, two = part_names(indicator)
        return f"{one}: {show_number(total.amount)}; {two}: {show_number(total.base)}"
    return f"{show_number(total.amount)} / {show_number(total.base)}{rate}"


def caution(total: Total) -> str:
    """What a reader of the total must know; "" when nothing."""
    said = []
    if total.partial:
        said.append(f"{total.partial} đơn vị chỉ ghi một phần nên không tính vào tỷ lệ")
    if total.unread:
        said.append(f"{total.unread} đơn vị ghi theo kiểu khác nên không cộng")
    return "; ".join(said)
