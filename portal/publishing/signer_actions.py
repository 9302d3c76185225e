"""Who signs slips and submissions, in which order: data of the office, edited by the admin.

The province's folder brings the first order (``[[approval.signers]]`` of ``province.toml``);
what an admin changed is never loaded over.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.db import write
from portal.publishing.requests import Signer, SubmissionForm


@dataclass(frozen=True)
class SignerFacts:
    """One step of the order, as typed or loaded."""

    step: str
    title: str
    capacity: str = ""
    name: str = ""


@dataclass(frozen=True)
class FormFacts:
    """How submissions and slips are headed."""

    symbol: str
    slip_symbol: str
    addressed_to: tuple[str, ...]
    recipients: tuple[str, ...]


def signers() -> list[Signer]:
    """The signing order, first who submits, last who decides."""
    return list(Signer.select().order_by(Signer.position, Signer.id))


def submission_form() -> SubmissionForm:
    """How submissions are headed; an unsaved empty one before anything was set."""
    return SubmissionForm.select().order_by(SubmissionForm.id).first() or SubmissionForm()


def load_signers(actor: Actor, profile: Mapping[str, Any]) -> None:
    """Take over the order of a province's profile where the office has none yet."""
    approval, numbers = profile.get("approval", {}), profile.get("numbers", {})
    with write():
        if not Signer.select().exists():
            for row in approval.get("signers", []):
                add_signer(actor, SignerFacts(**row))
        if not SubmissionForm.select().exists() and approval:
            facts = FormFacts(
                numbers.get("submission", "").partition("/")[2],
                numbers.get("submission_slip", "").partition("/")[2],
                tuple(approval.get("addressed_to", ())),
                tuple(approval.get("recipients", ())),
            )
            save_form(actor, facts)


def add_signer(actor: Actor, facts: SignerFacts) -> Signer:
    """Put one more step at the end of the order; the same again, as by a double click, is it."""
    with write():
        last = Signer.select().order_by(Signer.position.desc()).first()
        if last and all(getattr(last, name) == value for name, value in asdict(facts).items()):
            return last
        row = Signer.create(position=_last() + 1, **asdict(facts))
        record(actor, "add-signer", row, after=asdict(facts))
    return row


def change_signer(actor: Actor, row: Signer, facts: SignerFacts) -> None:
    """Correct a step."""
    with write():
        before = {name: getattr(row, name) for name in asdict(facts)}
        Signer.update(**asdict(facts)).where(Signer.id == row.id).execute()
        record(actor, "change-signer", row, before=before, after=asdict(facts))


def remove_signer(actor: Actor, row: Signer) -> None:
    """Take a step out of the order."""
    with write():
        row.delete_instance()
        record(actor, "remove-signer", row, before={"step": row.step, "title": row.title})


def raise_signer(actor: Actor, row: Signer) -> None:
    """Let a step sign one place earlier; nothing happens to the first."""
    with write():
        order = signers()
        place = next((n for n, one in enumerate(order) if one.id == row.id), 0)
        if place:
            order[place - 1], order[place] = order[place], order[place - 1]
            for position, one in enumerate(order, start=1):
                Signer.update(position=position).where(Signer.id == one.id).execute()
            record(actor, "order-signers", row, after=[one.title for one in order])


def save_form(actor: Actor, facts: FormFacts) -> None:
    """Set how submissions are headed."""
    with write():
        row = submission_form()
        for name, value in asdict(facts).items():
            setattr(row, name, list(value) if isinstance(value, tuple) else value)
        row.save()
        record(actor, "change-submission-form", row, after=asdict(facts))


def _last() -> int:
    return max((one.position for one in Signer.select(Signer.position)), default=0)
