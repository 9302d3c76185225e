"""Working sessions in the tables of a schedule: day, part of the day, unit, place, team, chair."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from portal.plans.importing.dates_in_text import Dated, dates_in
from portal.plans.importing.kind_labels import kind_column, kind_of_cell
from portal.plans.importing.mentions import Mention, covered, find_units
from portal.plans.importing.paper import Grid, Paper
from portal.plans.importing.register_names import NameTree
from portal.plans.importing.schedule_columns import schedule_columns
from portal.plans.importing.schedule_layouts import upright
from portal.vietnamese import fold

_HOUR = re.compile(r"(?<!\d)(\d{1,2})\s?(?:h|g|giờ|:)\s?(\d{2})?(?:\s*(?:phút|'))?(?!\d|/)", re.I)
#: “15-16/4/2024”, “ngày 15, 16 và 17 tháng 4”, “29-30-01/5”: a day whose month stands behind a
#: later one.
_SHARED = re.compile(
    r"(?P<before>(?:^|\bngày|\btừ|[,(;&]|\bvà|\bsáng|\bchiều|(?<=\d)\s*[-–])\s*)(?P<first>\d{1,2})"
    r"\s*(?P<by>(?:[-–,&]|đến|và)(?:\s*(?:sáng|chiều))?(?:\s*ngày)?)\s*"
    r"(?=(?P<next>\d{1,2})(?P<month>(?:/|\s+tháng\s+)\d{1,2}(?:(?:/|\s+năm\s+)20\d\d)?))",
    re.I,
)
#: “12/4-15/4”: a hyphen that belongs to neither date.
_BETWEEN = re.compile(r"((?<!\d)\d{1,2}/\d{1,2}(?:/20\d\d)?)\s*[-–]\s*(?=\d{1,2}/\d)")
_MOST_DAYS = 5
_TITLE = re.compile(
    r"^(?:đ/c|đồng chí|ông|bà|(?:phó )?trưởng đoàn|thư ký)\s*:?\s*(?:là\s+)?"
    r"|\s*[,–-]\s*(?:trưởng|phó|giám|chủ|chánh|thành|thư|chuyên|đại).*$|\s*,\s.*$|\s*\(.*$",
    re.I,
)
_NAME = re.compile(r"^[^\W\d_a-z][\w]*(?:\s+[^\W\d_a-z]\w*){1,4}$")
_IN_TEAM = {
    "chair": r"(?<!phó )trưởng đoàn\s*:?\s*([^;,(\n]+)",
    "deputy": r"phó (?:trưởng )?đoàn\s*:?\s*([^;,(\n]+)",
    "secretary": r"thư k[ýí](?: đoàn)?\s*:?\s*([^;,(\n]+)",
}
MOST = 300
HEADLESS = "Bảng không có dòng tiêu đề; chỉ lấy ngày và đơn vị."
_DITTO = re.compile(r"\W*(?:nt|như trên|-?[\"”“]-?|-\s*nt\s*-)\W*$", re.I)
CROSSED = (
    "Dòng này ghi {days} ngày và {units} đơn vị: hiểu là đơn vị nào cũng làm việc cả {days} ngày. "
    "Nếu mỗi ngày một đơn vị, bỏ chọn những buổi không đúng."
)
CARRIED = "Dòng này không ghi ngày; lấy theo dòng trên."


@dataclass(frozen=True)
class FoundSession:
    """A session as a row says it; ``part`` is a key of the parts of a day; ``unit`` None: the
    row names none. ``note`` says what had to be guessed."""

    on: date
    part: str
    time: str
    unit: Mention | None
    written: str
    place: str
    team: str
    chair: str
    quote: str
    where: str
    note: str = ""
    deputy: str = ""
    secretary: str = ""


def read_sessions(paper: Paper, tree: NameTree, year: int) -> list[FoundSession]:
    """The sessions of every table that has a column of days and one of units."""
    found: list[FoundSession] = []
    for grid in paper.grids:
        found += _of_grid(grid, tree, year)
    return list(dict.fromkeys(found))[:MOST]


def _of_grid(grid: Grid, tree: NameTree, year: int) -> Iterator[FoundSession]:
    grid = upright(grid, tree, year)
    columns, rows = schedule_columns(grid, tree, year)
    head = _head(grid, rows)
    when, of_kind = "", kind_column(head) if head else None
    above: dict[str, str] = {}
    for row in rows:
        cells = {name: row[x] for name, x in columns.items()}
        if all(cell == row[0] for cell in row):
            when = row[0] if next(dates_in(row[0], year), None) else when
            continue
        named_kind = kind_of_cell(row[of_kind]) if of_kind is not None else None
        if named_kind and named_kind[1] in ("self_inspection", "report"):
            continue
        # “nt” (như trên): what the row above says
        cells = {
            name: above.get(name, "") if _DITTO.match(cell) else cell
            for name, cell in cells.items()
        }
        above = cells
        carried = not cells["when"].strip()
        when = cells["when"] or when
        days = days_of_row(when, year)
        mentions = [one for one in find_units(cells["unit"], tree) if one.code or one.candidates]
        if not days or not (mentions or cells["unit"].strip()):
            continue
        named = (
            mentions
            if covered(cells["unit"], mentions) >= 0.3 or len(mentions) == 1
            else mentions[:1]
        )
        part_words = f"{cells.get('part', '')} {when}"
        spread = _spread(days, when)
        units: list[Mention | None] = [*named] or [None]
        crossed = CROSSED.format(days=len(spread), units=len(units))
        many = crossed if len(spread) > 1 and len(units) > 1 else ""
        for dated in spread:
            for unit in units:
                yield FoundSession(
                    dated, _part(part_words), _hour(part_words), unit, cells["unit"],
                    cells.get("place", ""), _team(cells.get("team", "")), _chair(cells),
                    " | ".join(dict.fromkeys(row)),
                    f"bảng {grid.number}, {grid.place}",
                    _note(carried, head is None, days, dated, many),
                    _named(cells, "deputy"), _named(cells, "secretary"),
                )  # fmt: skip


def _head(grid: Grid, rows: tuple[tuple[str, ...], ...]) -> tuple[str, ...] | None:
    """The head above the rows of a schedule; None where there is none."""
    return grid.rows[len(grid.rows) - len(rows) - 1] if len(rows) < len(grid.rows) else None


def _note(carried: bool, headless: bool, days: list[Dated], dated: date, many: str) -> str:
    """What had to be guessed; ``many``: that each unit of the row was given all of its days."""
    if carried:
        return CARRIED
    notes = [] if all(one.whole for one in days) else [
        f"Văn bản không ghi năm, hiểu là năm {dated.year}."
    ]  # fmt: skip
    return " ".join(filter(None, [many, *notes, HEADLESS if headless else ""]))


def days_of_row(when: str, year: int) -> list[Dated]:
    """The days that the cell of a row names."""
    return list(dates_in(_spoken(when, year), year))


def _spoken(text: str, year: int) -> str:
    """“Thứ Ba (12/6)”; a hour is no date, and “15-16/4” are two."""
    text = _BETWEEN.sub(r"\1 - ", _HOUR.sub(" ", text))
    for _ in range(_MOST_DAYS):
        text = _SHARED.sub(lambda found: _with_month(found, year), text)
    return text


def _with_month(found: re.Match[str], year: int) -> str:
    """The earlier day with a month of its own: that of the later one, or the month before where
    few days lie between (“30-01/5” is 30 April and 1 May). Other days that fall back stay as they
    are written: which of the two is wrong is not known."""
    month = found["month"]
    if int(found["first"]) >= int(found["next"]):
        month = _month_before(int(found["first"]), f"{found['next']}{month}", year)
    return f"{found['before']}{found['first']}{month} {found['by']} " if month else found[0]


def _month_before(first: int, written: str, year: int) -> str:
    later = next(dates_in(written, year), None)
    if later is None:
        return ""
    end = later.day.replace(day=1) - timedelta(days=1)
    if first > end.day or (later.day - end.replace(day=first)).days > _MOST_DAYS:
        return ""
    named = later.whole or end.year != later.day.year
    return f"/{end.month}/{end.year}" if named else f"/{end.month}"


def _spread(days: list[Dated], when: str) -> list[date]:
    """“từ ngày 12/6 đến 13/6”: each day, when there are few."""
    first, last = days[0].day, days[-1].day
    if len(days) == 2 and re.search(r"đến|[-–]", when) and 0 < (last - first).days <= _MOST_DAYS:
        return [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
    return [one.day for one in days[:_MOST_DAYS]]


def _part(text: str) -> str:
    plain = fold(text)
    morning, afternoon = "sang" in plain, "chieu" in plain
    if morning != afternoon:
        return "morning" if morning else "afternoon"
    hour = _HOUR.search(text)
    if hour and not morning and int(hour[1]):
        return "morning" if int(hour[1]) < 12 else "afternoon"
    return "day"


def _hour(text: str) -> str:
    found = _HOUR.search(text)
    return f"{int(found[1]):02d}:{found[2] or '00'}" if found and 0 < int(found[1]) < 24 else ""


def _team(cell: str) -> str:
    found = re.search(
        r"(Đoàn(?: kiểm tra)?(?: số)?\s*\d+|Tổ\s*(?:công tác )?(?:số )?\d+|Đoàn (?:kiểm tra "
        r")?[A-Z]\b)",
        cell,
        re.I,
    )
    return found[1] if found else cell[:100] if len(cell) < 40 else ""


def _chair(cells: dict[str, str]) -> str:
    return _named(cells, "chair")


def _named(cells: dict[str, str], role: str) -> str:
    """Who has a role in the team: by a column of its own, or in that of the team."""
    text = cells.get(role, "")
    if not text and (found := re.search(_IN_TEAM[role], cells.get("team", ""), re.I)):
        text = found[1]
    text = _TITLE.sub("", _TITLE.sub("", text.strip())).strip(" .;,:")
    return text if _NAME.match(text) else ""
