"""Queries whose SQL is written once: building it costs Peewee more than SQLite takes to answer.

For what every request or every autosave asks. The query is built as ever, with ``hole(n)`` where a
value goes; its text is kept for each kind of database. Values are given as they are stored: a hole
converts nothing.
"""

from collections.abc import Callable, Iterator
from typing import Any

from peewee import Value

from portal.db import database


class _Hole:
    """The place of one value."""

    def __init__(self, number: int) -> None:
        self.number = number


def hole(number: int) -> Any:
    """The place of the ``number``-th value (from 0) in a prepared query."""
    return Value(_Hole(number), converter=False, unpack=False)


class Prepared:
    """A query that is built at its first use; ``build`` returns it with its holes."""

    def __init__(self, build: Callable[[], Any]) -> None:
        self._build = build
        self._written: dict[type, tuple[Any, str, list[Any]]] = {}

    def rows(self, *values: Any) -> Iterator[Any]:
        """What the query selects with these values in its holes."""
        query, cursor = self._execute(values)
        return iter(query._get_cursor_wrapper(cursor))

    def raw(self, *values: Any) -> list[tuple[Any, ...]]:
        """The same as the database gives it: Peewee asks each value of each row what it is, which
        takes several times as long as reading it."""
        _query, cursor = self._execute(values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows

    def execute(self, *values: Any) -> int:
        """Write with these values; how many rows it was."""
        _query, cursor = self._execute(values)
        count: int = cursor.rowcount
        return count

    def _execute(self, values: tuple[Any, ...]) -> tuple[Any, Any]:
        kind = type(database.obj)
        if kind not in self._written:
            query = self._build()
            self._written[kind] = (query, *query.sql())
        query, sql, given = self._written[kind]
        params = [values[one.number] if isinstance(one, _Hole) else one for one in given]
        return query, database.execute_sql(sql, params)
