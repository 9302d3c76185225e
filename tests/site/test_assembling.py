"""A build made of the oldest one, and long files made of the parts that stand already."""

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from portal.site import data_writing
from portal.site.freezing.build import Build
from portal.site.freezing.builds import Builds
from portal.site.freezing.long_files import pieces_of
from portal.site.freezing.run import freeze
from portal.site.parts import Parts
from tests.site import factories
from tests.site.conftest import AS_OF, NOW
from tests.site.frozen_files import digest_of, files_of

Run = Callable[..., Any]


@pytest.fixture
def two_kept(settings: dict[str, Any]) -> dict[str, Any]:
    """The settings of a portal that keeps two builds."""
    return {**settings, "BUILDS_KEPT": 2}


def correct(number: int) -> None:
    """A page and a conclusion change; every second time there is a further conclusion."""
    page = factories.PagePayload("Liên hệ", f"Lần {number}.", 2, "<p>Sở Nội vụ.</p>")
    factories.publish("lien-he", page)
    if number % 2:
        one = factories.conclusion(title=f"Kết luận {number}")
        factories.publish(f"2026/ket-luan-{number}", one)


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


def parts_of(**made: str) -> tuple[Parts, list[str]]:
    """Parts by their keys, and a list of those that are made."""
    asked: list[str] = []

    def part(key: str, text: str) -> tuple[str, Callable[[], bytes]]:
        return key, lambda: (asked.append(key), text.encode())[1]

    parts = [part(key, text) for key, text in made.items()]
    return Parts(parts, b"[", b",", b"]", b"[]"), asked


def test_parts_are_put_together_whatever_is_empty() -> None:
    assert b"".join(parts_of(a="", b="1", c="", d="2")[0].pieces()) == b"[1,2]"
    assert b"".join(parts_of(a="")[0].pieces()) == b"[]"


@pytest.mark.parametrize(("changed", "made_again"), [(False, ["d"]), (True, ["b", "d", "a"])])
def test_known_parts_are_read_unless_the_file_was_changed(
    tmp_path: Path, changed: bool, made_again: list[str]
) -> None:
    with pieces_of(parts_of(a="một", b="hai", c="")[0], "t.json", None, "x") as (pieces, places):
        text = b"".join(pieces)
    (tmp_path / "site").mkdir()
    (tmp_path / "site/t.json").write_bytes(text.replace(b"t", b"T") if changed else text)
    told = {"digest": "x", "parts": {"t.json": places}}
    (tmp_path / "keys.json").write_text(json.dumps(told))
    entries = {"t.json": [hashlib.sha256(text).hexdigest(), len(text)]}
    (tmp_path / "entries.json").write_text(json.dumps(entries))
    parts, asked = parts_of(b="hai", d="bốn", a="một")
    with pieces_of(parts, "t.json", Build(tmp_path), "x") as (pieces, _):
        assert b"".join(pieces).decode() == "[hai,bốn,một]"
    assert asked == made_again


def test_a_table_is_made_of_the_conclusions_that_are_new(
    published: None, run_freeze: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_freeze()
    table = data / "site/du-lieu/ket-luan.json"
    before = json.loads(table.read_text(encoding="utf-8"))
    made: list[str] = []

    def lines(rows: Iterable[Any], one: Any = data_writing._lines) -> bytes:
        found = list(rows)
        made.extend(row["dia_chi"] for row in found if "linh_vuc" in row)
        return bytes(one(found))

    monkeypatch.setattr(data_writing, "_lines", lines)
    factories.publish("2026/ket-luan-hai", factories.conclusion(title="Kết luận thứ hai"))
    run_freeze()
    assert set(made) == {"/ket-luan/2026/ket-luan-hai/"}
    after = json.loads((data / "site/du-lieu/ket-luan.json").read_text(encoding="utf-8"))
    assert [row for row in after if row["dia_chi"] not in made] == before
