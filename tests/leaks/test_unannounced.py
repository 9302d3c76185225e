"""Unannounced visits: neither the unit with its day, nor a number that betrays them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal import db, features
from portal.inspections.actions import SessionPlan, VisitPlan, plan_visit
from portal.inspections.models import Visit
from portal.inspections.publication_actions import propose_schedule
from portal.inspections.visit_state_actions import release_visit
from portal.publishing.actions import NothingToPublish
from portal.publishing.models import Publication, PublicationRef
from tests.leaks import world
from tests.leaks.private import HIDDEN_DAY, HIDDEN_UNIT, Private
from tests.leaks.reading import answers
from tests.leaks.searching import Search


def _emptied() -> None:
    """No rows, and row numbers from 1 again."""
    tables = [f'"{model._meta.table_name}"' for model in features.models()]
    if db.is_postgres():
        db.database.execute_sql(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")
        return
    db.database.execute_sql("PRAGMA foreign_keys = OFF")
    for table in tables:
        db.database.execute_sql(f"DELETE FROM {table}")
    db.database.execute_sql("PRAGMA foreign_keys = ON")


def _public() -> list[tuple[Any, ...]]:
    """All that readers could learn from the publications, but the moment and the hashes."""
    rows = Publication.select().order_by(Publication.id)
    refs = PublicationRef.select().order_by(PublicationRef.id)
    return [
        (
            row.kind, row.slug, row.version, row.state, row.title, row.change_kind,
            row.change_note, row.current, json.loads(row.payload),
            [(ref.kind, ref.unit, ref.on) for ref in refs if ref.publication_id == row.id],
        )
        for row in rows
    ]  # fmt: skip


@pytest.mark.usefixtures("database")
def test_private_rows_before_and_among_the_public_ones_change_no_publication(app: Flask) -> None:
    """Two worlds with the same public acts; one has drafts and hidden visits in between."""
    world.build(app.config["DATA"])
    alone = _public()
    _emptied()
    private = Private()
    world.build(app.config["DATA"], private.between)
    assert len(private.keys) > 80
    assert _public() == alone


def test_a_hidden_visit_shows_only_once_it_is_released(
    app: Flask, database: Any, freeze_to: Callable[[str], Path]
) -> None:
    made = world.build(app.config["DATA"])
    without = _bytes(freeze_to("without"))
    hidden = _hidden(made)
    with pytest.raises(NothingToPublish):
        propose_schedule(made.editor, made.plan, "Đăng lịch")
    assert _bytes(freeze_to("with")) == without
    search = Search([hidden.slug], [HIDDEN_DAY])
    assert [hit for one in answers(app) for hit in search.answer(one)] == []

    release_visit(made.editor, Visit.get_by_id(hidden.id), hidden.version, "Đã kiểm tra xong")
    made.publish(propose_schedule(made.editor, made.plan, "Đăng lịch"))
    control = Search(days=[HIDDEN_DAY])
    shown = {hit.where for hit in control.folder(freeze_to("released"))}
    assert {
        "lich-kiem-tra.ics", "lich-kiem-tra/index.html", "lich-kiem-tra/2031/12/index.html",
        "du-lieu/lich-kiem-tra.csv", "du-lieu/lich-kiem-tra.json", "index.html",
        f"don-vi/{HIDDEN_UNIT}/index.html", "lich-kiem-tra/index.html.gz",
    } <= shown  # fmt: skip


def test_the_number_of_a_released_visit_does_not_tell_of_one_that_is_still_hidden(
    app: Flask, database: Any
) -> None:
    made = world.build(app.config["DATA"])
    _hidden(made)
    second = _hidden(made)
    release_visit(made.editor, Visit.get_by_id(second.id), second.version, "Đã kiểm tra xong")
    made.publish(propose_schedule(made.editor, made.plan, "Đăng lịch"))
    public = Publication.get(Publication.slug.contains(HIDDEN_UNIT), Publication.kind == "visit")
    assert not public.slug.endswith("-2")


def _hidden(made: world.World) -> Visit:
    wanted = VisitPlan(
        made.plan, made.units[HIDDEN_UNIT], made.strands["unannounced"], unannounced=True
    )
    return plan_visit(made.editor, wanted, [SessionPlan(HIDDEN_DAY, "day", place="Trụ sở")])


def _bytes(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }
