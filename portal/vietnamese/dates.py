"""Dates as they are typed and printed in Vietnam."""

import re
from calendar import monthrange
from datetime import date

_SEPARATED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d+)", re.ASCII)
_WORDS = re.compile(r"ngày (\d{1,2}) tháng (\d{1,2}) năm (\d+)", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_YEARS = range(1900, 2200)
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


def parse_date(text: str) -> date:
    """The date meant by `5/3/2024`, `05-03-2024`, `5.3.2024`, `2024-03-05` or the words.

    Day before month. Two digits of a year after numerals are of this century (`5/3/26` is
    05/03/2026), shown in full wherever a day is shown again; in words the year needs four.
    ValueError says in Vietnamese what is wrong.
    """
    typed = " ".join(text.split()).lower() if len(text) <= 60 else ""
    if found := _ISO.fullmatch(typed):
        year, month, day = found.groups()
    elif found := _SEPARATED.fullmatch(typed):
        day, _, month, year = found.groups()
        year = f"20{year}" if len(year) == 2 else year
    elif found := _WORDS.fullmatch(typed):
        day, month, year = found.groups()
    else:
        raise ValueError("Hãy viết ngày theo dạng ngày/tháng/năm, ví dụ 05/3/2024.")
    if len(year) != 4:
        raise ValueError("Năm phải viết đủ bốn chữ số, ví dụ 05/3/2024.")
    return _checked(int(year), int(month), int(day))


def format_date(day: date) -> str:
    """dd/mm/yyyy, as shown on pages."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def show_date(day: date | str | None) -> str:
    """dd/mm/yyyy for templates: of a date or of the ISO text in a payload; None as ""."""
    return format_date(date.fromisoformat(day) if isinstance(day, str) else day) if day else ""


def legal_date(day: date) -> str:
    """`07/6/2024`, `05/02/2024`: numerals as official documents write them (see `long_date`)."""
    return f"{day.day:02d}/{_legal_month(day)}/{day.year:04d}"


def long_date(day: date) -> str:
    """`ngày 05 tháng 02 năm 2024`: Nghị định 30/2020/NĐ-CP puts a leading zero before days
    under 10 and before months 1 and 2 only."""
    return f"ngày {day.day:02d} tháng {_legal_month(day)} năm {day.year}"


def weekday_name(day: date) -> str:
    """`Thứ Hai` … `Chủ Nhật`."""
    return _WEEKDAYS[day.weekday()]


def _legal_month(day: date) -> str:
    return f"{day.month:02d}" if day.month <= 2 else str(day.month)


def _checked(year: int, month: int, day: int) -> date:
    if year not in _YEARS:
        raise ValueError(f"Năm phải từ {_YEARS.start} đến {_YEARS.stop - 1}.")
    if not 1 <= month <= 12:
        raise ValueError(f"Không có tháng {month}: tháng đi từ 1 đến 12, viết sau ngày.")
    length = monthrange(year, month)[1]
    if not 1 <= day <= length:
        raise ValueError(f"Không có ngày {day}: tháng {month} năm {year} chỉ có {length} ngày.")
    return date(year, month, day)
