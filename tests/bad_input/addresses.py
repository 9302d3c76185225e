"""Every address of the url map that can be opened, with real objects in its variables."""

import ast
from typing import Any
from urllib.parse import quote_from_bytes

from werkzeug.routing import Rule

from portal.accounts.access import ANYONE, allowed_roles
from portal.clock import today
from portal.config import ROOT
from portal.publishing.shelf import Shelf
from portal.site.pages import PAGES
from tests.access_table import EXPECTED
from tests.bad_input.world import World

_USUAL = {"year": 2026, "month": "11", "page": "", "position": 1, "place": 1, "which": "goc",
          "letter": "b", "number": 1, "older": 1, "newer": 2, "field": "the-che",
          "state": "qua-han", "strand": "truc-tiep", "since": today().year,
          "build_number": 1, "name": "0", "kind": "page",
          "block": "i", "report_kind": "visit_report", "by": "khoi", "indicator": "i.1-nhiem-vu",
          "slug": "ke-hoach-kiem-tra-2026"}  # fmt: skip
_HELD, _SENT = {"visit_id": "=held"}, {"duty_id": "=sent"}
_PLAN = {"slug": "ke-hoach-kiem-tra-2026"}
_CONCLUSION = {"slug": "so-tai-chinh"}
_SESSION = {"code": "b1"}
#: Endpoint → the objects of its address, where they are not the usual ones; “=” names an id.
_REAL: dict[str, dict[str, Any]] = {
    "site.unit": {"code": "so-tu-phap"}, "site.data_csv": {"name": "ke-hoach"},
    "site.data_json": {"name": "ke-hoach"}, "site.plan": _PLAN, "site.plan_version": _PLAN,
    "site.conclusion": _CONCLUSION, "site.conclusion_version": _CONCLUSION,
    "site.editorial": {"slug": "lien-he"}, "static": {"filename": "js/x.js"},
    "site.file": {"filename": "ke-hoach.pdf"}, "units_office.unit": {"code": "so-tu-phap"},
    "units_office.change": {"code": "so-tu-phap"},
    "people_office.unit": {"code": "so-tu-phap"}, "feedback.message": {"code": "=feedback_code"},
    "draws_office.minutes": {"draw_number": "=drawn_draw"},
    "inspections_office.move_session": _SESSION, "inspections_office.cancel_session": _SESSION,
    "inspections_office.edit_session": _SESSION,
    "inspections_office.conclusion_file": {**_HELD, "which": "da-ky"},
    "inspections_office.verify": _HELD, "inspections_office.evidence": _HELD,
    "inspections_unit.conclusion_file": _HELD, "inspections_unit.remediation": _HELD,
    "inspections_unit.evidence": _HELD, "reports_unit.section": {"code": "p1.i"},
    "reports_unit.earlier_items": {"code": "p2.i.2"},
    **dict.fromkeys(
        (
            "reports_parent.report", "reports_parent.decide", "reports_parent.document",
            "reports_parent.signed_file", "reports_parent.evidence_file",
        ),
        {"duty_id": "=below"},
    ),
    "reports_team.mark": {"duty_id": "=visited"},
    **dict.fromkeys(
        (
            "reports_office.submission", "reports_office.signed_file", "reports_office.document",
            "reports_office.signed_check",
            "reports_office.accept_report", "reports_office.comment", "reports_office.remove_note",
            "reports_office.evidence_file", "reports_office.return_report",
            "reports_team.document", "reports_team.signed_file", "reports_team.evidence_file",
            "reports_unit.receipt", "reports_unit.submission", "reports_unit.signed_file",
            "reports_unit.submission_docx", "reports_unit.submitted_evidence",
        ),
        _SENT,
    ),
}  # fmt: skip
#: Objects of this world without a file, or that no visit asks for: tests/access opens them all.
NO_FILE = {
    "plans_office.file", "inspections_office.conclusion_file", "inspections_office.evidence",
    "inspections_unit.conclusion_file", "inspections_unit.evidence", "site.file", "static",
    "reports_office.signed_file", "reports_office.evidence_file", "reports_team.signed_file",
    "reports_office.signed_check", "reports_office.paper_scan",
    "reports_team.evidence_file", "reports_team.document", "reports_team.report",
    "reports_unit.signed_file", "reports_unit.submitted_evidence", "reports_unit.evidence_file",
    "builds.build", "builds.head",
}  # fmt: skip
_READS = {"get", "getlist"}


def query_names() -> tuple[str, ...]:
    """Every name that the code reads from a query, found in the code itself.

    A name is read by itself, or as a field of a form that the address fills in.
    """
    files = sorted((ROOT / "portal").rglob("*.py"))
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8")))]
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    read = {
        ast.literal_eval(call.args[0])
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in _READS
        and ast.unparse(call.func.value) in ("request.args", "request.values")
    }
    filled = {
        ast.unparse(call.func)
        for call in calls
        if any(ast.unparse(word) == "formdata=request.args" for word in call.keywords)
    }
    fields = {
        ast.unparse(line.targets[0])
        for node in nodes
        if isinstance(node, ast.ClassDef) and node.name in filled
        for line in node.body
        if isinstance(line, ast.Assign)
    }
    return tuple(sorted(read | fields))


def opened(world: World) -> list[Rule]:
    """The rules that take a GET."""
    return sorted(
        (rule for rule in world.app.url_map.iter_rules() if "GET" in (rule.methods or ())),
        key=lambda rule: rule.rule,
    )


def visitor_of(world: World, endpoint: str) -> Any:
    """The one who may open ``endpoint``, and else anybody."""
    if endpoint not in EXPECTED or allowed_roles(world.app, endpoint) == ANYONE:
        return world.clients[""].http
    return world.client(endpoint).http


def variables(rule: Rule) -> list[str]:
    """The variables as they stand in the rule, with their converters."""
    return [part.split(">")[0] for part in rule.rule.split("<")[1:]]


def address(rule: Rule, real: dict[str, Any], place: int = -1, odd: bytes = b"") -> str:
    """The rule's address with real values, and ``odd`` for the variable at ``place``."""
    path = rule.rule
    for number, variable in enumerate(variables(rule)):
        value = str(real[variable.split(":")[-1]])
        if number == place:
            value = quote_from_bytes(odd, safe="%;" if b"%" in odd else ";")
        path = path.replace(f"<{variable}>", value, 1)
    return path


def has_nothing(rule: Rule) -> bool:
    """Whether this world has no object for the address."""
    return rule.endpoint in NO_FILE or (
        rule.endpoint not in _REAL and "<" in rule.rule and not _of_the_site(rule.endpoint)
        and rule.endpoint.startswith("site.")
    )  # fmt: skip


def _of_the_site(endpoint: str) -> dict[str, Any]:
    """The first address that a public page has; none for other pages, or while it has none."""
    page = PAGES.get(endpoint.removeprefix("site.")) if endpoint.startswith("site.") else None
    found = dict(next(iter(page.paths(Shelf(), today())), {})) if page else {}
    return found | {name: f"{value:02}" for name, value in found.items() if name == "month"}


def real_values(world: World, rule: Rule) -> dict[str, Any]:
    """Objects that the address opens; KeyError for a variable that nobody filled."""
    own = {**_of_the_site(rule.endpoint), **_REAL.get(rule.endpoint, {})}
    ids = {name: world.ids[value[1:]] if str(value).startswith("=") else value
           for name, value in own.items()}  # fmt: skip
    return {**_USUAL, **world.ids, **ids}
