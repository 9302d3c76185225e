"""Named writes of conclusions: draft, record as issued, remediation that follows from it."""

from dataclasses import astuple, dataclass, replace
from datetime import date

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import now
from portal.db import write
from portal.deadlines.queries import work_calendar
from portal.deadlines.rules import DeadlineRule, Due, WorkCalendar, resolve
from portal.deadlines.wording import said_once
from portal.documents.models import Blob, IssuedDocument
from portal.inspections.actions import ChangedMeanwhile, NotPossible
from portal.inspections.duty_actions import follow_findings
from portal.inspections.models import Conclusion, Finding, Remediation, Visit
from portal.inspections.queries import deadlines_of, findings_of, first_day, sessions_of
from portal.inspections.rules import TO_REMEDY
from portal.vietnamese import show_date

UNDECIDED = "Chưa ấn định thời hạn báo cáo khắc phục"


@dataclass(frozen=True)
class DraftFacts:
    """The draft of a conclusion; ``summary`` becomes public, ``extract_note`` with it."""

    title: str
    summary: str = ""
    extract_note: str = ""


@dataclass(frozen=True)
class IssueFacts:
    """A conclusion as signed and numbered outside the portal, with its files."""

    number: str
    issued_on: date
    issuer: str
    signer: str
    signer_title: str = ""
    sign_capacity: str = ""
    subject: str = ""
    place: str = ""
    signed: Blob | None = None
    signed_name: str = ""
    publish_signed: bool = False
    public_file: Blob | None = None
    public_file_name: str = ""


def save_draft(actor: Actor, visit: Visit, version: int, facts: DraftFacts) -> Conclusion:
    """Write the draft, version 0 for a new one; ChangedMeanwhile if it was saved elsewhere."""
    if visit.state == "cancelled":
        raise NotPossible("Cuộc kiểm tra đã hủy nên không có kết luận.")
    values = {
        "title": facts.title,
        "summary": facts.summary,
        "extract_note": facts.extract_note,
        "version": version + 1,
    }
    with write():
        row = Conclusion.get_or_none(Conclusion.visit == visit)
        if (row.version if row else 0) != version:
            if row and (row.title, row.summary, row.extract_note) == astuple(facts):
                return row
            raise ChangedMeanwhile
        if row is None:
            row = Conclusion.create(visit=visit, slug=visit.slug, created_at=now(), **values)
            record(actor, "draft-conclusion", row, after=values)
        else:
            before = {name: getattr(row, name) for name in values}
            Conclusion.update(values).where(Conclusion.id == row.id).execute()
            record(actor, "change-conclusion", row, before, values)
    return Conclusion.get_by_id(row.id)


def record_issued(actor: Actor, row: Conclusion, version: int, facts: IssueFacts) -> Conclusion:
    """Record the conclusion as issued, or correct that record; dues count from its date.

    Findings are sealed from here on; every shortcoming and violation gets a remediation.
    """
    visit = row.visit
    if visit.state == "cancelled":
        raise NotPossible("Cuộc kiểm tra đã hủy nên không có kết luận.")
    if too_early := before_sessions(visit, facts.issued_on):
        raise NotPossible(too_early)
    calendar = work_calendar()
    with write():
        same = Conclusion.update(
            state="issued",
            version=version + 1,
            publish_signed=facts.publish_signed,
            public_file=facts.public_file or row.public_file_id,
            public_file_name=facts.public_file_name or row.public_file_name,
        ).where(Conclusion.id == row.id, Conclusion.version == version)
        if not same.execute():
            raise ChangedMeanwhile
        document, before = _document(row, facts)
        Conclusion.update(document=document).where(Conclusion.id == row.id).execute()
        Visit.update(state="concluded", version=visit.version + 1, updated_at=now()).where(
            Visit.id == visit.id
        ).execute()
        _remediations(visit, facts.issued_on, calendar)
        record(actor, "issue-conclusion", row, before, _document_shown(document))
        follow_findings(actor, visit)
    return Conclusion.get_by_id(row.id)


def before_sessions(visit: Visit, issued_on: date) -> str:
    """Why a conclusion cannot be of that day: nobody had been there yet; "" when it can."""
    first = first_day(sessions_of([visit])[visit.id])
    if first is None or issued_on >= first:
        return ""
    return (
        f"Ngày ban hành {show_date(issued_on)} sớm hơn buổi làm việc đầu tiên của "
        f"cuộc kiểm tra ({show_date(first)}). Hãy xem lại ngày, hoặc dời buổi làm việc."
    )


def _document(row: Conclusion, facts: IssueFacts) -> tuple[IssuedDocument, dict[str, str]]:
    """The document row as issued, and what it said before."""
    document = row.document or IssuedDocument(kind="thong-bao")
    before = _document_shown(document) if row.document_id else {}
    document.number, document.issued_on = facts.number, facts.issued_on
    document.issuer, document.signer = facts.issuer, facts.signer
    document.signer_title, document.sign_capacity = facts.signer_title, facts.sign_capacity
    document.subject, document.place = facts.subject or row.title, facts.place
    if facts.signed:
        document.signed_file, document.filename = facts.signed, facts.signed_name
    document.save()
    return document, before


def _remediations(visit: Visit, issued_on: date, calendar: WorkCalendar) -> None:
    general = plan_rule(visit)
    known = {
        row.finding_id: row
        for row in Remediation.select().join(Finding).where(Finding.visit == visit)
    }
    for finding in findings_of(visit):
        if finding.kind not in TO_REMEDY:
            continue
        due = due_of(finding.due_rule, general, calendar, issued_on)
        row = known.get(finding.id) or Remediation(finding=finding)
        row.due_on, row.due_sentence = due.last_day, due.sentence
        row.save()


def plan_rule(visit: Visit) -> dict[str, object] | None:
    """The rule of the plan for remediation reports of this strand, if it has one."""
    if not visit.strand_id:
        return None
    rows = deadlines_of({visit.strand_id}).get(visit.strand_id, [])
    return next((row.rule for row in rows if row.duty == "remediation_report"), None)


def due_of(
    own: dict[str, object] | None,
    general: dict[str, object] | None,
    calendar: WorkCalendar,
    issued_on: date | None,
) -> Due:
    """The due of a remediation: its own rule, else the plan's; counted from the conclusion."""
    stored = own or general
    if not stored:
        return Due(None, None, UNDECIDED)
    due = resolve(DeadlineRule.from_dict(stored), calendar, issued_on)
    return replace(due, sentence=said_once(due.sentence))


def _document_shown(document: IssuedDocument) -> dict[str, str]:
    names = ("number", "issued_on", "issuer", "signer", "signer_title", "sign_capacity", "subject")
    return {name: str(getattr(document, name) or "") for name in names}
