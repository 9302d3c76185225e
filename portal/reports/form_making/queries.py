"""Versions and drafts of report forms as the office reads them."""

import json
from dataclasses import dataclass
from typing import Any

from peewee import fn

from portal.accounts.models import AuditEntry
from portal.reports.form_making.lint_rules import Finding, look_through
from portal.reports.form_making.meaning_rules import History, meanings
from portal.reports.form_making.models import FormDraft
from portal.reports.form_making.part_rules import PARTS, Raw, rows
from portal.reports.form_version import FormDefinition, shaped
from portal.reports.models import Duty, FormVersion


@dataclass(frozen=True)
class ListedVersion:
    """A version in the list: how many reports are on it, whether it is the one in force."""

    form: FormVersion
    duties: int
    in_force: bool


def versions() -> list[ListedVersion]:
    """Every version of every form, the newest of each form first."""
    counted: Any = (
        Duty.select(Duty.form, fn.COUNT(Duty.id))
        .where(Duty.form.is_null(False))
        .group_by(Duty.form)
        .order_by(Duty.form)
        .tuples()
    )
    used = dict(counted)
    found, seen = [], set()
    for form in FormVersion.select().order_by(
        FormVersion.code, FormVersion.version.desc(), FormVersion.id
    ):
        found.append(ListedVersion(form, used.get(form.id, 0), form.code not in seen))
        seen.add(form.code)
    return found


def drafts() -> list[FormDraft]:
    """Every draft, with its base."""
    return list(FormDraft.select(FormDraft, FormVersion).join(FormVersion).order_by(FormDraft.code))


def draft_of(code: str) -> FormDraft | None:
    """The draft of that form."""
    return FormDraft.get_or_none(FormDraft.code == code)


def draft(draft_id: int) -> FormDraft | None:
    """The draft of that number, with its base."""
    return (
        FormDraft.select(FormDraft, FormVersion)
        .join(FormVersion)
        .where(FormDraft.id == draft_id)
        .first()
    )


def newest(code: str) -> FormVersion:
    """The version of the form in force. DoesNotExist for an unknown form."""
    return (
        FormVersion.select()
        .where(FormVersion.code == code)
        .order_by(FormVersion.version.desc(), FormVersion.id)
        .get()
    )


def before(form: FormVersion) -> FormVersion | None:
    """The version that ``form`` followed."""
    return (
        FormVersion.select()
        .where(FormVersion.code == form.code, FormVersion.version < form.version)
        .order_by(FormVersion.version.desc(), FormVersion.id)
        .first()
    )


def raw_of(text: str) -> Raw:
    """A stored definition as a mapping."""
    made: Raw = json.loads(text)
    return made


def history(code: str, below: int | None = None) -> History:
    """What every code of the form's versions (``below`` a number) meant, the latest meaning."""
    found: dict[Any, Any] = {}
    for form in _stored(code):
        if below is None or form.version < below:
            found |= meanings(form)
    return found


def taken_codes(code: str) -> set[str]:
    """Every code that any version of the form ever used, whatever for."""
    return {
        row["code"]
        for form in FormVersion.select(FormVersion.definition).where(FormVersion.code == code)
        for part in PARTS.values()
        for row in rows(raw_of(form.definition), part)
    }


def was_row(draft: FormDraft, code: str) -> bool:
    """Whether a row that the draft lacks was there: in some version, or until it was removed."""
    if code in taken_codes(draft.code):
        return True
    gone = AuditEntry.select(AuditEntry.before).where(
        AuditEntry.action == "remove-form-row",
        AuditEntry.subject_kind == FormDraft._meta.table_name,
        AuditEntry.subject_id == str(draft.id),
    )
    removed = gone.order_by(AuditEntry.id)
    return any(raw_of(entry.before).get("code") == code for entry in removed)


def findings_of_draft(row: FormDraft) -> list[Finding]:
    """What the lint says of the draft as it stands."""
    return findings(row.code, row.definition, row.base)


def findings(code: str, definition: str, base: FormVersion) -> list[Finding]:
    """What the lint says of a definition that would follow ``base``."""
    return look_through(shaped(definition), shaped(base.definition), history(code))


def findings_of_version(form: FormVersion) -> list[Finding]:
    """What the lint says of an issued version, against the one before it."""
    old = before(form)
    whole = shaped(form.definition)
    return look_through(whole, shaped(old.definition) if old else whole,
                        history(form.code, form.version))  # fmt: skip


def _stored(code: str) -> list[FormDefinition]:
    known = FormVersion.select().where(FormVersion.code == code)
    return [shaped(form.definition) for form in known.order_by(FormVersion.version, FormVersion.id)]
