"""Reads a plan of the content folder (``plans/*.toml`` with its ``.md``) into plain values."""

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from portal.deadlines.deadline_rule import InvalidRule
from portal.documents.markup import markdown_html
from portal.plans.content_items import ItemContent, ItemReader, toml_rule
from portal.plans.item_rules import PLAN_KINDS, InvalidItem
from portal.plans.rules import DUTIES, MODES, laid_out, naming_day
from portal.vietnamese import legal_date, parse_date

_DOCUMENT = (
    "kind", "number", "issuer", "signer", "signer_title", "sign_capacity", "subject", "place",
    "recipients", "legal_bases",
)  # fmt: skip


class InvalidPlan(ValueError):
    """A plan file cannot be used; the message names the file and the fault."""


@dataclass
class PlanContent:
    """One plan of the content folder: columns of each table; units by their codes."""

    plan: dict[str, Any]
    document: dict[str, Any]
    strands: list[dict[str, Any]] = field(default_factory=list)
    units: dict[str, list[str]] = field(default_factory=dict)
    deadlines: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    items: list[ItemContent] = field(default_factory=list)


def read_plans(
    province_dir: Path, unit_name: Callable[[str, date], str], today: date
) -> list[PlanContent]:
    """Every plan of a province profile. ``unit_name`` names a unit by its code on a day, which
    is the day of the plan (KeyError when there is none). InvalidPlan if a file is faulty."""
    found = []
    blocks = _blocks(Path(province_dir) / "province.toml")
    for path in sorted(Path(province_dir).joinpath("plans").glob("*.toml")):
        try:
            read = tomllib.loads(path.read_text(encoding="utf-8"))
            day = naming_day(_day(read.get("document", {}).get("date", "")), read["year"], today)
            content = _plan(path, read, lambda code, day=day: unit_name(code, day))
            reader = ItemReader(
                lambda code, day=day: unit_name(code, day), blocks, set(content.units)
            )
            content.items = reader.read(read)
            found.append(content)
        except (
            tomllib.TOMLDecodeError, UnicodeDecodeError, InvalidRule, InvalidItem, OSError
        ) as error:  # fmt: skip
            raise InvalidPlan(f"{path.name}: {error}") from error
        except KeyError as error:
            raise InvalidPlan(f"{path.name}: thiếu hoặc không có mục {error}.") from error
    return found


def _plan(path: Path, read: dict[str, Any], unit_name: Callable[[str], str]) -> PlanContent:
    text = path.with_name(read["text"]).read_text(encoding="utf-8") if read.get("text") else ""
    issued = read.get("document", {})
    content = PlanContent(
        plan={
            "slug": f"{read['year']}/{read['code']}",
            "kind": _plan_kind(read.get("kind", "inspection")),
            "year": read["year"],
            "title": read["title"],
            "summary": read.get("summary", ""),
            "body_html": laid_out(markdown_html(text)),
            "review_period": _period(read.get("review_period", {})),
            "visit_days": _amount(read.get("visit_days", {}), _day_word),
            "sub_units": _amount(read.get("sub_units", {}), lambda _: "đơn vị trực thuộc"),
            "contents": [
                {"code": row["code"], "title": row["title"]} for row in read.get("contents", [])
            ],
            "team": list(_team(read.get("team", {}), unit_name)),
            "missing_document_reason": issued.get("note", ""),
            "demo": bool(read.get("demo", False)),
        },
        document={
            **{name: issued[name] for name in _DOCUMENT if name in issued},
            "issued_on": _day(issued.get("date", "")),
        },
    )
    for strand in read.get("strands", []):
        if strand["mode"] not in MODES:
            raise KeyError(strand["mode"])
        columns = {
            name: strand.get(name, "") for name in ("code", "name", "mode", "method", "text")
        }
        content.strands.append(columns)
        content.units[strand["code"]] = strand.get("units", [])
        content.deadlines[strand["code"]] = []
    for row in read.get("deadlines", []):
        if row["duty"] not in DUTIES:
            raise KeyError(row["duty"])
        content.deadlines[row["for"]].append(
            {
                "code": row["code"],
                "title": row["title"],
                "duty": row["duty"],
                "rule": toml_rule(row["rule"]).to_dict(),
                "source": row.get("quote_source", ""),
            }
        )
    return content


def _blocks(profile: Path) -> dict[str, str]:
    """Names of the ranking blocks of a province by their codes."""
    if not profile.exists():
        return {}
    listed = tomllib.loads(profile.read_text(encoding="utf-8")).get("blocks", [])
    return {row["code"]: row["name"] for row in listed}


def _plan_kind(kind: str) -> str:
    if kind not in PLAN_KINDS:
        raise InvalidItem("kind", f"Không có loại kế hoạch “{kind}”.")
    return kind


def _day(text: str | date) -> date | None:
    if isinstance(text, date):
        return text
    return parse_date(text) if text else None


def _period(stored: dict[str, str]) -> str:
    if not stored:
        return ""
    ends = [legal_date(date.fromisoformat(e)) if e[:1].isdigit() else e
            for e in (stored["from"], stored["to"])]  # fmt: skip
    return f"Từ ngày {ends[0]} đến {'ngày ' if ends[1][:1].isdigit() else ''}{ends[1]}"


def _amount(stored: dict[str, Any], word: Callable[[dict[str, Any]], str]) -> str:
    if not stored:
        return ""
    low, high = stored["min"], stored.get("max", stored["min"])
    many = f"{low:02d}" if low == high else f"Từ {low:02d} đến {high:02d}"
    return f"{many} {word(stored)}"


def _day_word(stored: dict[str, Any]) -> str:
    return "ngày làm việc" if stored.get("counting") == "working" else "ngày"


def _team(stored: dict[str, Any], unit_name: Callable[[str], str]) -> Iterable[str]:
    head = stored.get("head_agency", "")
    for code in stored.get("members", []):
        yield unit_name(code) + (" (chủ trì)" if code == head else "")
    for name in stored.get("invited", []):
        yield f"{name} (mời tham gia)"
