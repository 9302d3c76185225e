"""Named writes of a plan itself: its facts, its text, its issued document."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import now
from portal.db import write
from portal.documents.models import Blob, IssuedDocument
from portal.documents.word.import_notes import LeftOut
from portal.documents.word.reading import Imported
from portal.plans.models import Plan
from portal.plans.queries import current_publications
from portal.plans.rules import free_code, laid_out
from portal.vietnamese import slug


class Conflict(Exception):
    """Someone else saved in the meantime; ``row`` is what is stored now."""

    def __init__(self, row: Any) -> None:
        super().__init__("saved by someone else in the meantime")
        self.row = row


class PlanExists(Exception):
    """A plan of the same year and title is there already."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan.slug)
        self.plan = plan


class YearFixed(Exception):
    """The year of a plan that has a public address cannot change."""


@dataclass(frozen=True)
class PlanFacts:
    """What a clerk types about a plan; ``contents`` and ``team`` are lists of lines."""

    title: str
    year: int
    summary: str = ""
    review_period: str = ""
    visit_days: str = ""
    sub_units: str = ""
    contents: list[str] = field(default_factory=list)
    team: list[str] = field(default_factory=list)
    kind: str = "inspection"


@dataclass(frozen=True)
class DocumentFacts:
    """What is recorded of the issued document; fields as in ``IssuedDocument``."""

    kind: str
    number: str = ""
    issued_on: date | None = None
    issuer: str = ""
    signer: str = ""
    signer_title: str = ""
    sign_capacity: str = ""
    subject: str = ""
    place: str = ""
    recipients: list[str] = field(default_factory=list)
    legal_bases: list[str] = field(default_factory=list)


def create_plan(actor: Actor, facts: PlanFacts, demo: bool = False) -> Plan:
    """A new plan. PlanExists if one of the same year and title is there."""
    with write():
        same = Plan.get_or_none(Plan.year == facts.year, Plan.title == facts.title)
        if same:
            raise PlanExists(same)
        plan = Plan.create(
            **_columns(facts, []),
            slug=_free_slug(facts),
            demo=demo,
            created_at=now(),
            updated_at=now(),
            updated_by=actor.user_id,
        )
        record(actor, "create-plan", plan, after=asdict(facts))
    return plan


def edit_plan(actor: Actor, plan: Plan, version: int, facts: PlanFacts) -> None:
    """Change the facts of a plan read at ``version``. Conflict, YearFixed, PlanExists."""
    before = {name: getattr(plan, name) for name in asdict(facts)}
    with write():
        public = any(row.slug == plan.slug for row in current_publications())
        if public and facts.year != plan.year:
            raise YearFixed
        same = Plan.get_or_none(
            Plan.year == facts.year, Plan.title == facts.title, Plan.id != plan.id
        )
        if same:
            raise PlanExists(same)
        columns = _columns(facts, plan.contents)
        if not public and facts.year != plan.year:
            columns["slug"] = _free_slug(facts)
        save(actor, plan, version, columns)
        record(actor, "edit-plan", plan, before=before, after=asdict(facts))


@dataclass(frozen=True)
class PublicOriginal:
    """The copy of the original file that readers get, and what is not in it any more."""

    copy: Blob
    removed: tuple[LeftOut, ...]


def edit_body(
    actor: Actor, plan: Plan, version: int, html: str, public: PublicOriginal | None
) -> None:
    """Change the text of a plan (clean HTML) and the public copy of its original, if any."""
    before = {"body_html": plan.body_html, "publish_original": plan.publish_original}
    with write():
        columns = {
            "body_html": laid_out(html),
            **_public_columns(public if plan.original_id else None),
        }
        save(actor, plan, version, columns)
        record(actor, "edit-plan-text", plan, before=before, after=columns)


def apply_import(
    actor: Actor,
    plan: Plan,
    version: int,
    imported: Imported,
    original: Blob,
    name: str,
    public: PublicOriginal | None,
) -> None:
    """Take the reviewed text of a Word file as the text of the plan; the file is kept."""
    before = {"body_html": plan.body_html, "original": plan.original_id}
    with write():
        columns = {
            "body_html": laid_out(imported.html),
            "original": original.sha256,
            "original_name": name,
            **_public_columns(public),
            "import_flags": [asdict(flag) for flag in imported.flags],
        }
        save(actor, plan, version, columns)
        record(actor, "import-plan-text", plan, before=before, after=columns)


def _public_columns(public: PublicOriginal | None) -> dict[str, Any]:
    return {
        "publish_original": public is not None,
        "public_original": public.copy.sha256 if public else None,
        "original_removed": [asdict(one) for one in public.removed] if public else [],
    }


def record_document(
    actor: Actor,
    plan: Plan,
    version: int,
    facts: DocumentFacts,
    signed: tuple[Blob, str] | None = None,
) -> IssuedDocument:
    """Record the issued document of a plan; ``signed``: its stored PDF and the file's name."""
    columns: dict[str, Any] = asdict(facts)
    if signed:
        columns |= {"signed_file": signed[0].sha256, "filename": signed[1]}
    with write():
        document = plan.document
        before = _as_text(document.__data__) if document else None
        if document is None:
            document = IssuedDocument.create(**columns)
        else:
            IssuedDocument.update(columns).where(IssuedDocument.id == document.id).execute()
        save(actor, plan, version, {"document": document.id})
        record(actor, "record-plan-document", plan, before=before, after=_as_text(columns))
    return document


def save(actor: Actor, row: Any, version: int, columns: Mapping[str, Any]) -> None:
    """Write columns of a plan, strand or deadline only if it is still at ``version``."""
    model = type(row)
    stamped = {**columns, "version": version + 1}
    if model is Plan:
        stamped |= {"updated_at": now(), "updated_by": actor.user_id}
    changed = model.update(stamped).where(model.id == row.id, model.version == version).execute()
    if not changed:
        raise Conflict(model.get_by_id(row.id))


def touch(actor: Actor, plan: Plan) -> None:
    """Note who changed something that belongs to the plan, and when."""
    Plan.update(updated_at=now(), updated_by=actor.user_id).where(Plan.id == plan.id).execute()


def coded_contents(titles: list[str], known: list[dict[str, str]]) -> list[dict[str, str]]:
    """Lines of contents with codes: a known line keeps its code, since findings refer to it."""
    codes = {row["title"]: row["code"] for row in known}
    taken = {codes[title] for title in titles if title in codes}
    rows = []
    for title in dict.fromkeys(titles):
        code = codes.get(title) or free_code(slug(title, 40), taken, "noi-dung")
        taken.add(code)
        rows.append({"code": code, "title": title})
    return rows


def _columns(facts: PlanFacts, known: list[dict[str, str]]) -> dict[str, Any]:
    return {**asdict(facts), "contents": coded_contents(facts.contents, known)}


def _free_slug(facts: PlanFacts) -> str:
    taken = {row.slug for row in Plan.select(Plan.slug).where(Plan.year == facts.year)}
    return free_code(f"{facts.year}/{slug(facts.title, 80) or 'ke-hoach'}", taken, "")


def _as_text(columns: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in columns.items() if value not in (None, "", [])}
