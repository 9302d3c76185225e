"""A database of the first release keeps its plans, and everything that hangs on them."""

import pytest
from playhouse.migrations import Runner

from portal import create_app, db, features
from portal.migrations import FOLDER

NOW = "2026-03-02 08:00:00"


@pytest.fixture
def unmade(settings, tmp_path):
    """A database without any table. That of PostgreSQL is shared: it gets its tables back."""
    shared = "DATABASE" in settings
    settings.setdefault("DATABASE", f"sqlite:///{tmp_path / 'old.db'}")
    with db.connection(create_app(settings)) as database:
        if shared:
            database.execute_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        yield database
        if shared:
            database.execute_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
            database.create_tables(features.models())
            db.grant_public_role()


def test_plans_of_the_first_release_stay_whole(unmade):
    runner = Runner(unmade.obj, str(FOLDER))
    runner.up("0001_initial")
    for statement in (
        "INSERT INTO unit (code, name, short_name, aliases, type, level, source)"
        " VALUES ('so-y-te', 'Sở Y tế', 'SYT', '', 'department', 'province', '')",
        "INSERT INTO plan (slug, year, title, summary, body_html, review_period, visit_days,"
        " sub_units, contents, team, original_name, publish_original, import_flags,"
        " missing_document_reason, demo, version, created_at, updated_at)"
        " VALUES ('2024/a', 2024, 'A', '', '', '', '', '', '[]', '[]', '', false, '[]', '',"
        f" false, 3, '{NOW}', '{NOW}')",
        "INSERT INTO strand (plan_id, code, name, mode, method, text, position, version)"
        " SELECT id, 'truc-tiep', 'Trực tiếp', 'onsite', '', '', 0, 1 FROM plan",
        "INSERT INTO strand_unit (strand_id, unit_id, name, position)"
        " SELECT strand.id, unit.id, 'Sở Y tế', 0 FROM strand, unit",
        "INSERT INTO plan_deadline (strand_id, code, title, duty, rule, source, position,"
        " version) SELECT id, 'han', 'Gửi', 'visit_report', '{}', '', 0, 1 FROM strand",
        "INSERT INTO plan_relation (plan_id, kind, number, subject)"
        " SELECT id, 'based_on', '1/KH', '' FROM plan",
    ):
        unmade.execute_sql(statement)
    runner.up("0002_plan_lists")
    kept = unmade.execute_sql("SELECT kind, version, title FROM plan").fetchall()
    assert [tuple(row) for row in kept] == [("inspection", 3, "A")]
    for table in ("strand", "strand_unit", "plan_deadline", "plan_relation"):
        assert count(unmade, table) == 1, table
    unmade.execute_sql(
        "INSERT INTO plan_item (plan_id, list_name, code, strand_id, value, source, position,"
        " version) SELECT plan_id, 'tasks', '1', id, '{}', '', 0, 1 FROM strand"
    )
    unmade.execute_sql("DELETE FROM strand")
    assert count(unmade, "plan_item WHERE strand_id IS NULL") == 1
    unmade.execute_sql("DELETE FROM plan")
    assert count(unmade, "plan_item") == count(unmade, "plan_relation") == 0


def count(database, table: str) -> int:
    """How many rows; the models of today may have columns that this release lacked."""
    return database.execute_sql(f"SELECT count(*) FROM {table}").fetchone()[0]
