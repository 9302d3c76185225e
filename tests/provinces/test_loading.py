"""Every province loads on an empty database, once, and whole."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from portal import demo, features
from portal.accounts.models import AuditEntry, User
from portal.inspections.models import Visit
from portal.loading import load_province
from portal.plans.models import Plan
from portal.publishing.models import Publication
from portal.reports.models import Duty
from portal.units.models import Unit
from tests.provinces.conftest import PROVINCES
from tests.provinces.facts import EXPECTED


def counts() -> dict[str, int]:
    """How many rows each table holds, without the log of who did what."""
    return {
        model.__name__: model.select().count()
        for model in features.models()
        if model is not AuditEntry
    }


def test_the_reviewed_provinces_are_there() -> None:
    assert set(EXPECTED) <= {path.name for path in PROVINCES}


@pytest.mark.usefixtures("loaded")
def test_a_province_loads_whole_and_once(folder: Path, tmp_path: Path) -> None:
    _everything_is_loaded_and_public(folder)
    if folder.name in EXPECTED:
        assert Counter(unit.level for unit in Unit.select()) == EXPECTED[folder.name].levels
    before = counts()
    texts = [row.payload for row in Publication.select().order_by(Publication.id)]
    list(load_province(folder))
    rows = Publication.select().order_by(Publication.id)
    assert [f"{row.kind} {row.slug}" for row in rows][len(texts) :] == []
    assert counts() == before
    assert [row.payload for row in Publication.select().order_by(Publication.id)] == texts
    _the_demo_accounts_have_work(tmp_path)


def _everything_is_loaded_and_public(folder: Path) -> None:
    plans = {path.stem for path in (folder / "plans").glob("*.toml")}
    assert {plan.slug.partition("/")[2] for plan in Plan.select()} == plans
    public = Counter(row.kind for row in Publication.select())
    assert public["plan"] == len(plans)
    assert public["unit"] == Unit.select().count()
    visits = tomllib.loads((folder / "visits.toml").read_text(encoding="utf-8"))["visits"]
    assert Visit.select().count() == len(visits)
    hidden = Visit.select().where(Visit.unannounced, ~Visit.released)
    assert hidden.count() >= 1, "the demo has a visit that nobody may see"
    assert public["visit"] == len(visits) - hidden.count()


def _the_demo_accounts_have_work(data: Path) -> None:
    demo.add_demo_accounts(data, 1)
    demo.receive_past_reports()
    unit = User.get(User.username == "unit_editor").unit
    assert unit is not None
    assert Duty.select().where(Duty.unit == unit, Duty.state == "open").exists()
    past = Duty.select().where(Duty.unit != unit, Duty.kind == "visit_report")
    assert past.where(Duty.state == "submitted").exists()
