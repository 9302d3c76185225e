"""A unit as the register knows it, and what becomes of a row of a file. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.units.importing.row_rules import COLUMNS, FileRow
from portal.units.rules import BLOCKS, LEVELS, TYPES
from portal.vietnamese import show_date

KINDS = {
    "new": "Đơn vị mới",
    "changed": "Thay đổi",
    "unchanged": "Không đổi",
    "doubtful": "Cần xem lại",
    "skipped": "Bỏ qua",
    "wrong": "Có lỗi",
}


@dataclass(frozen=True)
class Known:
    """A unit of the register as it stands today; ``former`` are names it gave up."""

    code: str
    name: str
    short_name: str = ""
    aliases: str = ""
    type: str = ""
    level: str = ""
    parent: str = ""
    block: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    former: tuple[str, ...] = ()
    ends_by_a_step: bool = False


@dataclass(frozen=True)
class Change:
    """A column that gets another value."""

    column: str
    before: Any
    after: Any

    @property
    def words(self) -> tuple[str, str, str]:
        """Heading, old and new value as people read them."""
        return (
            COLUMNS[self.column][0],
            shown(self.column, self.before),
            shown(self.column, self.after),
        )


@dataclass(frozen=True)
class Choice:
    """A way to take a doubtful row."""

    value: str
    label: str


@dataclass(frozen=True)
class Result:
    """What becomes of a row; ``code`` is the unit it is about, "" for one without a code yet."""

    row: FileRow
    kind: str
    code: str = ""
    name: str = ""
    changes: tuple[Change, ...] = ()
    errors: tuple[tuple[str, str], ...] = ()
    doubt: str = ""
    choices: tuple[Choice, ...] = ()
    chosen: str = ""
    parent: str = ""


def shown(column: str, value: Any) -> str:
    """A value as people read it."""
    if value is None or value == "":
        return "—"
    if isinstance(value, date):
        return show_date(value)
    names = {"type": TYPES, "level": LEVELS, "block": BLOCKS}.get(column, {})
    return names.get(value, str(value)).replace(";", "; ")
