"""The rows of every table as plain values that either database takes back.

The plain form is SQLite's: whole numbers (also for true and false), fractions, text, nothing.
Rows are read and written below the models, so that a backup fits the schema of its day.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from portal import db

#: Which migrations were applied: kept apart from the rows.
HISTORY = "schema_migration"
_BATCH = 500
_MOMENT = "YYYY-MM-DD HH24:MI:SS.US"
_KEPT_TYPES = ("boolean", "smallint", "integer", "bigint", "double precision", "real")


def names() -> list[str]:
    """The tables of the open database, without the list of applied migrations."""
    return sorted(name for name in db.database.get_tables() if name != HISTORY)


def empty() -> bool:
    """Whether no table holds a row."""
    return not any(
        db.database.execute_sql(f'SELECT 1 FROM "{table}" LIMIT 1').fetchone() for table in names()
    )


def lines(table: str) -> Iterator[str]:
    """``table`` as JSON lines: the names of its columns, then each row."""
    columns = _columns(table)
    yield json.dumps(list(columns))
    read = ", ".join(_plain(name, kind) for name, kind in columns.items())
    # One after the other and not all at once: an audit log may be larger than the memory.
    last: int | str | None = None
    key = "id" if "id" in columns else next(iter(columns))
    place = list(columns).index(key)
    while True:
        where = "" if last is None else f'WHERE "{key}" > {_mark()}'
        rows = db.database.execute_sql(
            f'SELECT {read} FROM "{table}" {where} ORDER BY "{key}" LIMIT {_BATCH}',
            () if last is None else (last,),
        ).fetchall()
        for row in rows:
            yield json.dumps(row, ensure_ascii=False, separators=(",", ":"))
        if len(rows) < _BATCH:
            return
        last = rows[-1][place]


def fill(held: dict[str, Iterable[str]]) -> None:
    """Put rows into empty tables: {table: what ``lines`` gave}. One transaction.

    KeyError for a table or column that the schema lacks; IntegrityError if rows do not
    belong together.
    """
    with _references_resting():
        for table, text in held.items():
            _fill(table, iter(text))
        if db.is_postgres():
            _advance_numbers(held)


def _fill(table: str, text: Iterator[str]) -> None:
    kinds = _columns(table)
    columns = json.loads(next(text))
    flags = [kinds[name] == "boolean" for name in columns]
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join(_mark() for _ in columns)
    cursor = db.database.cursor()
    while batch := list(islice(text, _BATCH)):
        cursor.executemany(
            f'INSERT INTO "{table}" ({names}) VALUES ({marks})',
            [_row(json.loads(line), flags) for line in batch],
        )


def _row(values: list[Any], flags: list[bool]) -> list[Any]:
    return [
        bool(value) if flag and value is not None else value
        for value, flag in zip(values, flags, strict=True)
    ]


def _columns(table: str) -> dict[str, str]:
    """Names and (on PostgreSQL) types of the columns. KeyError if there is no such table."""
    if db.is_postgres():
        found = db.database.execute_sql(
            "SELECT column_name, data_type FROM information_schema.columns "
            "WHERE table_schema = current_schema() AND table_name = %s ORDER BY ordinal_position",
            (table,),
        )
        columns = dict(found.fetchall())
    else:
        columns = {row.name: "" for row in db.database.get_columns(table)}
    if not columns:
        raise KeyError(table)
    return columns


def _plain(name: str, kind: str) -> str:
    if kind == "boolean":
        return f'"{name}"::int'
    if kind == "timestamp without time zone":
        # PostgreSQL's text drops zeros at the end of a fraction, which SQLite keeps.
        return f"""regexp_replace(to_char("{name}", '{_MOMENT}'), '[.]000000$', '')"""
    return f'"{name}"::text' if kind and kind not in _KEPT_TYPES else f'"{name}"'


def _mark() -> str:
    return "%s" if db.is_postgres() else "?"


@contextmanager
def _references_resting() -> Iterator[None]:
    """One transaction in which references are checked at the end, when all rows are there."""
    with db.write():
        if not db.is_postgres():
            db.database.execute_sql("PRAGMA defer_foreign_keys = 1")
            yield
            return
        found = db.database.execute_sql(
            "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) "
            "FROM pg_constraint "
            "WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
        ).fetchall()
        for table, name, _ in found:
            db.database.execute_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        yield
        for table, name, definition in found:
            db.database.execute_sql(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")


def _advance_numbers(tables: Iterable[str]) -> None:
    for table in tables:
        if "id" in _columns(table):
            db.database.execute_sql(
                f"SELECT setval(pg_get_serial_sequence('\"{table}\"', 'id'), max(id)) "
                f'FROM "{table}" HAVING max(id) IS NOT NULL'
            )
