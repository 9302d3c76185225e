"""Rows as earlier releases wrote them, and a database of that time to put them in.

``first_issue.json.gz`` holds {table: {columns, rows}} of Sơn La 2024 after the main job ran on
the schema of ``0001_initial``: a plan, visits, drafts, submissions, conclusions, publications.
"""

import gzip
import json
from pathlib import Path
from typing import Any

import psycopg
from playhouse.migrations import Runner

from portal import db
from portal.migrations import FOLDER

ROWS = Path(__file__).with_name("first_issue.json.gz")
SCHEMA = "0001_initial"


def make_database(url: str) -> None:
    """Give ``url`` (an empty database) the schema and the rows of the first issue."""
    database = db.open_database(url)
    db.database.initialize(database)
    with database.connection_context():
        Runner(database, str(FOLDER)).up(SCHEMA)
        if url.startswith("postgresql"):
            _fill_postgres(database)
        else:
            _fill_sqlite(database)


def tables(database: Any) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, columns in the order of their names."""
    found = {}
    for table in sorted(database.get_tables()):
        if table == "schema_migration":
            continue
        columns = sorted(column.name for column in database.get_columns(table))
        names = ", ".join(f'"{name}"' for name in columns)
        rows = database.execute_sql(f'SELECT {names} FROM "{table}"').fetchall()
        found[table] = sorted(tuple(str(value) for value in row) for row in rows)
    return found


def _read() -> dict[str, dict[str, Any]]:
    return json.loads(gzip.decompress(ROWS.read_bytes()))


def _fill_sqlite(database: Any) -> None:
    database.execute_sql("PRAGMA foreign_keys = 0")
    connection = database.connection()
    for table, held in _read().items():
        marks = ", ".join("?" for _ in held["columns"])
        connection.executemany(_insert(table, held["columns"], marks), held["rows"])
    connection.commit()


def _fill_postgres(database: Any) -> None:
    connection: psycopg.Connection[Any] = database.connection()
    cursor = connection.cursor()
    # Rows refer to each other across tables; the triggers that check it rest meanwhile.
    cursor.execute("SET session_replication_role = replica")
    for table, held in _read().items():
        cursor.execute(
            "SELECT column_name FROM information_schema.columns "
            "WHERE table_name = %s AND data_type = 'boolean'",
            (table,),
        )
        flags = {name for (name,) in cursor.fetchall()}
        marks = ", ".join("%s" for _ in held["columns"])
        rows = [
            [bool(value) if name in flags and value is not None else value
             for name, value in zip(held["columns"], row, strict=True)]
            for row in held["rows"]
        ]  # fmt: skip
        cursor.executemany(_insert(table, held["columns"], marks), rows)
        if "id" in held["columns"]:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('\"{table}\"', 'id'), "
                f'(SELECT max(id) FROM "{table}"))'
            )
    cursor.execute("SET session_replication_role = origin")
    connection.commit()


def _insert(table: str, columns: list[str], marks: str) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return f'INSERT INTO "{table}" ({names}) VALUES ({marks})'
