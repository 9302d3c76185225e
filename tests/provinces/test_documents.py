"""The plans against the five documents themselves, where these are beside the project."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from portal.config import ROOT
from tests.content_files import rows
from tests.provinces.conftest import PROVINCES

SEEDS = ROOT.parent / "shared" / "seeds"
pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the real documents (../shared/seeds) are not beside the project"
)
PLANS = [path for folder in PROVINCES for path in sorted((folder / "plans").glob("*.toml"))]
#: As many words in a row as are no longer a name or a set phrase.
COPIED = 16


@cache
def document(number: str) -> list[str]:
    """The lines of document ``S<number>``; line 1 is at index 1."""
    (path,) = SEEDS.glob(f"00{number}_*.txt")
    return ["", *path.read_text(encoding="utf-8").splitlines()]


def cited(source: str) -> str:
    """The lines that a ``quote_source`` such as “S1:L50, L82-84” names, as one text."""
    found = []
    number = ""
    for place in re.split(r"[,;]\s*", source):
        match = re.fullmatch(r"(?:S(\d):)?L(\d+)(?:-L?(\d+))?", place)
        assert match, source
        number = match[1] or number
        first = int(match[2])
        found += document(number)[first : int(match[3] or first) + 1]
    return "\n".join(found)


def folded(text: str) -> str:
    """Lower case, one blank between words, without marks of layout."""
    text = text.replace("Uỷ ban nhân dân", "Ủy ban nhân dân")
    return " ".join(re.sub(r"[*_#<>/]|\\|-", " ", text).casefold().split())


@pytest.fixture(params=PLANS, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def plan(request: pytest.FixtureRequest) -> tuple[Path, dict[str, Any], str]:
    """A plan with the whole text of its document; only those that are not made up."""
    path: Path = request.param
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    if read["demo"]:
        pytest.skip(f"{path.stem} is made up")
    number = re.match(r"S(\d)", read["document"]["quote_source"])
    assert number
    return path, read, "\n".join(document(number[1]))


def test_number_date_signer_and_bases(plan: tuple[Path, dict[str, Any], str]) -> None:
    _, read, text = plan
    issued = read["document"]
    assert issued["signer"] in text
    assert issued["signer_title"].upper() in text
    if issued["number"]:
        assert issued["number"] in text.replace(" /", "/")
        day = issued["date"]
        assert f"ngày {day.day:02d} tháng {day.month} năm {day.year}" in text
    else:
        assert re.search(rf"Số:\s*/{issued['symbol']}", text), "the document leaves it blank"
        assert issued["date"] == ""
    for basis in issued["legal_bases"]:
        for number in re.findall(r"\d+/[\w/Đ-]+", basis.split(" ngày ")[0]):
            assert number in text, number


def test_named_units(plan: tuple[Path, dict[str, Any], str]) -> None:
    """What a strand names with its own lines stands there; “all” of a kind is spelled out by us."""
    path, read, _ = plan
    names = {row["code"]: row["name"] for row in rows(path.parent.parent / "units.csv")}
    named = 0
    for strand in read.get("strands", []):
        if strand["mode"] != "onsite" or len(strand["units"]) > 20:
            continue
        lines = folded(cited(strand["quote_source"]))
        for code in strand["units"]:
            core = re.sub(
                r"^(ủy ban nhân dân )?(sở|huyện|thị xã|thành phố) | tỉnh .*$", "",
                folded(names[code]),
            )  # fmt: skip
            assert core in lines, (strand["code"], code, core)
            named += 1
    assert named > 0 or read["kind"] == "index" or path.parent.parent.name == "thai-nguyen"


def test_agencies_of_the_team(plan: tuple[Path, dict[str, Any], str]) -> None:
    path, read, _ = plan
    names = {row["code"]: row["name"] for row in rows(path.parent.parent / "units.csv")}
    for role in read.get("team_roles", []):
        lines = folded(cited(role["quote_source"])).replace("ubnd", "ủy ban nhân dân")
        name = folded(names.get(role.get("agency", ""), role.get("name", "")))
        words = name.removeprefix("sở ").replace(",", "").split()
        assert all(word in lines for word in words), (name, lines)


def test_dates_and_numbers_stand_in_the_cited_lines(
    plan: tuple[Path, dict[str, Any], str],
) -> None:
    _, read, _ = plan
    ruled = [(row["code"], row["rule"], row["quote_source"]) for row in read.get("deadlines", [])]
    ruled += [
        (t["number"], t["due"], t["quote_source"]) for t in read.get("tasks", []) if "due" in t
    ]
    for code, rule, source in ruled:
        lines = cited(source)
        for day in (rule.get(name) for name in ("day", "start", "end")):
            if day:
                assert re.search(rf"0?{day.day}/0?{day.month}/{day.year}", lines), (code, lines)
        if rule["kind"] == "before_date":
            assert re.search(r"trước", lines, re.I), code
        if rule["kind"] == "by_date":
            assert re.search(r"chậm nhất", lines, re.I), code
        if rule["kind"] == "days_before_visit":
            assert f"{rule['n']:02d}" in lines, code
        if rule["kind"] == "quarter":
            assert f"quý {'I' * rule['quarter']} năm {rule['year']}" in lines
        for month in [rule.get("month"), *rule.get("months", [])[:1], *rule.get("months", [])[-1:]]:
            assert month is None or re.search(rf"\b{month}\b", lines), code


def test_survey_groups_and_amounts(plan: tuple[Path, dict[str, Any], str]) -> None:
    _, read, _ = plan
    for group in read.get("survey_groups", []):
        lines = cited(group["quote_source"])
        assert group["code"] in lines
        assert str(group.get("ballots", "")) in lines
    for amount in read.get("quantities", []):
        if amount["unit"] in ("%", "bộ", "phiếu"):
            assert str(amount["minimum"]) in cited(amount["quote_source"]), amount["code"]


def test_the_text_is_our_own(plan: tuple[Path, dict[str, Any], str]) -> None:
    """Headings are those of the document, sentences are not."""
    path, read, text = plan
    theirs = f" {folded(text)} "
    lines = path.with_name(read["text"]).read_text(encoding="utf-8").splitlines()
    copied = []
    for line in lines:
        words = [] if line.startswith("#") else folded(line).split()
        for start in range(len(words) - COPIED + 1):
            run = " ".join(words[start : start + COPIED])
            copied += [run] if f" {run} " in theirs else []
    assert not copied
