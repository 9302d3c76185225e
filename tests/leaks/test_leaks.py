"""Nothing that must stay inside is found in a frozen site or in any answer to a stranger."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal import create_app, db, features
from portal.inspections.conclusion_proposals import conclusion_proposal, remediation_proposal
from portal.inspections.models import Conclusion, Visit
from portal.inspections.proposals import facts_of, visit_payload
from portal.inspections.queries import with_names
from portal.plans.models import Plan
from portal.plans.publication import to_payload as plan_payload
from portal.publishing import gate
from portal.units.actions import to_payload as unit_payload
from portal.units.models import Unit
from tests.conftest import TEST_DATABASE
from tests.factories import signed_in_client
from tests.leaks import markers, world
from tests.leaks.conftest import frozen
from tests.leaks.private import HIDDEN_DAY, Private
from tests.leaks.reading import Answer, answers, ask
from tests.leaks.searching import Search
from tests.leaks.world import World
from tests.site.conftest import AS_OF


@dataclass
class Filled:
    """A portal before and after everything private was put in: frozen sites, live answers."""

    app: Flask
    world: World
    private: Private
    sites: tuple[Path, Path]
    live: tuple[list[Answer], list[Answer]]
    search: Search


@pytest.fixture(scope="module")
def filled(tmp_path_factory: Any, empty_database: Path | None) -> Iterator[Filled]:
    """One world for the tests that only read it."""
    folder = tmp_path_factory.mktemp("leaks")
    settings: dict[str, Any] = {"DATA": str(folder / "data"), "SECRET_KEY": "test"}
    (folder / "data").mkdir()
    if empty_database is None:
        settings["DATABASE"] = TEST_DATABASE
    else:
        shutil.copy(empty_database, folder / "data" / "portal.db")
    app = create_app({**settings, "TESTING": True, "PASSWORD_COST": 1})
    with db.connection(app) as database:
        if TEST_DATABASE:
            names = ", ".join(f'"{model._meta.table_name}"' for model in features.models())
            database.execute_sql(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
        made = world.build(app.config["DATA"])
        before = frozen(app, folder / "before"), list(answers(app))
        private = Private()
        private.all_at_once(made)
        after = frozen(app, folder / "after"), list(answers(app))
        search = Search([blob.sha256 for blob in private.files], [HIDDEN_DAY])
        yield Filled(app, made, private, (before[0], after[0]), (before[1], after[1]), search)
    app.extensions["database"].close()


@pytest.mark.parametrize("model", features.models(), ids=lambda model: model.__name__)
def test_every_column_that_stays_inside_holds_a_marker(filled, model):
    """A new column fails here until it holds one, or stands in EXEMPT with a reason."""
    held = markers.found_in_tables(model)
    for column in markers.inside(model):
        full = markers.name_of(model, column)
        if full in markers.EXEMPT:
            continue
        assert set(Search().in_text(held[column])) - {"matkhaurori"}, f"no marker in {full}"


def test_exempt_columns_exist_and_give_their_reason():
    known = {
        markers.name_of(model, column)
        for model in features.models()
        for column in markers.inside(model)
    }
    assert markers.EXEMPT.keys() | markers.PUBLIC_BY_PURPOSE.keys() <= known
    assert all(len(reason) > 20 for reason in markers.EXEMPT.values())


def test_the_search_finds_every_marker_where_it_was_put(filled):
    """Control: the same search over the tables and the files finds all there is to find."""
    everything = "\n".join(
        text for model in features.models() for text in markers.found_in_tables(model).values()
    )
    found = set(Search().in_text(everything))
    for blob in filled.private.files:
        path = filled.app.config["DATA"] / "files" / blob.sha256[:2] / blob.sha256[2:]
        found |= {hit.found for hit in Search().content("file", path.read_bytes())}
    lost = filled.private.markers.placed.keys() - found
    assert not {filled.private.markers.placed[one] for one in lost}
    assert len(filled.private.markers.placed) > 500


def test_the_frozen_site_holds_nothing_private(filled):
    hits = list(filled.search.folder(filled.sites[1].parent.parent))
    assert hits == []
    assert filled.search.looked_at > 200


def test_no_live_answer_holds_anything_private(filled):
    hits = [h for one in filled.live[1] for h in filled.search.answer(one)]
    assert hits == []
    assert len(filled.live[1]) > 150


def test_private_rows_change_no_byte_of_the_frozen_site(filled):
    """Neither a word of them nor their number: the strongest of these tests."""
    before, after = ({p.relative_to(s): p for p in s.rglob("*")} for s in filled.sites)
    assert before.keys() == after.keys()
    different = [
        str(name)
        for name, path in before.items()
        if path.is_file() and path.read_bytes() != after[name].read_bytes()
    ]
    assert different == []
    assert len(before) > 100


def test_private_rows_change_no_live_answer(filled):
    def comparable(one: Answer) -> Any:
        if "dang-nhap" in one.where:
            return one.where, one.status  # its form carries a token of its own
        headers = tuple(pair for pair in one.headers if pair[0] not in ("Date", "Set-Cookie"))
        return replace(one, headers=headers)

    before, after = ([comparable(one) for one in answered] for answered in filled.live)
    assert before == after
    assert sum(isinstance(one, Answer) for one in after) > 150


def test_strangers_get_no_cookie_on_public_pages_and_nothing_crashes(filled):
    for one in filled.live[1]:
        assert one.status < 500, one.where
        if one.status == 200 and "/tai-khoan/" not in one.where:
            assert "Set-Cookie" not in dict(one.headers), one.where


def test_a_file_does_not_tell_when_it_was_uploaded(filled):
    files = [one for one in filled.live[1] if one.where.startswith("GET /tep/") and one.body]
    public = [one for one in files if one.status == 200]
    assert len(public) == 2
    assert not [one.where for one in public if dict(one.headers).keys() & {"Last-Modified"}]


def test_what_was_published_does_not_depend_on_what_stays_inside(filled):
    """The payloads made again from the marked rows are those that are public."""
    made = filled.world
    plan = Plan.get_by_id(made.plan.id)
    visits = list(with_names(Visit.select()).where(Visit.id.in_([one.id for one in made.visits])))
    facts = facts_of(visits)
    conclusion = Conclusion.get_by_id(made.conclusion.id)
    offered = [
        gate.proposal(plan.slug, plan_payload(plan)),
        *(gate.proposal(one.slug, visit_payload(one, facts)) for one in visits),
        *(
            gate.proposal(one.code, unit_payload(one, AS_OF))
            for one in Unit.select().where(Unit.id.in_([u.id for u in made.units.values()]))
        ),
        conclusion_proposal(conclusion),
        remediation_proposal(conclusion, AS_OF),
    ]
    hits = [hit for one in offered for hit in Search().content(one.slug, gate.pack([one]).encode())]
    assert hits == []
    for one in offered:
        public = gate.newest_version(one.kind, one.slug)
        assert public is not None
        assert one.payload == json.loads(public.payload), one.slug
    assert len(offered) == 11


def test_a_preview_and_all_that_lies_behind_it_ask_for_sign_in(filled):
    root = f"/lam-viec/dieu-hanh/dang/{filled.private.waiting.id}/"
    draft = Plan.get(Plan.id != filled.world.plan.id)
    inside = (
        root, f"{root}xem-truoc/", f"{root}xem-truoc/ke-hoach/", f"{root}phieu-trinh",
        f"/lam-viec/dieu-hanh/ke-hoach/{draft.id}/",
        f"/lam-viec/dieu-hanh/ke-hoach/{draft.id}/tep/goc",
        *(f"/tep/{one.sha256}/a.docx" for one in filled.private.files),
    )  # fmt: skip
    http = filled.app.test_client(use_cookies=False)
    for path in inside:
        answer = ask(http, "GET", path)
        assert answer.status in (302, 404), path
        search = Search()
        assert list(search.answer(answer)) == [], path
    office = signed_in_client(filled.app, "office_editor")
    shown = office.http.get(f"{root}xem-truoc/ke-hoach/")
    assert shown.status_code == 200
    assert list(Search().content("preview", shown.data)), "the control: who is signed in reads it"
    assert shown.headers["Cache-Control"] == "no-store"


def test_public_pages_are_the_same_for_who_is_signed_in(filled):
    office = signed_in_client(filled.app, "office_editor")
    public = {one.where: one for one in filled.live[1]}
    for path in ("/", "/ke-hoach/", "/lich-kiem-tra/", "/don-vi/so-tai-chinh/", "/ket-luan/"):
        answer = office.http.get(path)
        assert answer.data == public[f"GET {path}"].body, path
        assert "Set-Cookie" not in answer.headers, path


def test_a_crash_tells_a_stranger_nothing(filled):
    app = create_app({**{name: filled.app.config[name] for name in ("DATA", "DATABASE")},
                      "SECRET_KEY": "test"}, public_only=True)  # fmt: skip
    secret = markers.text_marker(1)

    def crash() -> str:
        raise RuntimeError(secret)

    app.add_url_rule("/hong", view_func=crash)
    try:
        answer = ask(app.test_client(), "GET", "/hong")
    finally:
        app.extensions["database"].close()
        db.database.initialize(filled.app.extensions["database"])
    assert answer.status == 500
    assert list(Search().answer(answer)) == []
