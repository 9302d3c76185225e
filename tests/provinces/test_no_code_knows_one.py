"""Adding a province is adding a folder: no code, template, script or style knows one."""

import re
import tomllib
from pathlib import Path

import pytest

from portal.config import ROOT
from portal.vietnamese import fold
from tests.content_files import rows
from tests.provinces.conftest import PROVINCES

#: The default of ``make run`` and the README, which shows how to choose another, may name one.
CODE = ("portal", "templates", "static", "deploy")
SUFFIXES = {".py", ".html", ".xml", ".txt", ".js", ".css", ".scss", ".sh", ".toml", ".cfg", ".svg"}
#: The unit of the demo accounts; another is taken where a province has none of this code.
ALLOWED_UNITS = {"portal/demo.py": {"ban-quan-ly-khu-cong-nghiep"}}


def _files() -> list[Path]:
    """Our own files of the tree, without what set-up builds or fetches."""
    found = [path for name in CODE for path in sorted((ROOT / name).rglob("*"))]
    return [
        path
        for path in found
        if path.suffix in SUFFIXES and ROOT / "static" / "vendor" not in path.parents
    ]


def _names(folder: Path) -> set[str]:
    """How a province may be written: its name, its place, its code, as a word of a program."""
    profile = tomllib.loads((folder / "province.toml").read_text(encoding="utf-8"))
    bare = re.sub(r"^(tỉnh|thành phố) ", "", profile["name"])
    code = re.sub(r"-\d{4}$", "", profile["code"])
    written = {bare, profile["place"], code, code.replace("-", "_"), code.replace("-", "")}
    return {fold(name) for name in written}


def _said(names: set[str], text: str) -> list[str]:
    said = "|".join(sorted(map(re.escape, names)))
    return re.findall(rf"(?<![\w-])(?:{said})(?![\w])", fold(text))


@pytest.fixture(scope="module")
def code() -> dict[str, str]:
    """The text of every file of ours, by its path."""
    found = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in _files()}
    assert len(found) > 200
    return found


def test_no_file_names_a_province(code: dict[str, str], folder: Path) -> None:
    names = _names(folder)
    assert {path: found for path, text in code.items() if (found := _said(names, text))} == {}


def test_the_search_finds_what_it_looks_for(folder: Path) -> None:
    profile = tomllib.loads((folder / "province.toml").read_text(encoding="utf-8"))
    for text in (
        f'hint="Ví dụ: {profile["place"]}"',
        f'if code == "{folder.name}":',
        profile["portal_title"].upper(),
    ):
        assert _said(_names(folder), text), text


def test_no_file_names_a_unit_of_a_province(code: dict[str, str]) -> None:
    """A longer code such as ``so-noi-vu`` would be a rule about one body hidden in the code."""
    units = {row["code"] for folder in PROVINCES for row in rows(folder / "units.csv")}
    quoted = re.compile(r"""["']([a-z]+(?:-[a-z]+)+)["']""")
    found = {}
    for path, text in code.items():
        named = set(quoted.findall(text)) & units - ALLOWED_UNITS.get(path, set())
        if named:
            found[path] = named
    assert found == {}
