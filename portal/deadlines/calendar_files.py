"""The calendar files of the content folder (``[meta]``, ``[[notice]]``, ``[[day]]``), checked."""

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

FIELDS = ("kind", "name", "source", "provisional")
_NOTICE = ("number", "issued_on", "issuer", "link")


class InvalidCalendar(ValueError):
    """A calendar file cannot be used; the message names the file and the fault."""


@dataclass(frozen=True)
class YearFile:
    """One file. ``year`` is 0 when it names none; ``days``: what it says of each day."""

    year: int
    decided: bool
    days: dict[date, dict[str, Any]]
    notices: list[dict[str, Any]] = field(default_factory=list)


def read_years(content_dir: Path) -> list[YearFile]:
    """Every file of ``content_dir/calendar``. InvalidCalendar, also when a day stands twice."""
    files: list[YearFile] = []
    seen: set[date] = set()
    for path in sorted(Path(content_dir).joinpath("calendar").glob("*.toml")):
        try:
            stored = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise InvalidCalendar(f"{path.name}: {error}") from error
        days: dict[date, dict[str, Any]] = {}
        for entry in stored.get("day", []):
            day, fields = _day(path.name, entry)
            if day in seen:
                raise InvalidCalendar(f"{path.name}: ngày {day} ghi hai lần.")
            seen.add(day)
            days[day] = fields
        meta = stored.get("meta", {})
        notices = [_notice(path.name, entry) for entry in stored.get("notice", [])]
        files.append(
            YearFile(meta.get("year", 0), not meta.get("provisional", False), days, notices)
        )
    return files


def _day(name: str, entry: dict[str, Any]) -> tuple[date, dict[str, Any]]:
    day = entry.get("date")
    if not isinstance(day, date) or isinstance(day, datetime):
        raise InvalidCalendar(f"{name}: thiếu ngày hoặc ngày ghi sai ({day}).")
    if unknown := set(entry) - {"date", *FIELDS}:
        raise InvalidCalendar(f"{name}, {day}: không có mục {', '.join(unknown)}.")
    if entry.get("kind") not in ("rest", "work") or not entry.get("name"):
        raise InvalidCalendar(f"{name}, {day}: cần kind là rest hoặc work, và name.")
    if not isinstance(entry.get("provisional", False), bool):
        raise InvalidCalendar(f"{name}, {day}: provisional phải là true hoặc false.")
    defaults = {"source": "", "provisional": False}
    return day, {one: entry.get(one, defaults.get(one)) for one in FIELDS}


def _notice(name: str, entry: dict[str, Any]) -> dict[str, Any]:
    issued = entry.get("issued_on")
    if set(entry) - set(_NOTICE) or not entry.get("number") or not entry.get("issuer"):
        raise InvalidCalendar(f"{name}: mỗi notice cần number, issuer và chỉ có {_NOTICE}.")
    if issued is not None and (not isinstance(issued, date) or isinstance(issued, datetime)):
        raise InvalidCalendar(f"{name}: ngày của văn bản ghi sai ({issued}).")
    return {**dict.fromkeys(_NOTICE, ""), "issued_on": None, **entry}
