"""Every column of every table is declared public, internal or personal, and kept so."""

from typing import Any

import pytest
from flask import Flask
from peewee import DatabaseError

from portal import create_app, db, features
from portal.databases import PUBLIC_TABLES


@pytest.mark.parametrize("model", features.models(), ids=lambda model: model.__name__)
def test_every_column_is_declared(model):
    assert set(model.privacy) == set(model._meta.fields), model.__name__
    assert set(model.privacy.values()) <= {"public", "internal", "personal"}


def test_the_public_connection_reads_public_columns_only():
    readable = [model for model in features.models() if model._meta.table_name in PUBLIC_TABLES]
    assert len(readable) == len(PUBLIC_TABLES)
    assert {kind for model in readable for kind in model.privacy.values()} == {"public"}


def test_the_public_connection_is_refused_every_other_table(app: Flask, settings: dict[str, Any]):
    """Whole, by one column, counted, joined to a public one, or through a sub-query."""
    tables = {model._meta.table_name: model._meta.primary_key for model in features.models()}
    public = create_app(settings, public_only=True)
    with db.connection(public) as database:
        for table in PUBLIC_TABLES:
            database.execute_sql(f'SELECT count(*) FROM "{table}"')
        for table in sorted(tables.keys() - PUBLIC_TABLES):
            key = tables[table].column_name
            for statement in (
                f'SELECT * FROM "{table}"',
                f'SELECT "{key}" FROM "{table}"',
                f'SELECT count(*) FROM "{table}"',
                f'SELECT p.id FROM publication p JOIN "{table}" t ON 1 = 1',
                f'SELECT id FROM publication WHERE EXISTS (SELECT 1 FROM "{table}")',
                f'DELETE FROM "{table}"',
            ):
                with pytest.raises(DatabaseError):
                    database.execute_sql(statement)
                if db.is_postgres():
                    database.rollback()
    public.extensions["database"].close()
