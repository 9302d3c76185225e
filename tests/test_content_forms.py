"""Report forms and calendars under content/: codes, references, counts, dates."""

import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from portal.reports.form_making.lint_rules import errors, look_through
from portal.reports.form_version import parse
from portal.reports.forms_loading import read_definition
from tests.content_files import (
    CALENDARS,
    CONTENT,
    FORM,
    LEVELS,
    all_rest_days,
    assert_codes,
    form_file,
    toml,
)

SOURCE_LINE = re.compile(r"S3:L\d+")


def assert_applies(items: list[dict[str, Any]]) -> None:
    for item in items:
        if item["applies"] is not None:
            assert item["applies"]["levels"], item["code"]
            assert set(item["applies"]["levels"]) <= LEVELS, item["code"]


def test_outline_sections() -> None:
    sections = form_file("outline.json")["sections"]
    assert_codes(sections)
    assert_applies(sections)
    kinds = {"heading", "narrative", "shortcomings", "proposals"}
    previous = 0
    for section in sections:
        assert section["kind"] in kinds
        assert section["title"]
        assert section["part"] in {"I", "II"}
        assert SOURCE_LINE.fullmatch(section["source_line"])
        assert 1 <= section["level"] <= previous + 1, section["code"]
        assert bool(section["prompts"]) == (section["kind"] != "heading"), section["code"]
        previous = section["level"]
    assert sum(section["kind"] == "proposals" for section in sections) == 1


def test_outline_has_two_variants_for_administrative_procedures() -> None:
    variants = [s for s in form_file("outline.json")["sections"] if s["applies"]]
    assert [s["applies"]["levels"] for s in variants] == [["province"], ["district", "commune"]]
    assert {s["kind"] for s in variants} == {"narrative"}
    assert [len(s["prompts"]) for s in variants] == [9, 9]


def test_outline_cites_the_directive_of_2016_rightly() -> None:
    prompts = "\n".join(p for s in form_file("outline.json")["sections"] for p in s["prompts"])
    assert "26/CT-TTg ngày 05/9/2016" in prompts
    assert "27/CT-TTg" not in prompts


def test_tasks_have_the_seven_groups() -> None:
    tasks = form_file("tasks.json")
    assert_codes(tasks["groups"])
    columns = assert_codes([dict(c, code=c["code"].replace("_", "-")) for c in tasks["columns"]])
    assert [g["number"] for g in tasks["groups"]] == ["I", "II", "III", "IV", "V", "VI", "VII"]
    added = [group for group in tasks["groups"] if group["added"]]
    assert [group["code"] for group in added] == ["thu-tuc-hanh-chinh"]
    assert added[0]["reason"]
    assert {"no", "name", "doc-number", "doc-subject", "due", "on-time", "note"} <= columns


def test_statistics_have_104_indicators_in_used_groups() -> None:
    statistics = form_file("statistics.json")
    groups = assert_codes(statistics["groups"])
    indicators = statistics["indicators"]
    assert_codes(indicators)
    assert_applies(indicators + statistics["groups"])
    assert len(indicators) == 104
    used = {i["group"] for i in indicators}
    parents = {g["parent"] for g in statistics["groups"] if g["parent"]}
    assert used | parents == groups
    lines = Counter(i["source_line"] for i in indicators)
    assert {line for line, times in lines.items() if times > 1} == {"S3:L477"}
    assert all(SOURCE_LINE.fullmatch(line) for line in lines)


def test_indicator_types_have_their_parts() -> None:
    for indicator in form_file("statistics.json")["indicators"]:
        has_parts = indicator["type"] in {"count_percent", "pair", "flag"}
        assert has_parts or indicator["type"] in {"count", "percent"}, indicator["code"]
        assert len(indicator.get("parts", [])) == (2 if has_parts else 0), indicator["code"]
        assert indicator["label"]
        assert indicator["unit"]
        assert "..." not in indicator["unit"]
        assert (indicator["unit"] == "%") == (indicator["type"] == "percent"), indicator["code"]
        assert isinstance(indicator["optional"], bool)
        ratio = indicator["type"] in {"percent", "count_percent"}
        assert bool(indicator.get("denominator")) == ratio, indicator["code"]


def test_checks_name_indicators_of_the_right_type() -> None:
    statistics = form_file("statistics.json")
    types = {i["code"]: i["type"] for i in statistics["indicators"]}
    assert_codes(statistics["checks"])
    expected = {
        "sum_le": {"count"},
        "percent_sum_le_100": {"percent", "count_percent"},
        "numerator_le_denominator": {"pair"},
    }
    for check in statistics["checks"]:
        assert {types[code] for code in check["left"] + check["right"]} <= expected[check["kind"]]
        assert check["left"]
        assert bool(check["right"]) == (check["kind"] == "sum_le")
        assert check["severity"] == "soft"
        assert check["message"].endswith(".")


def test_the_form_of_vertical_agencies_takes_rows_of_the_general_one() -> None:
    raw = read_definition(CONTENT, "son-la", "bao-cao-cchc-nganh-doc")
    form = parse(raw)
    assert form.meant_for == ("vertical",)
    assert errors(look_through(form, form, {})) == []
    general = {i["code"]: i for i in form_file("statistics.json")["indicators"]}
    for row in raw["statistics"]["indicators"]:
        kept = {key: row[key] for key in general[row["code"]] if key != "optional"}
        assert kept == {k: v for k, v in general[row["code"]].items() if k != "optional"}
    assert not any(row["applies"] for row in raw["statistics"]["indicators"])
    shared = {s["code"]: s["kind"] for s in form_file("outline.json")["sections"]}
    for section in form.sections:
        assert shared.get(section.code, "narrative") == section.kind, section.code


def test_form_names_its_parts() -> None:
    form = toml(FORM / "form.toml")
    assert (form["code"], form["version"]) == ("bao-cao-cchc", 1)
    assert [year["label"] for year in form["years"]] == ["Năm {year-1}", "Năm {year}"]
    assert form["cutoff_label"] == "Số liệu tính đến ngày"
    assert set(form["levels"]) == LEVELS
    assert all((FORM / part["file"]).is_file() for part in form["parts"])


def test_calendar_covers_2022_to_2027() -> None:
    assert [path.stem for path in CALENDARS] == [str(year) for year in range(2022, 2028)]


@pytest.mark.parametrize("path", CALENDARS, ids=lambda path: path.stem)
def test_calendar_year(path: Path) -> None:
    data = toml(path)
    assert data["meta"]["year"] == int(path.stem)
    assert data["meta"]["source"]
    days = [day["date"] for day in data["day"]]
    assert days == sorted(set(days))
    for day in data["day"]:
        weekend = day["date"].weekday() >= 5
        assert day["date"].year == int(path.stem)
        assert day["kind"] == ("work" if weekend else "rest"), day["date"]
        assert day["name"]
        assert day["source"]
        assert isinstance(day["provisional"], bool)
        assert day["provisional"] or path.stem != "2027"


def test_known_days_off() -> None:
    kinds = all_rest_days()
    assert kinds[date(2024, 4, 29)] == "rest"
    assert kinds[date(2024, 5, 4)] == "work"
    assert kinds[date(2026, 1, 2)] == "rest"
    assert kinds[date(2026, 1, 10)] == "work"
