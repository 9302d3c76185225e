"""Markers: unlikely texts, numbers and days, put into every column that must stay inside.

Closed by default: which columns is read from the models. One that holds no marker has its
reason in ``EXEMPT``.
"""

import itertools
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from peewee import (
    AutoField,
    BooleanField,
    DateField,
    DateTimeField,
    Field,
    ForeignKeyField,
    IntegerField,
    JSONField,
    Model,
)

from portal import features
from tests.leaks.searching import NUMBERS, YEAR

#: Kinds of column that hold no content: numbers of rows, yes and no.
KEYS = (AutoField, ForeignKeyField, BooleanField)
#: Columns of published rows that may not be overwritten, each with its reason.
EXEMPT = {
    "TeamMember.role": "decides whose name is public: that of the head is, by its payload field",
    "Draw.state": "one of three codes, held by a check of the table",
    "PlanTodo.state": "one of three codes, held by a check of the table",
    "CoverageMeasure.method": "one of four codes, held by a check of the table",
    "PublicationRequest.proposals": "holds the payloads of drafts, which carry markers themselves",
}
#: Personal by declaration, public by purpose: (model, column, value of the row's role).
PUBLIC_BY_PURPOSE = {"TeamMember.name": "head"}

Key = tuple[str, Any]


def text_marker(number: int) -> str:
    """A text with accents and đ, whose halves each say where it comes from."""
    return f"Mậtkhẩu rò rỉ {number} đã mkrr{number:05}qz"


def marked(value: Any) -> bool:
    """Whether a value holds a marker already."""
    return "mkrr" in str(value)


def name_of(model: type[Model], column: str) -> str:
    """``Plan.title``."""
    return f"{model.__name__}.{column}"


def inside(model: type[Any]) -> list[str]:
    """The columns of a table that must stay inside and can hold content."""
    return [
        column
        for column, kind in model.privacy.items()
        if kind in ("internal", "personal") and not isinstance(model._meta.fields[column], KEYS)
    ]


def content_columns(model: type[Any]) -> list[str]:
    """Every column that can hold content, public ones included."""
    return [
        name
        for name, one in model._meta.fields.items()
        if not isinstance(one, KEYS) and not one.primary_key
    ]


def rows() -> set[Key]:
    """Every row of every table, by model and key."""
    return {(model.__name__, row.get_id()) for model in features.models() for row in model.select()}


@dataclass
class Markers:
    """Hands out markers, and remembers where each was put."""

    placed: dict[str, str] = field(default_factory=dict)
    _numbers: Any = field(default_factory=lambda: itertools.count(1))
    _days: Any = field(default_factory=itertools.count)

    def text(self, where: str) -> str:
        """A new text."""
        number = next(self._numbers)
        self.placed[f"mkrr{number:05}qz"] = where
        return text_marker(number)

    def number(self, where: str) -> int:
        """A new number, which every integer column can hold."""
        number = NUMBERS + next(self._days)
        assert number < NUMBERS + 1000
        self.placed[str(number)] = where
        return number

    def day(self, where: str) -> date:
        """A new day of the marked year, and after it of its first days again."""
        day = date(YEAR, 1, 1) + timedelta(days=next(self._days) % 365)
        self.placed.setdefault(str(YEAR), where)
        return day

    def value(self, column: Field, where: str) -> Any:
        """A marker that fits the column."""
        if isinstance(column, JSONField):
            return [{"kind": "mark", "ghi chú": [{"sâu hơn": self.text(where)}]}]
        if isinstance(column, DateTimeField):
            day = self.day(where)
            return datetime(day.year, day.month, day.day, 5, tzinfo=UTC)
        if isinstance(column, DateField):
            return self.day(where)
        if isinstance(column, IntegerField):
            return self.number(where)
        return self.text(where)

    def fill(self, private: set[Key]) -> None:
        """Put markers into the inside columns of all rows; of private rows into every column."""
        for model in features.models():
            for row in model.select():
                whole = (model.__name__, row.get_id()) in private
                columns = content_columns(model) if whole else inside(model)
                values = {
                    name: self.value(model._meta.fields[name], name_of(model, name))
                    for name in columns
                    if not self._exempt(model, name, row) and not marked(getattr(row, name))
                }
                if values:
                    model.update(values).where(model._meta.primary_key == row.get_id()).execute()

    def _exempt(self, model: type[Any], name: str, row: Any) -> bool:
        full = name_of(model, name)
        return full in EXEMPT or (full in PUBLIC_BY_PURPOSE and row.role == PUBLIC_BY_PURPOSE[full])


def found_in_tables(model: type[Any]) -> dict[str, str]:
    """All that the columns of a table hold, as text: what a leak would leak."""
    held: dict[str, list[str]] = {column: [] for column in model._meta.fields}
    for row in model.select().dicts():
        for column, value in row.items():
            held[column].append(str(value))
    return {column: "\n".join(values) for column, values in held.items()}
