"""The office makes the next version of a form: begins a draft, uploads, issues or discards it.

Writes are compared and set: of the whole draft (upload, issuing, discarding) by its revision,
of a row (``row_actions``) by what the writer saw of that row, so that two editors at different
rows never meet. Issuing is for the approver of the office, as publishing is: a form in force
binds every unit that is asked from then on. The approver may have written in the draft, since
nothing of it is public.
"""

from datetime import datetime

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.db import write
from portal.publishing.payload import canonical, sha256_of
from portal.reports.form_making import queries
from portal.reports.form_making.lint_rules import Finding, errors
from portal.reports.form_making.models import FormDraft
from portal.reports.form_making.part_rules import Raw
from portal.reports.form_version import parse
from portal.reports.models import FormVersion


class NotNewest(ValueError):
    """A draft is begun from the version in force only."""


class DraftGone(ValueError):
    """The draft was issued or discarded meanwhile."""


class ChangedMeanwhile(ValueError):
    """Somebody else wrote what this writer saw; ``by`` names them."""

    def __init__(self, by: str) -> None:
        super().__init__(f"{by} vừa sửa chỗ này.")
        self.by = by


class FaultyForm(ValueError):
    """A draft with errors cannot be issued; ``findings`` are the errors."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(f"Bản thảo còn {len(findings)} lỗi nên chưa ban hành được.")
        self.findings = findings


class NothingChanged(ValueError):
    """A draft that is its base word for word is not issued."""


def begin(actor: Actor, form: FormVersion, now: datetime) -> FormDraft:
    """The draft of the form's next version; the one that is there, if any. NotNewest."""
    with write():
        present = queries.draft_of(form.code)
        if present:
            return present
        if queries.newest(form.code).id != form.id:
            raise NotNewest(f"Bản {form.version} không còn là bản đang dùng.")
        made = FormDraft.create(
            code=form.code, base=form, definition=form.definition, begun_at=now,
            begun_by=actor.name, changed_at=now, changed_by=actor.name,
        )  # fmt: skip
        record(actor, "begin-form-draft", made, after={"base": form.version})
        return made


def keep_upload(
    actor: Actor, draft_id: int, definition: Raw, name: str, seen: str, now: datetime
) -> None:
    """Put a definition from a file beside the draft, to be looked at. ChangedMeanwhile."""
    with write():
        draft = _compared(draft_id, seen)
        draft.uploaded, draft.uploaded_name = canonical(definition), name
        draft.uploaded_by = actor.name
        _counted(draft)
        record(actor, "upload-form-definition", draft, after={"name": name})


def take_upload(actor: Actor, draft_id: int, seen: str, now: datetime) -> None:
    """The draft becomes what was uploaded. ChangedMeanwhile, also when nothing is there now."""
    with write():
        draft = _compared(draft_id, seen)
        if not draft.uploaded:
            raise ChangedMeanwhile(draft.changed_by)
        before, name = draft.definition, draft.uploaded_name
        written(actor, draft, queries.raw_of(draft.uploaded), now)
        record(actor, "take-form-definition", draft, before=sha256_of(before),
               after={"name": name, "sha256": sha256_of(draft.definition)})  # fmt: skip


def issue(actor: Actor, draft_id: int, note: str, seen: str, now: datetime) -> FormVersion:
    """The draft becomes the version in force; duties already there keep theirs.

    FaultyForm while the lint has errors, NothingChanged, NotNewest, ChangedMeanwhile.
    """
    with write():
        draft = _compared(draft_id, seen)
        faults = errors(queries.findings_of_draft(draft))
        if faults:
            raise FaultyForm(faults)
        if draft.definition == draft.base.definition:
            raise NothingChanged("Bản thảo chưa khác bản đang dùng.")
        present = queries.newest(draft.code)
        if present.id != draft.base_id:
            raise NotNewest(
                f"Bản {present.version} đã được nạp trong lúc soạn. Hãy tải định nghĩa của bản "
                "thảo về, bỏ bản thảo, soạn từ bản mới rồi tải định nghĩa lên."
            )
        raw = queries.raw_of(draft.definition)
        raw["version"] = present.version + 1
        text = canonical(raw)
        made = FormVersion.create(
            code=draft.code, version=raw["version"], title=parse(raw).title, definition=text,
            sha256=sha256_of(text), created_at=now, note=note, issued_by=actor.name,
        )  # fmt: skip
        draft.delete_instance()
        record(actor, "issue-form", made, before={"base": draft.base.version},
               after={"version": made.version, "sha256": made.sha256, "note": note})  # fmt: skip
        return made


def discard(actor: Actor, draft_id: int, seen: str) -> None:
    """The draft goes. ChangedMeanwhile."""
    with write():
        draft = _compared(draft_id, seen)
        draft.delete_instance()
        record(actor, "discard-form-draft", draft, before=sha256_of(draft.definition))


def locked(draft_id: int) -> FormDraft:
    """The draft, inside ``write()``. DraftGone."""
    found = queries.draft(draft_id)
    if found is None:
        raise DraftGone("Bản thảo đã được ban hành hoặc đã bỏ.")
    return found


def _compared(draft_id: int, seen: str) -> FormDraft:
    draft = locked(draft_id)
    if str(draft.revision) != seen:
        raise ChangedMeanwhile(draft.changed_by)
    return draft


def written(actor: Actor, draft: FormDraft, made: Raw, now: datetime) -> None:
    """Store a definition; what was uploaded before no longer fits it and goes."""
    draft.definition = canonical(made)
    draft.changed_at, draft.changed_by = now, actor.name
    draft.uploaded, draft.uploaded_name, draft.uploaded_by = "", "", ""
    _counted(draft)


def _counted(draft: FormDraft) -> None:
    draft.revision += 1
    draft.save()
