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
MODES = {"onsite", "self_inspection", "unannounced", "report", "online", "recheck"}
DUTIES = {
    *("visit_report", "schedule_notice", "self_inspection_report", "remediation_report"),
    *("self_inspection_plan", "civil_service_half", "civil_service_year", "other"),
}
#: The fields a finding may belong to; the contents of a plan may be cut otherwise.
DOMAINS = {
    *("chi-dao-dieu-hanh", "the-che", "thu-tuc-hanh-chinh", "to-chuc-bo-may", "cong-vu"),
    *("tai-chinh-cong", "chinh-quyen-so"),
}


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
            assert unit["block"] in blocks or unit["type"] in ("authority", "service_unit")
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
            strands = assert_codes(plan.get("strands", []))
            assert bool(strands) == (plan.get("kind", "inspection") == "inspection")
            assert_codes(plan.get("deadlines", []))
            listed = [strand["units"] for strand in plan.get("strands", [])]
            assert {strand["mode"] for strand in plan.get("strands", [])} <= MODES
            assert all(len(codes) == len(set(codes)) for codes in listed), "a unit stands twice"
            team = plan.get("team", {})
            named = sum(listed, team.get("members", []))
            named += [team["head_agency"]] if team else []
            named += [row["agency"] for row in plan.get("team_roles", []) if "agency" in row]
            named += [code for row in plan.get("subjects", []) for code in row["units"]]
            for code in named:
                assert open_on(units[code], date(plan["year"], 3, 1)), code
            for deadline in plan.get("deadlines", []):
                assert deadline["for"] in strands
                assert deadline["duty"] in DUTIES
                day = deadline["rule"].get("day")
                assert day is None or day.year == plan["year"]
            assert plan["document"]["note"]
            assert plan["document"]["legal_bases"]

    def test_visits(self, path: Path) -> None:
        data = toml(path / "visits.toml")
        plan = toml(path / "plans" / f"{data['plan']}.toml")
        strands = {strand["code"]: strand for strand in plan["strands"]}
        units = {unit["code"] for unit in rows(path / "units.csv")}
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
            unannounced = visit.get("unannounced", strand["mode"] == "unannounced")
            assert unannounced or not strand["units"] or visit["unit"] in strand["units"]
            assert ("released" in visit) == unannounced, "says whether it may be public"
            days = {session["date"] for session in visit["sessions"]}
            assert all(day.weekday() < 5 and off.get(day) != "rest" for day in days), visit["code"]
            limits = plan.get("visit_days", {"min": 1, "max": 4})
            assert unannounced or limits["min"] <= len(days) <= limits["max"]
            assert {session["part"] for session in visit["sessions"]} <= {"morning", "afternoon"}
            items = visit.get("conclusion", {}).get("items", [])
            assert {item["domain"] for item in items} <= DOMAINS
            assert {item["state"] for item in items} <= {"open", "reported", "verified"}
            assert all(visit["conclusion"]["date"] > max(days) for _ in items)
            dues = [item["due"] for item in items if "due" in item]
            assert all(due > visit["conclusion"]["date"] for due in dues)

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
