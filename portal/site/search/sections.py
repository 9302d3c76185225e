"""What of a publication can be found: where it leads to, its name, and its text by the line.

Rows of tables (findings, tasks, survey groups) are lines of their own, with their anchor.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from portal.site.catalog import document_params
from portal.site.registry import path_to
from portal.site.search.lines import Line, html_lines
from portal.vietnamese import show_date, slug

KINDS = {
    "unit": "Cơ quan, đơn vị",
    "page": "Trang thông tin",
    "plan": "Kế hoạch",
    "conclusion": "Kết luận kiểm tra",
    "remediation": "Khắc phục sau kiểm tra",
    "visit": "Lịch kiểm tra",
    "timeliness": "Nộp báo cáo",
}
Payload = dict[str, Any]


@dataclass(frozen=True)
class Found:
    """A publication as search knows it. ``heads``: what counts like its title; ``on``: ISO."""

    path: str
    heads: tuple[str, ...]
    on: str
    year: int
    lines: tuple[Line, ...]


def found_in(kind: str, name: str, payload: Payload) -> Found | None:
    """What search says of a publication; None for kinds that have no page of their own."""
    make = _MAKERS.get(kind)
    return make(name, payload) if make else None


def _said(*parts: Any) -> str:
    return " · ".join(str(part) for part in parts if part not in (None, ""))


def _names(units: Iterable[Payload]) -> str:
    return "; ".join(unit["name"] for unit in units)


def _day(iso: str) -> str:
    return show_date(iso) if iso else ""


def _document(document: Payload, anchor: str) -> Iterator[Line]:
    yield (
        anchor,
        _said(
            document["kind_name"], document["number"] and f"số {document['number']}",
            document["issued_on"] and f"ngày {_day(document['issued_on'])}", document["issuer"],
            document["signer_title"], document["signer"], document["subject"],
        ),
    )  # fmt: skip
    yield from ((anchor, basis) for basis in document["legal_bases"])
    if document["recipients"]:
        yield anchor, f"Nơi nhận: {'; '.join(document['recipients'])}"


def _deadlines(deadlines: Iterable[Payload], anchor: str) -> Iterator[Line]:
    for one in deadlines:
        yield anchor, _said(one["title"], _day(one["last_day"]), one["sentence"])


def _plan_lines(plan: Payload) -> Iterator[Line]:
    yield "", plan["summary"]
    yield from _document(plan["document"], "xem-van-ban")
    for strand in plan["strands"]:
        yield (
            "xem-loai-kiem-tra",
            _said(strand["name"], strand["mode_name"], strand["method"], strand["text"]),
        )
        yield "xem-loai-kiem-tra", _names(strand["units"])
        yield from _deadlines(strand["deadlines"], "xem-thoi-han")
    yield "", _said(plan["review_period"], plan["visit_days"], plan["sub_units"])
    yield "", "; ".join(plan["contents"]) if "contents" in plan else ""
    yield "", "; ".join(plan["team"])
    for block in plan.get("subjects", ()):
        yield "xem-doi-tuong", _said(block["name"], _names(block["units"]))
    for task in plan.get("tasks", ()):
        yield (
            f"viec-{task['code']}",
            _said(
                task["number"], task["title"], task["due_words"], _day(task["last_day"]),
                _names(task["lead"]), _names(task["support"]), task["note"],
            ),
        )  # fmt: skip
    for group in plan.get("survey_groups", ()):
        yield (
            f"phieu-{group['code']}",
            _said(
                group["ballot_code"], group["name"], group["mode_name"],
                group["ballots"] and f"{group['ballots']} phiếu", group["ballots_rule"],
                _names(group["rates"]),
            ),
        )  # fmt: skip
    for one in plan.get("quantities", ()):
        yield "xem-chi-tieu", _said(one["title"], one["sentence"])
    for role in plan.get("team_roles", ()):
        yield "xem-doan", _said(role["role_name"], role["agency"]["name"], role["note"])
    yield from html_lines(plan["body_html"], "xem-toan-van")
    for other in plan["relations"]:
        yield "xem-lien-quan", _said(other["kind_name"], other["label"], other["subject"])


def _plan(name: str, plan: Payload) -> Found:
    document, year = plan["document"], plan["year"]
    heads = (plan["title"], document["number"], f"Kế hoạch năm {year}", document["kind_name"])
    path = path_to("plan", **document_params(name))
    return Found(path, heads, document["issued_on"], year, _kept(_plan_lines(plan)))


def _conclusion_lines(conclusion: Payload) -> Iterator[Line]:
    yield "", conclusion["summary"]
    yield from _document(conclusion["document"], "van-ban")
    yield "cuoc-kiem-tra", _said(conclusion["plan_title"], *map(_day, conclusion["visit_dates"]))
    for one in conclusion["findings"]:
        due = one["deadline"] or {"last_day": "", "sentence": ""}
        yield (
            f"noi-dung-{one['code']}",
            _said(
                one["domain_name"], one["kind_name"], one["text"], one["cause"],
                one["recommendation"], _day(due["last_day"]), due["sentence"],
            ),
        )  # fmt: skip
    yield "", conclusion["extract_note"]


def _conclusion(name: str, conclusion: Payload) -> Found:
    document, year = conclusion["document"], conclusion["year"]
    heads = (conclusion["title"], document["number"], f"năm {year}", conclusion["unit"]["name"])
    path = path_to("conclusion", **document_params(name))
    return Found(path, heads, document["issued_on"], year, _kept(_conclusion_lines(conclusion)))


def _remediation_lines(record: Payload) -> Iterator[Line]:
    for row in record["rows"]:
        due = row["deadline"] or {"last_day": ""}
        yield (
            "",
            _said(
                row["domain_name"], row["text"], row["recommendation"], _day(due["last_day"]),
                row["reported_text"], row["verified_text"], row["state_name"],
            ),
        )  # fmt: skip
    for one in record["answers"]:
        yield "", _said(one["text"], one["agency"], one["answer"])


def _remediation(name: str, record: Payload) -> Found:
    path = path_to("conclusion", **document_params(name)) + "#khac-phuc"
    heads = (f"Khắc phục sau kiểm tra tại {record['unit']['name']}", f"năm {record['year']}")
    days = [day for row in record["rows"] for day in (row["reported_on"], row["verified_on"])]
    return Found(path, heads, max(days, default=""), record["year"],
                 _kept(_remediation_lines(record)))  # fmt: skip


def _timeliness(name: str, grid: Payload) -> Found:
    of_unit: dict[str, list[str]] = {}
    for row in grid["rows"]:
        if row["visit_slug"]:
            continue  # goes with its visit, and a section stays as it was published
        of_unit.setdefault(row["unit"]["code"], [row["unit"]["name"]]).append(
            _said(row["label"].partition(": ")[2], _day(row["due"]), row["result_name"])
        )
    lines = ((f"don-vi-{slug(code)}", _said(*said)) for code, said in of_unit.items())
    heads = (f"Tình hình nộp báo cáo: {grid['plan_title']}", f"Nộp báo cáo năm {grid['year']}")
    path = path_to("timeliness_plan", **document_params(name))
    return Found(path, heads, grid["as_of"], grid["year"], _kept(lines))


def _visit_lines(visit: Payload) -> Iterator[Line]:
    yield "", _said(visit["plan_title"], visit["strand_name"], visit["method"])
    yield "", _said(visit["team"], visit["team_head"])
    for one in visit["sessions"]:
        yield (
            "",
            _said(
                f"ngày {_day(one['on'])}", one["part_name"], one["time"], one["place"],
                one["sub_unit"], one["reason"], one["note"],
            ),
        )  # fmt: skip
    yield from _deadlines(visit["deadlines"], "")


def _visit(name: str, visit: Payload) -> Found | None:
    standing = [one for one in visit["sessions"] if one["state"] not in ("moved", "cancelled")]
    sessions = sorted(standing or visit["sessions"], key=lambda one: str(one["on"]))
    if not sessions:
        return None
    first = sessions[0]
    month = path_to("schedule_month", year=int(first["on"][:4]), month=int(first["on"][5:7]))
    heads = (f"Kiểm tra tại {visit['unit']['name']}", f"Lịch kiểm tra năm {visit['year']}")
    path = f"{month}#{slug(name)}-{slug(first['code'])}"
    return Found(path, heads, first["on"], visit["year"], _kept(_visit_lines(visit)))


def _unit_lines(unit: Payload) -> Iterator[Line]:
    yield "thong-tin", _said(unit["type_name"], unit["level_name"], unit["block_name"],
                             unit["parent_name"])  # fmt: skip
    for one in unit["predecessors"]:
        yield "tien-than", _said(one["name"], one["how_name"], _day(one["on"]), one["document"])
    for one in unit["successors"]:
        yield "ke-thua", _said(one["name"], one["how_name"], _day(one["on"]), one["document"])


def _unit(name: str, unit: Payload) -> Found:
    former = (one["name"] for one in unit["former_names"])
    heads = (unit["name"], unit["short_name"], *unit["aliases"], *former)
    return Found(path_to("unit", code=name), heads, "", _began(unit), _kept(_unit_lines(unit)))


def _began(unit: Payload) -> int:
    """The year by which a body stands among its namesakes: the youngest first, and after those
    that stand the ones that are no more. Before 2000 all are alike (the index keeps 63 years)."""
    return 0 if unit["valid_to"] else max(2000, int(unit["valid_from"][:4] or 0))


def _page(name: str, page: Payload) -> Found:
    lines = (("", page["summary"]), *html_lines(page["body_html"]))
    return Found(path_to("editorial", slug=name), (page["title"],), "", 0, _kept(lines))


def _kept(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple((anchor, " ".join(text.split())) for anchor, text in lines if text.strip())


_MAKERS: dict[str, Callable[[str, Payload], Found | None]] = {
    "plan": _plan,
    "conclusion": _conclusion,
    "remediation": _remediation,
    "visit": _visit,
    "timeliness": _timeliness,
    "unit": _unit,
    "page": _page,
}
