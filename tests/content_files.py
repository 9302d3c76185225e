"""Reading the files under content/ for the tests, without the portal."""

import csv
import json
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).resolve().parent.parent / "content"
FORM = CONTENT / "forms" / "bao-cao-cchc"
CALENDARS = sorted((CONTENT / "calendar").glob("*.toml"))
LEVELS = {"province", "vertical", "district", "commune", "service_unit"}
CODE = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")


def toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def form_file(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((FORM / name).read_text(encoding="utf-8"))
    return data


def assert_codes(items: Sequence[Mapping[str, Any]]) -> set[str]:
    """Every code is ASCII and appears once; returns them."""
    codes = [item["code"] for item in items]
    assert [code for code in codes if not CODE.fullmatch(code)] == []
    assert [code for code, times in Counter(codes).items() if times > 1] == []
    return set(codes)


def all_rest_days() -> dict[date, str]:
    return {day["date"]: day["kind"] for path in CALENDARS for day in toml(path)["day"]}
