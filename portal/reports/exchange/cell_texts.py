"""What stands in a cell of a spreadsheet, as the text a person would type, and back. Pure.

Numbers keep all their digits: one that a spreadsheet would round (over 15) is written as text.
A spreadsheet turns “1/2” into a day; such a cell is refused, never read as a number.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from portal.documents.sheet_formulas import NoResult
from portal.vietnamese import fold, format_date, format_number, nfc, parse_date, parse_number

#: So many digits a spreadsheet keeps.
_EXACT = 15
#: Day 0 of a spreadsheet; its days before 1/3/1900 count a day that never was.
_DAY_ZERO, _FIRST_SERIAL, _LAST_SERIAL = date(1899, 12, 30), 61, 2_958_465
#: How a yes-or-no cell is written for people.
FLAG_WORDS = {"yes": "Có", "no": "Không", "1": "Có", "0": "Không"}


class WrongCell(ValueError):
    """What stands in a cell cannot be taken for a number or a text."""


class DayInCell(WrongCell):
    """A cell for a number or text holds a day."""


class FormulaInCell(WrongCell):
    """A cell holds a formula whose result is not in the file: read as blank it would be lost."""


def typed(value: Any) -> str:
    """The text that a person would have typed for a raw cell; WrongCell as named."""
    if isinstance(value, NoResult):
        raise FormulaInCell(
            "Ô này là công thức nhưng tệp không lưu kết quả. Hãy mở tệp bằng Excel, lưu lại rồi "
            "gửi, hoặc gõ số vào ô."
        )
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, datetime | date):
        raise DayInCell(
            f"Ô này đã thành ngày tháng ({format_date(_day_of(value))}). "
            "Hãy chọn lại kiểu ô là Số (Number) rồi nhập lại."
        )
    if isinstance(value, int | float):
        return plain(Decimal(repr(value))).replace(".", ",")
    return nfc(str(value).replace("\r\n", "\n").replace("\r", "\n")).strip()


def typed_day(value: Any) -> str:
    """The day in a cell as ISO text, however the program wrote it; "" for none.

    ValueError with a Vietnamese message for what is no day.
    """
    if isinstance(value, datetime | date):
        return _day_of(value).isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not _FIRST_SERIAL <= value <= _LAST_SERIAL or value != int(value):
            raise ValueError("Không phải là ngày. Ghi như 05/3/2024.")
        return (_DAY_ZERO + timedelta(days=int(value))).isoformat()
    text = typed(value)
    return parse_date(text).isoformat() if text else ""


def _day_of(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def as_number(text: str) -> float | None:
    """The number to write for a typed text; None when it must stay text to stay exact."""
    try:
        number = parse_number(text)
    except ValueError:
        return None
    digits = plain(abs(number)).replace(".", "").strip("0")
    exact = len(digits) <= _EXACT and plain(Decimal(repr(float(number)))) == plain(number)
    return float(number) if exact else None


def as_day(text: str) -> date | None:
    """The day to write for ISO text; None when a spreadsheet has no such day."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year > 1900 else None


def same(one: str, other: str) -> bool:
    """Whether two typed texts mean the same: “1.204” and “1204”, “KPS.” and “kps”."""
    return one == other or normal(one) == normal(other)


def normal(text: str) -> str:
    """A typed text in its one spelling."""
    text = " ".join(text.split())
    try:
        return format_number(parse_number(text)) if text else ""
    except ValueError:
        folded = fold(text).rstrip(".")
        return _STATES.get(folded, text)


def plain(number: Decimal) -> str:
    """Plain decimal digits without an exponent or idle zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_STATES = {
    "khong phat sinh": "kps", "kps": "kps", "khong ap dung": "kad", "kad": "kad",
    "co": "Có", "yes": "Có", "khong": "Không", "no": "Không",
}  # fmt: skip
