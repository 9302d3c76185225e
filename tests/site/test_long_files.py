"""Long files made of the segments that stand already."""

import gzip
import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from portal.site import parts
from portal.site.freezing.build import Build
from portal.site.freezing.checks import Rules
from portal.site.freezing.compression import RECIPE
from portal.site.freezing.files import Files
from portal.site.freezing.long_files import known_segments
from portal.site.open_data import writing
from portal.site.parts import Parts
from tests.site import inspection_factories, publishing

Run = Callable[..., Any]


def parts_of(**made: str) -> tuple[Parts, list[str]]:
    """Parts by their keys, and a list of those that are made."""
    asked: list[str] = []

    def part(key: str, text: str) -> tuple[str, Callable[[], bytes]]:
        return key, lambda: (asked.append(key), text.encode())[1]

    found = [part(key, text) for key, text in made.items()]
    return Parts(found, b"[", b",", b"]", b"[]"), asked


def test_parts_are_put_together_whatever_is_empty() -> None:
    assert b"".join(parts_of(a="", b="1", c="", d="2")[0].pieces()) == b"[1,2]"
    assert b"".join(parts_of(a="")[0].pieces()) == b"[]"


def keys_by(last: bool) -> Iterator[str]:
    """Keys whose part is, or is not, the last one of its segment."""
    numbers = (str(number) for number in range(10_000))
    return (one for one in numbers if (zlib.crc32(one.encode()) % parts._TOGETHER == 0) == last)


def test_segments_end_by_the_keys_alone() -> None:
    """So that a new part changes its own segment, not those behind it."""
    ends, others = keys_by(True), keys_by(False)
    keys = [next(ends), next(others), next(others), next(ends), next(others), next(ends)]
    before = parts_of(**{key: f"<{key}>" for key in keys})[0]
    after = parts_of(**{key: f"<{key}>" for key in [keys[0], next(others), *keys[1:]]})[0]
    old, new = list(before.segments()), list(after.segments())
    assert [len(one.content.split(b"<")) - 1 for one in old] == [1, 3, 2, 0]
    assert [one == other for one, other in zip(old, new, strict=True)] == [True, False, True, True]


def test_a_part_without_a_key_is_found_again_by_nobody() -> None:
    made = Parts([("a", lambda: b"1"), ("", lambda: b"2"), ("c", lambda: b"3")], b"", b"", b"", b"")
    told = [(bool(one.key), one.content) for one in made.segments()]
    assert told == [(True, b"1"), (False, b"2"), (True, b"3"), (False, b"")]


@pytest.mark.parametrize("form", ["", ".gz", None])
def test_known_segments_are_read_unless_a_file_was_changed(
    tmp_path: Path, form: str | None
) -> None:
    a, b, c, d = islice(keys_by(True), 4)
    long = {key: key * 3000 for key in (a, b, c, d)}
    name, site = "t.json", tmp_path / "site"
    site.mkdir()
    files = Files(site, None, Rules(frozenset()))
    files.put_segments({name: parts_of(**{a: long[a], b: long[b], c: ""})[0].segments()})
    assert gzip.decompress((site / "t.json.gz").read_bytes()) == (site / name).read_bytes()
    told = {"digest": "x", "parts": files.made.parts}
    (tmp_path / "keys.json").write_text(json.dumps(told))
    (tmp_path / "entries.json").write_text(json.dumps(files.made.entries))
    if form is not None:
        (site / f"{name}{form}").write_bytes(b"anything else")
    made, asked = parts_of(**{a: long[a], d: long[d], b: long[b]})
    again = tmp_path / "again"
    again.mkdir()
    with known_segments(name, Build(tmp_path), "x") as known:
        files = Files(again, None, Rules(frozenset()))
        files.put_segments({name: made.segments(known)})
    expected = f"[{long[a]},{long[d]},{long[b]}]"
    assert (again / name).read_text() == expected
    assert gzip.decompress((again / "t.json.gz").read_bytes()).decode() == expected
    assert asked == ([d] if form is None else [a, d, b])


def test_a_text_in_other_segments_is_packed_as_a_whole_build_packs_it(tmp_path: Path) -> None:
    """The rows of a document published again have other keys, and may be the same."""
    end, another = next(keys_by(True)), next(keys_by(False))
    texts = {"a": "1" * 2000, "b": "2" * 2000}
    sites = []
    for number, keys in enumerate(((end, "x"), (another, "x"), (another, "x"))):
        folder = tmp_path / str(number)
        (folder / "site").mkdir(parents=True)
        last = Build(sites[0].parent) if number == 1 else None
        files = Files(folder / "site", last, Rules(frozenset()))
        made, _ = parts_of(**dict(zip(keys, texts.values(), strict=True)))
        files.put_segments({"t.json": made.segments()})
        kept = {"digest": "x", "recipe": RECIPE, "parts": files.made.parts}
        (folder / "keys.json").write_text(json.dumps(kept))
        (folder / "entries.json").write_text(json.dumps(files.made.entries))
        sites.append(folder / "site")
    packed = [(site / "t.json.gz").read_bytes() for site in sites]
    assert packed[0] != packed[1] == packed[2]
    assert len({gzip.decompress(one) for one in packed}) == 1


def test_a_table_is_made_of_the_conclusions_that_are_new(
    published: None, run_freeze: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here each conclusion is a segment by itself."""
    monkeypatch.setattr(parts, "_TOGETHER", 1)
    run_freeze()
    table = data / "site/du-lieu/ket-luan.json"
    before = json.loads(table.read_text(encoding="utf-8"))
    made: list[str] = []

    def lines(rows: Iterable[Any], one: Any = writing._lines) -> bytes:
        found = list(rows)
        made.extend(row["dia_chi"] for row in found if "linh_vuc" in row)
        return bytes(one(found))

    monkeypatch.setattr(writing, "_lines", lines)
    publishing.publish(
        "2026/ket-luan-hai", inspection_factories.conclusion(title="Kết luận thứ hai")
    )
    run_freeze()
    assert set(made) == {"/ket-luan/2026/ket-luan-hai/"}
    after = json.loads((data / "site/du-lieu/ket-luan.json").read_text(encoding="utf-8"))
    assert [row for row in after if row["dia_chi"] not in made] == before
