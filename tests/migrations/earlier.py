"""Rows as earlier releases wrote them, and a database of that time to put them in.

``first_issue.json.gz`` holds {table: {columns, rows}} of Sơn La 2024 after the main job ran on
the schema of ``0001_initial``: a plan, visits, drafts, submissions, conclusions, publications.
"""

import gzip
import json
from pathlib import Path

from flask import Flask

from portal import db, migrations
from portal.backup import tables

ROWS = Path(__file__).with_name("first_issue.json.gz")
SCHEMA = "0001_initial"


def make_database(app: Flask) -> None:
    """Give the empty database of ``app`` the schema and the rows of the first issue."""
    migrations.apply(app, up_to=SCHEMA)
    held = json.loads(gzip.decompress(ROWS.read_bytes()))
    lines = {
        table: [json.dumps(part["columns"]), *map(json.dumps, part["rows"])]
        for table, part in held.items()
    }
    with db.connection(app):
        tables.fill(lines)


def rows() -> dict[str, list[str]]:
    """Every row of every table of the open database: {table: column names, then rows}."""
    return {table: list(tables.lines(table)) for table in tables.names()}
