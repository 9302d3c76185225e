"""Named writes of remediation and petitions: reported, verified, answered."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import now
from portal.db import write
from portal.documents.models import Blob
from portal.inspections.actions import ChangedMeanwhile, NotPossible
from portal.inspections.duty_actions import follow_findings
from portal.inspections.models import Petition, Remediation, Visit
from portal.inspections.petitions.telling import tell_answer
from portal.units.models import Unit


@dataclass(frozen=True)
class PetitionFacts:
    """A petition as the office keeps it: who answers, by when, and the answer."""

    text: str
    agency: str = ""
    due_on: date | None = None
    answer: str = ""
    answered_on: date | None = None
    public: bool = False


def report_remediation(
    actor: Actor,
    row: Remediation,
    version: int,
    text: str,
    on: date,
    evidence: Blob | None = None,
    evidence_name: str = "",
) -> None:
    """Record what the unit did and when. A new report takes back an earlier “chưa đạt”.

    The first day of all reports stays: whether the unit was in time is judged by it, as with the
    submissions of other reports. What was replaced is told by ``earlier_reports``.
    """
    if row.outcome == "verified":
        raise NotPossible("Nội dung này đã được xác minh là khắc phục xong.")
    values: dict[str, Any] = {
        "first_reported_on": min(on, row.first_reported_on or on),
        "reported_on": on,
        "reported_text": text,
        "reported_by": actor.typist or actor.name,
        "outcome": "",
        "verified_on": None,
        "verified_text": "",
        "verified_by": "",
    }
    if evidence:
        values.update(evidence=evidence.sha256, evidence_name=evidence_name)
    with write():
        _change(actor, "report-remediation", row, version, values)
        follow_findings(actor, row.finding.visit)


def verify_remediation(
    actor: Actor, row: Remediation, version: int, outcome: str, text: str, on: date
) -> None:
    """Record what the office found: ``outcome`` is verified or insufficient.

    It needs no report: the office may have seen it on the spot. The report stays as it is.
    """
    if outcome not in ("verified", "insufficient"):
        raise ValueError(outcome)
    values = {
        "verified_on": on,
        "verified_text": text,
        "verified_by": actor.name,
        "outcome": outcome,
    }
    with write():
        _change(actor, "verify-remediation", row, version, values)
        follow_findings(actor, row.finding.visit)


def _change(
    actor: Actor, action: str, row: Remediation, version: int, values: dict[str, Any]
) -> None:
    before = {name: row.__data__[name] for name in values}
    same = Remediation.update(version=version + 1, **values).where(
        Remediation.id == row.id, Remediation.version == version
    )
    if not same.execute():
        if _holds(Remediation.get_by_id(row.id), values):
            return
        raise ChangedMeanwhile
    record(actor, action, row, before, values)


def _holds(row: Any, values: dict[str, Any]) -> bool:
    """Whether the row says so already: the same form sent twice is no conflict."""
    return all(row.__data__[name] == value for name, value in values.items())


def create_petitions(
    actor: Actor,
    unit: Unit,
    visit: Visit | None,
    texts: Sequence[str],
    source: str,
    agencies: Mapping[str, str] | None = None,
) -> list[Petition]:
    """Rows for the proposals (kiến nghị) of a unit; those already there are not doubled.

    ``source`` says where they were taken from, such as the receipt of a report; ``agencies``
    names, by text, whom the unit asks. Returns the new rows.
    """
    wanted = list(dict.fromkeys(text.strip() for text in texts if text.strip()))
    with write():
        known = {
            row.text for row in Petition.select().where(Petition.unit == unit, _of_visit(visit))
        }
        made = [
            Petition.create(
                unit=unit,
                visit=visit,
                source=source,
                text=text,
                agency=(agencies or {}).get(text, ""),
                created_at=now(),
            )
            for text in wanted
            if text not in known
        ]
        if made:
            after = {"unit": unit.code, "texts": [row.text for row in made]}
            record(actor, "create-petitions", made[0], after=after, reason=source)
    return made


def _of_visit(visit: Visit | None) -> Any:
    return Petition.visit.is_null() if visit is None else Petition.visit == visit


def change_petition(actor: Actor, row: Petition, version: int, facts: PetitionFacts) -> None:
    """Change a petition: text, answering agency, due date, answer, whether it is public."""
    before = {name: str(getattr(row, name)) for name in PetitionFacts.__dataclass_fields__}
    with write():
        same = Petition.update(version=version + 1, **asdict(facts)).where(
            Petition.id == row.id, Petition.version == version
        )
        if not same.execute():
            if _holds(Petition.get_by_id(row.id), asdict(facts)):
                return
            raise ChangedMeanwhile
        record(actor, "change-petition", row, before, asdict(facts))
        if facts.answer and facts.answer != row.answer:
            tell_answer(actor, row, facts.answer)


def remove_petition(actor: Actor, row: Petition, version: int | None = None) -> None:
    """Remove a petition entered by mistake, as it was shown at ``version``; an answered one stays.

    ChangedMeanwhile when someone has changed it since.
    """
    with write():
        stored = Petition.get_by_id(row.id)
        if stored.answer:
            raise NotPossible("Kiến nghị đã có trả lời nên không xóa được.")
        if version is not None and stored.version != version:
            raise ChangedMeanwhile
        record(actor, "remove-petition", row, before={"text": row.text})
        row.delete_instance()
