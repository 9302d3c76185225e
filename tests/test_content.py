"""Provinces under content/: the files parse, their codes are unique, references resolve."""

import re
import tomllib
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.content_files import CONTENT, LEVELS, all_rest_days, assert_codes, rows, toml

PROVINCES = sorted(path for path in (CONTENT / "provinces").iterdir() if path.is_dir())
TEXT = {".toml", ".json", ".csv", ".md"}
FILES = sorted(path for path in CONTENT.rglob("*") if path.suffix in TEXT)
UNIT_TYPES = {
    *("department", "agency", "management_board", "vertical", "district", "commune", "ward"),
    *("service_unit", "authority"),
}
UNIT_COLUMNS = "code name short_name aliases type level parent block valid_from valid_to source"
MODES = {"onsite", "self_inspection", "unannounced", "comprehensive", "thematic", "civil_service"}
DUTIES = {"visit_report", "schedule_notice", "self_inspection_report", "remediation_report"}


def open_on(unit: dict[str, str], day: date) -> bool:
    return (not unit["valid_from"] or date.fromisoformat(unit["valid_from"]) <= day) and (
        not unit["valid_to"] or day <= date.fromisoformat(unit["valid_to"])
    )


def test_province_profiles_are_there() -> None:
    assert {"son-la", "son-la-2026"} <= {path.name for path in PROVINCES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CONTENT)))
def test_text_is_clean(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert text == unicodedata.normalize("NFC", text)
    assert text.endswith("\n")
    assert "\r" not in text
    assert not text.startswith("\ufeff")
    assert not re.search(r"[A-Z]:\\|[\w.]+@[\w.]+\.vn|\b0\d{9}\b", text), "path, mailbox or phone"
    assert "HÀi lòng" not in text.replace('"original": "Chỉ số HÀi lòng"', "")


@pytest.mark.parametrize("path", PROVINCES, ids=lambda path: path.name)
class TestProvince:
    def test_profile(self, path: Path) -> None:
        profile = toml(path / "province.toml")
        levels = {level["code"] for level in profile["levels"]}
        assert profile["code"] == path.name
        assert profile["demo"] is True
        assert levels <= LEVELS
        assert {u["level"] for u in rows(path / "units.csv")} <= levels
        reassign = profile["report_form"]["reassign"]
        assert set(reassign) <= LEVELS
        current = {level["code"] for level in profile["levels"] if not level.get("historic")}
        assert all(set(answering) <= current for answering in reassign.values())
        assert (LEVELS - current) & {"district"} <= set(reassign)
        assert (CONTENT / "forms" / profile["report_form"]["code"]).is_dir()
        assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in profile["colours"].values())

    def test_units(self, path: Path) -> None:
        units = rows(path / "units.csv")
        codes = assert_codes(units)
        blocks = {block["code"] for block in toml(path / "province.toml")["blocks"]}
        for unit in units:
            assert " ".join(unit) == UNIT_COLUMNS
            assert unit["name"]
            assert unit["short_name"]
            assert unit["source"]
            assert unit["type"] in UNIT_TYPES
            assert unit["parent"] in codes | {""}
            assert unit["block"] in blocks or unit["type"] == "authority"
            if unit["valid_from"] and unit["valid_to"]:
                assert date.fromisoformat(unit["valid_from"]) < date.fromisoformat(unit["valid_to"])

    def test_successions(self, path: Path) -> None:
        units = {unit["code"]: unit for unit in rows(path / "units.csv")}
        closed = {code for code, unit in units.items() if unit["valid_to"]}
        successions = rows(path / "successions.csv")
        assert {row["predecessor"] for row in successions} == closed
        for row in successions:
            day = date.fromisoformat(row["date"])
            assert open_on(units[row["successor"]], day)
            assert row["document"]
            assert date.fromisoformat(units[row["predecessor"]]["valid_to"]).toordinal() + 1 == (
                day.toordinal()
            )
            assert row["kind"] in {"merge", "split", "rename", "dissolve", "transfer"}

    def test_plans(self, path: Path) -> None:
        units = {unit["code"]: unit for unit in rows(path / "units.csv")}
        plans = sorted((path / "plans").glob("*.toml"))
        assert plans
        for file in plans:
            plan = toml(file)
            assert plan["code"] == file.stem
            assert (path / "plans" / plan["text"]).is_file()
            strands = assert_codes(plan["strands"])
            assert_codes(plan["deadlines"])
            assert {s["mode"] for s in plan["strands"]} <= MODES
            named = [code for s in plan["strands"] for code in s["units"]]
            assert len(named) == len(set(named)), "a unit stands in two strands"
            for code in named + plan["team"]["members"] + [plan["team"]["head_agency"]]:
                assert open_on(units[code], date(plan["year"], 3, 1)), code
            for deadline in plan["deadlines"]:
                assert deadline["for"] in strands
                assert deadline["duty"] in DUTIES
                day = deadline["rule"].get("day")
                assert day is None or day.year == plan["year"]
            assert plan["visit_days"]["min"] == 2
            assert plan["visit_days"]["max"] == 4
            assert plan["document"]["note"]
            assert plan["document"]["legal_bases"]

    def test_visits(self, path: Path) -> None:
        data = toml(path / "visits.toml")
        plan = toml(path / "plans" / f"{data['plan']}.toml")
        strands = {strand["code"]: strand for strand in plan["strands"]}
        units = {unit["code"] for unit in rows(path / "units.csv")}
        domains = {content["code"] for content in plan["contents"]}
        off = all_rest_days()
        teams = assert_codes(data["teams"])
        assert_codes(data["visits"])
        assert data["demo"] is True
        assert 6 <= len(data["visits"]) <= 10
        for visit in data["visits"]:
            strand = strands[visit["strand"]]
            assert visit["demo"] is True
            assert visit["team"] in teams
            assert visit["unit"] in units
            assert strand["mode"] == "unannounced" or visit["unit"] in strand["units"]
            assert (visit.get("released") is False) == (strand["mode"] == "unannounced")
            days = {session["date"] for session in visit["sessions"]}
            assert all(day.weekday() < 5 and off.get(day) != "rest" for day in days), visit["code"]
            assert strand["mode"] == "unannounced" or 2 <= len(days) <= 4
            assert {session["part"] for session in visit["sessions"]} <= {"morning", "afternoon"}
            items = visit.get("conclusion", {}).get("items", [])
            assert {item["domain"] for item in items} <= domains
            assert {item["state"] for item in items} <= {"open", "reported", "verified"}
            assert all(item["due"] > visit["conclusion"]["date"] > max(days) for item in items)

    def test_pages(self, path: Path) -> None:
        slugs = {}
        for file in sorted((path / "pages").glob("*.md")):
            _, front, body = file.read_text(encoding="utf-8").split("+++\n", 2)
            meta = tomllib.loads(front)
            assert meta["slug"] == file.stem
            assert meta["title"]
            assert meta["summary"]
            assert len(body.split()) > 40
            assert not re.search(r"^# ", body, re.M)
            slugs[meta["slug"]] = meta["order"]
        assert {"gioi-thieu", "huong-dan", "tiep-can", "lien-he"} <= set(slugs)
        assert len(set(slugs.values())) == len(slugs)


def test_son_la_today() -> None:
    units = rows(CONTENT / "provinces" / "son-la-2026" / "units.csv")
    today = Counter(unit["type"] for unit in units if open_on(unit, date(2026, 11, 21)))
    assert (today["commune"], today["ward"], today["district"]) == (67, 8, 0)
    then = Counter(unit["type"] for unit in units if open_on(unit, date(2024, 6, 1)))
    assert (then["district"], then["commune"]) == (12, 0)
