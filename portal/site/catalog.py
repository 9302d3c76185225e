"""What the pages look up on a shelf, sorted and joined once per shelf."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from portal.publishing.shelf import Entry, Shelf
from portal.site.grids import told_grids
from portal.site.named_files import named_files
from portal.site.registry import path_to
from portal.units.payload import Register, public_register
from portal.vietnamese import collation_key, slug

KINDS = ("province", "page", "unit", "plan", "visit", "conclusion", "remediation", "timeliness")
_PARTS = {"morning": 0, "day": 0, "afternoon": 1}


def catalog(shelf: Shelf) -> "Catalog":
    """The catalog of a shelf; all that it keeps is kept with the shelf."""
    held: Catalog | None = vars(shelf).get("catalog")
    if held is None:
        held = vars(shelf)["catalog"] = Catalog(shelf)
    return held


def kept(make: Callable[["Catalog"], Any]) -> Any:
    """A property that is made once per shelf (``cached_property`` would hide from a freeze
    which publications a page was made from)."""

    def given(shown: "Catalog") -> Any:
        return shown.shelf.kept(f"catalog {make.__name__}", lambda: make(shown))

    return property(given, doc=make.__doc__)


def watched(make: Callable[["Catalog"], Any]) -> Any:
    """Like ``kept``, for a dict: a page depends on the keys it looks at, not on the whole."""

    def given(shown: "Catalog") -> Any:
        return shown.shelf.watched(f"catalog {make.__name__}", lambda: make(shown))

    return property(given, doc=make.__doc__)


class Catalog:
    """Current publications, sorted as readers meet them."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    @property
    def province(self) -> dict[str, Any]:
        """The identity of the portal; empty before set-up."""
        found = self.shelf.every("province")
        return found[0].payload if found else {}

    @kept
    def plans(self) -> list[Entry]:
        """Plans, newest year and date first."""
        return sorted(self.shelf.every("plan"), key=_newest, reverse=True)

    @kept
    def conclusions(self) -> list[Entry]:
        """Conclusions, newest first."""
        return sorted(self.shelf.every("conclusion"), key=_newest, reverse=True)

    @kept
    def remediations(self) -> list[Entry]:
        """Remediation records, by year (newest first), then by unit."""
        by_unit = sorted(
            filter(self._has_conclusion, self.shelf.every("remediation")),
            key=lambda one: collation_key(one.payload["unit"]["name"]),
        )
        return sorted(by_unit, key=lambda one: -one.facts.year)

    def _has_conclusion(self, record: Entry) -> bool:
        """A record repeats the findings: it goes when its conclusion was withdrawn and hidden."""
        conclusion = self.shelf.find("conclusion", record.slug)
        if conclusion is None or not conclusion.withdrawn:
            return True
        return bool(conclusion.payload.get("how") == "replaced")

    @kept
    def timeliness(self) -> list[Entry]:
        """Grids of reports handed in, newest year first."""
        return told_grids(self.shelf, self.concluded)

    @kept
    def visits(self) -> list[Entry]:
        """Visits by their first session that stands."""
        return sorted(self.shelf.every("visit"), key=lambda one: (_first_day(one), one.slug))

    @watched
    def units(self) -> dict[str, Entry]:
        """Units of the register by code, in the order of the alphabet."""
        ordered = sorted(self.shelf.every("unit"), key=lambda one: collation_key(one.title))
        return {one.slug: one for one in ordered}

    @kept
    def lists_communes(self) -> bool:
        """Whether readers find their own commune or ward in the register."""
        return any(one.payload["level"] == "commune" for one in self.units.values())

    @kept
    def register(self) -> Register:
        """Who carried on whom, as of any day."""
        return public_register(one.payload for one in self.units.values())

    def units_named(self, codes: Iterable[str]) -> list[dict[str, str]]:
        """Units of the register by their last names, in the order of the alphabet."""
        wanted = set(codes)
        if not wanted:
            return []
        found = [one for code, one in self.units.items() if code in wanted]
        return [self.unit({"code": one.slug, "name": one.payload["name"]}) for one in found]

    @kept
    def pages(self) -> list[Entry]:
        """Editorial pages in their order."""
        return sorted(self.shelf.every("page"), key=lambda one: (one.payload["order"], one.slug))

    @kept
    def sessions(self) -> list[dict[str, Any]]:
        """Every session of every visit by day and part of the day, moved ones included."""
        found = [one for visit in self.visits for one in self.sessions_of(visit)]
        return sorted(found, key=lambda one: (one["on"], _PARTS.get(one["part"], 2), one["visit"]))

    def sessions_of(self, visit: Entry) -> list[dict[str, Any]]:
        """The sessions of a visit with what its rows show; a move is told at both ends."""
        payload = visit.payload
        rows = [
            {
                **session,
                "visit": visit.slug,
                "anchor": f"{slug(visit.slug)}-{slug(session['code'])}",
                "month_path": _month_path(session["on"]),
                "unit": self.unit(payload["unit"]),
                "strand_name": payload["strand_name"],
                "year": payload["year"],
                "demo": payload["demo"],
                "moved_from": None,
                "moved_on": None,
            }
            for session in payload["sessions"]
        ]
        by_code = {row["code"]: row for row in rows}
        for row in rows:
            target = by_code.get(row["moved_to"]) if row["state"] == "moved" else None
            if target is not None:
                row["moved_on"] = _brief(target)
                target["moved_from"] = {**_brief(row), "reason": row["reason"]}
        return sorted(rows, key=lambda one: (one["on"], _PARTS.get(one["part"], 2)))

    def unit(self, ref: dict[str, Any]) -> dict[str, str]:
        """A unit as named at the time of the record, linked when the register has it."""
        code = ref["code"]
        path = path_to("unit", code=code) if code in self.units else ""
        return {"code": code, "name": ref["name"], "path": path}

    @watched
    def by_unit(self) -> dict[str, dict[str, list[Entry]]]:
        """For each unit code, the plans, visits, conclusions, remediation, grids that name it."""
        found: dict[str, dict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
        for plan in self.plans:
            codes = {u["code"] for strand in plan.payload["strands"] for u in strand["units"]}
            codes |= {u["code"] for one in plan.payload.get("subjects", ()) for u in one["units"]}
            for code in codes:
                found[code]["plan"].append(plan)
        for kind in (self.visits, self.conclusions, self.remediations):
            for entry in kind:
                found[entry.facts.unit][entry.kind].append(entry)
        for entry in self.timeliness:
            for code in {row["unit"]["code"] for row in entry.payload["rows"]}:
                found[code][entry.kind].append(entry)
        return found

    @watched
    def visits_of(self) -> dict[str, list[Entry]]:
        """The visits of each plan, by its slug."""
        found: dict[str, list[Entry]] = {}
        for visit in self.visits:
            found.setdefault(visit.facts.plan, []).append(visit)
        return found

    @watched
    def concluded(self) -> dict[str, Entry]:
        """The conclusion of each visit, by the slug of the visit."""
        return {one.facts.visit: one for one in self.conclusions}

    @watched
    def files(self) -> dict[str, dict[str, Any]]:
        """Files of current publications by sha256: the only ones readers may fetch.

        The same file attached to several documents has one address, under the name that the
        first of them gave it: links already given stay when a later one attaches it again. It
        goes with the last of them; after the first was taken off, the next one names it.
        """
        entries = [one for kind in KINDS for one in self.shelf.every(kind) if one.has_files]
        return named_files(self.shelf, entries)

    def file(self, file: dict[str, Any] | None) -> dict[str, Any] | None:
        """A file as pages show it; ``path`` is empty once it is no longer handed out."""
        if not file:
            return None
        public = file["sha256"] in self.files
        return {**file, "path": file_path(self.files[file["sha256"]]) if public else ""}


def file_path(file: dict[str, Any]) -> str:
    """The address of a file: its hash, and a name that every file system can keep."""
    stem, dot, suffix = file["name"].rpartition(".")
    plain = slug(stem if dot else file["name"], 60) or "tep"
    name = f"{plain}.{slug(suffix)}" if dot and slug(suffix) else plain
    return path_to("file", sha256=file["sha256"], filename=name)


def guide_path(shelf: Shelf, name: str) -> str:
    """The address of an editorial page; empty where the portal has none of that name."""
    found = shelf.find("page", name)
    return path_to("editorial", slug=name) if found and not found.withdrawn else ""


def document_params(entry_slug: str) -> dict[str, Any]:
    """``2024/kiem-tra-cchc`` as the parameters of a page address."""
    year, _, rest = entry_slug.partition("/")
    return {"year": int(year), "slug": rest}


def _newest(entry: Entry) -> tuple[int, str, str]:
    return entry.facts.year, entry.facts.issued_on, entry.slug


def _first_day(visit: Entry) -> str:
    sessions = visit.payload["sessions"]
    standing = [one["on"] for one in sessions if one["state"] not in ("moved", "cancelled")]
    return min(standing or [one["on"] for one in sessions] or [""])


def _brief(row: dict[str, Any]) -> dict[str, str]:
    return {name: row[name] for name in ("on", "part_name", "month_path", "anchor")}


def _month_path(day: str) -> str:
    return path_to("schedule_month", year=int(day[:4]), month=int(day[5:7]))
