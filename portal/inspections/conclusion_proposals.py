"""Payloads of conclusions and remediation: public findings only, the file only when it may be."""

from datetime import date

from portal.deadlines.queries import work_calendar
from portal.deadlines.rules import WorkCalendar
from portal.documents.models import Blob, IssuedDocument
from portal.documents.rules import kind_name, signed_file_name
from portal.inspections.conclusion_actions import due_of, plan_rule
from portal.inspections.models import Conclusion, Finding, Petition, Remediation, Visit
from portal.inspections.payload import (
    AnswerRow,
    ConclusionPayload,
    FindingPayload,
    RemediationPayload,
    RemediationRow,
)
from portal.inspections.proposals import public_titles
from portal.inspections.queries import findings_of, sessions_of
from portal.inspections.rules import (
    DOMAINS,
    EXTRACT_NOTE,
    FINDING_KINDS,
    REMEDIATION_STATES,
    TO_REMEDY,
    remediation_state,
)
from portal.publishing.gate import Proposal, proposal
from portal.publishing.payload import PublicFile, UnitRef
from portal.publishing.shared import PublicDeadline, PublicDocument


def conclusion_proposal(conclusion: Conclusion) -> Proposal:
    """The conclusion as it would become public."""
    return proposal(conclusion.slug, conclusion_payload(conclusion))


def conclusion_payload(conclusion: Conclusion) -> ConclusionPayload:
    """Title, document, summary and the public findings; an extract when any is left out."""
    visit = conclusion.visit
    findings = findings_of(visit)
    extract = is_extract(findings)
    document = conclusion.document if conclusion.document_id else None
    calendar = work_calendar()
    general = plan_rule(visit)
    issued_on = document.issued_on if document else None
    return ConclusionPayload(
        year=visit.plan.year,
        title=conclusion.title,
        unit=UnitRef(visit.unit.code, visit.unit_name),
        plan_slug=visit.plan.slug,
        plan_title=_known_title("plan", visit.plan.slug, visit.plan.title),
        visit_slug=visit.slug,
        visit_dates=_visit_dates(visit),
        document=_public_document(document, _file(conclusion, extract)),
        missing_document_reason=conclusion.missing_document_reason if document is None else "",
        summary=conclusion.summary,
        findings=tuple(
            _finding(row, general, calendar, issued_on) for row in findings if row.public
        ),
        is_extract=extract,
        extract_note=(conclusion.extract_note or EXTRACT_NOTE) if extract else "",
        demo=visit.demo,
    )


def _known_title(kind: str, slug: str, working: str) -> str:
    """The title that readers know; the working one only of what was never published."""
    return public_titles(kind, [slug]).get(slug, working)


def is_extract(findings: list[Finding]) -> bool:
    """Whether anything of the conclusion stays out of its public form."""
    return any(not row.public for row in findings)


def remediation_proposal(conclusion: Conclusion, today: date) -> Proposal:
    """The remediation of a conclusion as it would become public on ``today``."""
    return proposal(conclusion.slug, remediation_payload(conclusion, today))


def remediation_payload(conclusion: Conclusion, today: date) -> RemediationPayload:
    """Public shortcomings with what was reported and verified, and the answered petitions."""
    visit = conclusion.visit
    rows = remediations_of(visit)
    petitions = Petition.select().where(Petition.visit == visit, Petition.public)
    return RemediationPayload(
        year=visit.plan.year,
        unit=UnitRef(visit.unit.code, visit.unit_name),
        conclusion_slug=conclusion.slug,
        conclusion_title=_known_title("conclusion", conclusion.slug, conclusion.title),
        rows=tuple(_row(row, today) for row in rows if row.finding.public),
        answers=tuple(
            AnswerRow(
                f"kn{number}",
                row.text,
                row.agency,
                _iso(row.due_on),
                _iso(row.answered_on),
                row.answer,
            )
            # numbered by what is public: the number of a row would count the others
            for number, row in enumerate(petitions.order_by(Petition.id), start=1)
        ),
        demo=visit.demo,
    )


def remediations_of(visit: Visit) -> list[Remediation]:
    """Remediation rows of a visit with their findings, in the order of the conclusion."""
    return list(
        Remediation.select(Remediation, Finding)
        .join(Finding)
        .where(Finding.visit == visit)
        .order_by(Finding.position, Finding.id)
    )


def _row(row: Remediation, today: date) -> RemediationRow:
    finding = row.finding
    state = remediation_state(row.due_on, row.reported_on, row.outcome, today)
    again = row.first_reported_on != row.reported_on
    return RemediationRow(
        code=finding.code,
        domain_name=DOMAINS[finding.domain],
        text=finding.text,
        recommendation=finding.recommendation,
        deadline=_deadline(finding.code, row.due_on, row.due_sentence),
        reported_on=_iso(row.reported_on),
        reported_text=row.reported_text,
        verified_on=_iso(row.verified_on),
        verified_text=row.verified_text,
        state=state,
        state_name=REMEDIATION_STATES[state],
        first_reported_on=_iso(row.first_reported_on if again else None),
    )


def _finding(
    row: Finding,
    general: dict[str, object] | None,
    calendar: WorkCalendar,
    issued_on: date | None,
) -> FindingPayload:
    deadline = None
    if row.kind in TO_REMEDY:
        due = due_of(row.due_rule, general, calendar, issued_on)
        deadline = _deadline(row.code, due.last_day, due.sentence, due.provisional)
    return FindingPayload(
        code=row.code,
        domain=row.domain,
        domain_name=DOMAINS[row.domain],
        finding_kind=row.kind,
        kind_name=FINDING_KINDS[row.kind],
        text=row.text,
        cause=row.cause,
        recommendation=row.recommendation,
        deadline=deadline,
    )


def _deadline(
    code: str, last_day: date | None, sentence: str, provisional: bool = False
) -> PublicDeadline:
    return PublicDeadline(code, "Báo cáo khắc phục", _iso(last_day), sentence, provisional)


def _file(conclusion: Conclusion, extract: bool) -> PublicFile | None:
    document = conclusion.document if conclusion.document_id else None
    if document and document.signed_file_id and conclusion.publish_signed and not extract:
        name = signed_file_name(document.kind, document.number)
        return _public_file(document.signed_file, name, "Văn bản đã ký")
    if conclusion.public_file_id:
        label = "Bản trích công khai" if extract else "Bản công khai"
        return _public_file(conclusion.public_file, conclusion.public_file_name, label)
    return None


def _public_file(blob: Blob | None, name: str, label: str) -> PublicFile | None:
    if blob is None:
        return None
    return PublicFile(blob.sha256, name, blob.size, blob.media_type, label)


def _public_document(document: IssuedDocument | None, file: PublicFile | None) -> PublicDocument:
    if document is None:
        return PublicDocument(kind="thong-bao", kind_name="Thông báo kết luận", signed_file=file)
    return PublicDocument(
        kind=document.kind,
        kind_name=kind_name(document.kind),
        number=document.number,
        issued_on=_iso(document.issued_on),
        issuer=document.issuer,
        signer=document.signer,
        signer_title=document.signer_title,
        sign_capacity=document.sign_capacity,
        subject=document.subject,
        place=document.place,
        legal_bases=tuple(document.legal_bases),
        recipients=tuple(document.recipients),
        signed_file=file,
    )


def _visit_dates(visit: Visit) -> tuple[str, ...]:
    rows = sessions_of([visit])[visit.id]
    days = {row.on for row in rows if row.state in ("planned", "done")}
    return tuple(day.isoformat() for day in sorted(days))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
