"""A build made of the oldest one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from portal.publishing.editorial import PagePayload
from portal.site.freezing.builds import Builds
from portal.site.freezing.run import freeze
from tests.site import inspection_factories, publishing
from tests.site.conftest import AS_OF, NOW
from tests.site.frozen_files import digest_of, files_of

Run = Callable[..., Any]


@pytest.fixture
def two_kept(settings: dict[str, Any]) -> dict[str, Any]:
    """The settings of a portal that keeps two builds."""
    return {**settings, "BUILDS_KEPT": 2}


def correct(number: int) -> None:
    """A page and a conclusion change; every second time there is a further conclusion."""
    page = PagePayload("Liên hệ", f"Lần {number}.", 2, "<p>Sở Nội vụ.</p>")
    publishing.publish("lien-he", page)
    if number % 2:
        one = inspection_factories.conclusion(title=f"Kết luận {number}")
        publishing.publish(f"2026/ket-luan-{number}", one)


def test_the_oldest_build_becomes_the_new_one_and_no_other_build_changes(
    published: None, two_kept: dict[str, Any], data: Path, tmp_path: Path
) -> None:
    builds = Builds.in_data(data)
    for number in (1, 2):
        correct(number)
        freeze(two_kept, AS_OF, NOW)
    folder = (builds.home / "1/site/don-vi").stat().st_ino
    before = digest_of(builds.build(2).site)
    correct(3)
    freeze(two_kept, AS_OF, NOW)
    assert builds.numbers() == [2, 3]
    assert digest_of(builds.build(2).site) == before
    new, same = builds.build(3).site, "don-vi/index.html"
    assert (new / "don-vi").stat().st_ino == folder
    assert (new / same).stat().st_ino == (builds.build(2).site / same).stat().st_ino
    once = tmp_path / "once"
    freeze(two_kept, AS_OF, NOW, once, full=True)
    ours, theirs = files_of(new), files_of(once)
    assert ours.keys() == theirs.keys()
    other = [name for name in ours if ours[name] != theirs[name]]
    assert [name for name in other if not name.startswith("manifest.json")] == []


@pytest.mark.parametrize("more", [True, False])
def test_an_old_build_that_somebody_changed_is_not_made_use_of(
    published: None, two_kept: dict[str, Any], data: Path, more: bool
) -> None:
    builds = Builds.in_data(data)
    for number in (1, 2):
        correct(number)
        freeze(two_kept, AS_OF, NOW)
    if more:
        (builds.home / "1/site/don-vi/them.html").write_text("của người khác")
    else:
        (builds.home / "1/site/don-vi/index.html").unlink()
    correct(3)
    freeze(two_kept, AS_OF, NOW)
    entries = builds.build(3).entries
    found = {name for name in files_of(data / "site") if not name.startswith("manifest.json")}
    assert found == entries.keys()
    assert builds.numbers() == [2, 3]
