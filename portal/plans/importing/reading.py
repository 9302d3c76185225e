"""Everything that an imported document proposes, in one place."""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from portal.plans.importing.dates_in_text import YEAR
from portal.plans.importing.deadlines_found import FoundDeadline, read_deadlines
from portal.plans.importing.facts import Fact
from portal.plans.importing.found_kind import FoundKind
from portal.plans.importing.items_found import FoundItems, read_items
from portal.plans.importing.kind_labels import FALLBACK
from portal.plans.importing.kinds_found import read_kinds
from portal.plans.importing.legal_bases import Basis, read_bases
from portal.plans.importing.letterhead import Letterhead, read_letterhead
from portal.plans.importing.mentions import Mention
from portal.plans.importing.paper import read_paper
from portal.plans.importing.register_names import NameTree
from portal.plans.importing.sessions_found import FoundSession, read_sessions
from portal.plans.importing.team_found import General, read_general
from portal.plans.importing.unread import Unread, read_unread
from portal.plans.rules import naming_day
from portal.units.models import Unit
from portal.units.queries import every_former_name, every_unit
from portal.units.rules import valid_on
from portal.vietnamese import fold

#: Types of units that a group (“các sở, ban, ngành”) stands for.
GROUPS = {
    "department": ("Các sở, ban, ngành", ("department", "agency", "management_board")),
    "vertical": ("Các cơ quan ngành dọc", ("vertical",)),
    "district": ("UBND cấp huyện", ("district",)),
    "commune": ("UBND cấp xã", ("commune", "ward", "special_zone")),
}


@dataclass(frozen=True)
class NamedUnit:
    """A unit under the names it may be written with; ``names[0]`` is the one of the day."""

    code: str
    names: tuple[str, ...]
    others: tuple[str, ...]
    current: bool


@dataclass
class Reading:
    """What a document says. ``day``: as of when units are named; ``units``: those of that day by
    code; ``groups``: units of each level."""

    year: int
    day: date
    kind: str
    title: str
    head: Letterhead
    general: dict[str, General]
    bases: list[Basis]
    kinds: list[FoundKind]
    deadlines: list[FoundDeadline]
    sessions: list[FoundSession]
    names: dict[str, str]
    ids: dict[str, int]
    groups: dict[str, list[str]] = field(default_factory=dict)
    items: FoundItems = field(default_factory=FoundItems)
    unread: list[Unread] = field(default_factory=list)

    @property
    def strangers(self) -> list[tuple[Mention, str, str]]:
        """Names that no unit of the register bears, each once, with line and place."""
        found: dict[str, tuple[Mention, str, str]] = {}
        for kind in self.kinds:
            for one in kind.units:
                if not one.mention.code:
                    found.setdefault(one.mention.written, (one.mention, one.quote, one.place))
        for row in self.sessions:
            if row.unit is None or not row.unit.code:
                written = row.unit.written if row.unit else row.written
                found.setdefault(
                    written, (row.unit or Mention(written, 0, 0), row.quote, row.where)
                )
        return list(found.values())


def read_plan(html: str, default_year: int, today: date) -> Reading:
    """Read the clean HTML of a plan against the register as of the day of the document."""
    paper = read_paper(html)
    head = read_letterhead(paper)
    year = _year(head, default_year)
    day = naming_day(head.issued_on, year, today)
    units = [unit for unit in every_unit() if unit.type != "authority"]
    rows = named_units(units, day)
    tree = NameTree(rows)
    kind = "index" if _is_index(head) else "inspection"
    sessions = read_sessions(paper, tree, year) if kind == "inspection" else []
    kinds = read_kinds(paper, tree) if kind == "inspection" else []
    _scheduled(kinds, sessions)
    present = [unit for unit in units if valid_on(unit.valid_from, unit.valid_to, day)]
    return Reading(
        year,
        day,
        kind,
        head.plan_title or f"Kế hoạch kiểm tra năm {year}",
        head,
        read_general(paper, tree),
        read_bases(paper, head),
        kinds,
        _fitting(read_deadlines(paper, year), kinds),
        sessions,
        {row.code: row.names[0] for row in rows},
        {unit.code: unit.id for unit in units},
        {
            level: [unit.code for unit in present if unit.type in types]
            for level, (_, types) in GROUPS.items()
        },
        read_items(paper, tree, year) if kind == "index" else FoundItems(),
        read_unread(paper, tree, year, kind == "inspection"),
    )


def named_units(units: list[Unit], day: date) -> list[NamedUnit]:
    """The register as of ``day``: former names and units of other times count less."""
    former = every_former_name()
    rows = []
    for unit in units:
        then = [
            one for one in former.get(unit.id, ()) if valid_on(one.valid_from, one.valid_to, day)
        ]
        other = [one.name for one in former.get(unit.id, ()) if one not in then]
        names = (then[0].name, unit.name) if then else (unit.name,)
        rows.append(
            NamedUnit(
                unit.code,
                (*names, unit.short_name, *unit.aliases.split(";")),
                tuple(other),
                valid_on(unit.valid_from, unit.valid_to, day),
            )
        )
    return rows


def group_units(reading: Reading, kind: FoundKind, level: str) -> list[str]:
    """The units a group means: for self-inspection, those not inspected on the spot."""
    codes = reading.groups.get(level, [])
    if kind.mode != "self_inspection":
        return codes
    direct = {
        one.mention.code for other in reading.kinds if other.mode == "onsite" for one in other.units
    }
    return [code for code in codes if code not in direct]


def _year(head: Letterhead, default: int) -> int:
    subject = head.facts.get("subject", Fact("")).value
    for text in (subject, head.plan_title):
        if found := YEAR.search(text):
            return int(found[1])
    return head.issued_on.year if head.issued_on else default


def _is_index(head: Letterhead) -> bool:
    words = fold(head.plan_title)
    return (
        "chi so" in words
        and re.search(r"xac dinh|danh gia|cham diem", words) is not None
        and "kiem tra" not in words
    )


def _scheduled(kinds: list[FoundKind], sessions: list[FoundSession]) -> None:
    """Units of a schedule are inspected on the spot, whatever list names them."""
    if not sessions:
        return
    named = {one.mention.code for kind in kinds for one in kind.units}
    key, mode, name = FALLBACK
    for row in sessions:
        if row.unit and row.unit.code and row.unit.code not in named:
            onsite = next((kind for kind in kinds if kind.mode == "onsite"), None)
            if onsite is None:
                onsite = FoundKind(key, mode, name, row.quote, row.where)
                kinds.insert(0, onsite)
            onsite.add(row.unit, row.quote, row.where)


def _fitting(deadlines: list[FoundDeadline], kinds: list[FoundKind]) -> list[FoundDeadline]:
    """A duty whose kind of inspection is not in the document stands as a matter of its own."""
    modes = {kind.mode for kind in kinds}
    return [
        replace(one, duty="other")
        if one.duty == "self_inspection_report" and "self_inspection" not in modes
        else one
        for one in deadlines
    ]


def kind_for(reading: Reading, deadline: FoundDeadline) -> Any:
    """The kind of inspection a deadline is about; None when the document has none."""
    kinds = reading.kinds
    if deadline.duty == "self_inspection_report":
        return next((one for one in kinds if one.mode == "self_inspection"), None)
    plain = fold(deadline.quote[:120])
    named = [one for one in kinds if deadline.window and fold(one.name)[:20] in plain]
    # “đơn vị kiểm tra qua báo cáo gửi …” is a duty of that kind, not of those visited
    named += [one for one in kinds if one.mode != "onsite" and fold(one.name) in plain]
    onsite = [one for one in kinds if one.mode == "onsite"]
    filled = [one for one in onsite if one.units or one.groups]
    return next(iter([*named, *filled, *onsite, *kinds]), None)
