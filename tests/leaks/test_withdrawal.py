"""What was withdrawn or erased is gone: from every page, table, feed, file and version."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal.accounts.rules import SYSTEM
from portal.clock import today
from portal.documents.blobs import path_of
from portal.publishing import gate
from portal.publishing.actions import erase, propose, withdrawal
from portal.publishing.gate import Consent
from portal.publishing.models import Publication
from portal.site.freezing.builds import Builds
from portal.site.freezing.run import freeze
from tests.leaks import world
from tests.leaks.reading import answers
from tests.leaks.searching import Hit, Search, squeezed
from tests.leaks.world import World
from tests.site.conftest import AS_OF, NOW

#: What is withdrawn together: a record of remediation repeats the findings of its conclusion.
GOES_WITH = {"conclusion": ("conclusion", "remediation")}
SHORTEST = 8
#: Codes and words of the portal's own lists say nothing of one document; addresses stay.
FIXED = (
    "code", "slug", "media_type", "kind", "kind_name", "domain", "domain_name", "mode",
    "mode_name", "part", "part_name", "state", "state_name", "type_name", "level_name", "label",
)  # fmt: skip


@pytest.fixture
def made(app: Flask, database: Any) -> World:
    """Everything public, nothing private."""
    return world.build(app.config["DATA"])


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, one in value.items():
            if not name.endswith(FIXED):
                yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, str) and len(squeezed(value)) >= SHORTEST:
        yield value


#: Words of the code, which pages without any content say as well, side by side.
LABELS = {"Báo cáo khắc phục", "Chưa đến hạn"}


def _own_words(kind: str, slug: str) -> set[str]:
    """What only the versions under this slug say, tombstone and other publications aside."""
    gone = GOES_WITH.get(kind, (kind,))
    said: set[str] = set()
    elsewhere = ""
    for row in Publication.select():
        elsewhere += squeezed(row.title) if row.current else ""
        if (row.kind in gone) and row.slug == slug:
            said |= set(_strings(json.loads(row.payload)))
        elif row.current and row.state == "published":
            elsewhere += squeezed(row.payload)
    return {one for one in said - LABELS if squeezed(one) not in elsewhere}


def _withdraw(made: World, kind: str, slug: str, how: str, reason: str = "Đăng nhầm chỗ") -> None:
    row = gate.newest_version(kind, slug)
    offered = withdrawal(row, how, reason)
    made.publish(propose(made.editor, "Ngừng đăng", [offered], "withdrawal", reason))


def _freeze(app: Flask) -> Path:
    config = {name: app.config[name] for name in ("DATA", "DATABASE", "SECRET_KEY")}
    freeze(config, AS_OF, NOW, allowed="Ngừng đăng có chủ ý")
    return Path(app.config["DATA"]) / "site"


def test_each_kind_leaves_nothing_but_its_tombstone(app: Flask, made: World) -> None:
    """One kind after the other, each looked for in the new build; at last all of them live."""
    site = _freeze(app)
    gone: list[str] = []
    kinds = ("page", "timeliness", "conclusion", "remediation", "visit", "plan")
    for number, kind in enumerate(kinds):
        slug = "gioi-thieu" if kind == "page" else ""
        slug = slug or Publication.get(Publication.kind == kind, Publication.current).slug
        words = _own_words(kind, slug)
        file = [
            sha for row in _versions(kind, slug) for sha in gate.shas_in(json.loads(row.payload))
        ]
        search = Search([*words, *file])
        if kind != "remediation":
            found = {hit.found for hit in search.folder(site.resolve())}
            assert found, f"the control: before, the site says what only {kind} says"
            assert found >= set(file)
        _withdraw(made, kind, slug, "mistake" if number % 2 == 0 else "stopped")
        _freeze(app)
        assert [hit for hit in search.folder(site.resolve()) if not _is_a_code(hit)] == [], kind
        gone += [*words, *file]
    last = Search(gone)
    found_live = [hit for one in answers(app) for hit in last.answer(one)]
    assert [hit for hit in found_live if not _is_a_code(hit)] == []
    assert len(gone) > 40


def _is_a_code(hit: Hit) -> bool:
    """Whoever holds a file that was public may ask what became of it; its hash says no more."""
    return "/xac-thuc/ma" in f"/{hit.where}" and len(hit.found) == 64


def _versions(kind: str, slug: str) -> list[Publication]:
    rows = Publication.select().where(Publication.kind == kind, Publication.slug == slug)
    return [row for row in rows if row.payload]


def test_a_withdrawn_text_stays_away_when_a_better_one_is_published(
    app: Flask, made: World, freeze_to: Callable[[str], Path]
) -> None:
    """Versions from before a withdrawal are not readable again under their old addresses."""
    slug = made.plan.slug
    before = json.loads(gate.newest_version("plan", slug).payload)
    search = Search([world.REMOVED, before["review_period"]])
    assert list(search.folder(freeze_to("public"))), "the control: an old version is public"
    _withdraw(made, "plan", slug, "mistake", "Có nội dung không được công khai")
    better = {**before, "review_period": "", "title": "Kế hoạch đã sửa"}
    offered = gate.Proposal("plan", slug, better["title"], better)
    made.publish(propose(made.editor, "Đăng lại", [offered], "correction", "Đăng bản đã sửa"))
    assert list(search.folder(freeze_to("again"))) == []
    live = list(answers(app, (f"/ke-hoach/{slug}/phien-ban/1/", f"/ke-hoach/{slug}/phien-ban/2/")))
    assert [hit for one in live for hit in search.answer(one)] == []
    assert any(
        b"K\xe1\xba\xbf ho\xe1\xba\xa1ch \xc4\x91\xc3\xa3 s\xe1\xbb\xada" in a.body for a in live
    )


@pytest.mark.parametrize("current", [True, False], ids=["current version", "old version"])
def test_an_erased_text_is_gone_and_the_rest_stands(
    app: Flask, made: World, freeze_to: Callable[[str], Path], current: bool
) -> None:
    row = Publication.get(
        Publication.kind == "plan", Publication.current == current, Publication.state == "published"
    )
    words = [world.REMOVED] if not current else ["Xem xét việc thực hiện cải cách hành chính."]
    if current:
        first = Publication.get(Publication.kind == "plan", Publication.version == 1)
        erase(SYSTEM, first, "Theo yêu cầu")
    search = Search(words)
    assert list(search.folder(freeze_to("public"))), "the control"
    erase(SYSTEM, row, "Theo quyết định của tòa án")
    assert list(search.folder(freeze_to("erased"))) == []
    live = list(answers(app))
    assert [hit for one in live for hit in search.answer(one)] == []
    answered = {one.where: one.status for one in live}
    assert max(answered.values()) < 500
    assert answered["GET /"] == 200


def test_the_identity_may_be_withdrawn_or_erased_and_pages_still_open(
    app: Flask, made: World
) -> None:
    row = gate.newest_version("province", "province")
    erase(SYSTEM, row, "Theo quyết định")
    assert max(one.status for one in answers(app)) < 500
    offered = withdrawal(row, "mistake", "Nhầm tỉnh")
    gate.publish(SYSTEM, offered, "withdrawal", "Nhầm", Consent("setup", "x", today()))
    assert max(one.status for one in answers(app)) < 500


def test_an_earlier_build_is_kept_but_never_served(app: Flask, made: World) -> None:
    """Old builds lie beside the one shown, outside the folder that readers reach."""
    site = _freeze(app)
    plan = gate.newest_version("plan", made.plan.slug)
    _withdraw(made, "plan", plan.slug, "mistake")
    _freeze(app)
    builds = Builds.in_data(Path(app.config["DATA"]))
    assert builds.numbers() == [1, 2]
    assert site.resolve() == builds.build(2).site.resolve()
    assert not [one for one in site.rglob("*") if one.is_symlink()]
    signed = json.loads(plan.payload)["document"]["signed_file"]["sha256"]
    assert path_of(app.config["DATA"], signed).is_file()
    paths = (f"/builds/1/site/tep/{signed}/ke-hoach-12-kh-ubnd.pdf", f"/files/{signed}")
    assert {one.status for one in answers(app, paths) if one.where.endswith(paths)} == {404}
