"""From the working plan to its payload."""

from collections.abc import Iterable, Mapping

from portal.deadlines.deadline_rule import DeadlineRule
from portal.deadlines.queries import work_calendar
from portal.deadlines.rules import resolve
from portal.deadlines.work_calendar import WorkCalendar
from portal.documents.models import Blob, IssuedDocument
from portal.documents.rules import kind_name, signed_file_name
from portal.plans.item_publication import public_lists
from portal.plans.models import Plan, PlanDeadline
from portal.plans.payload import PlanPayload, StrandPayload
from portal.plans.queries import WholePlan, WholeStrand, current_publications, whole_plans
from portal.plans.relations import relations_of
from portal.plans.rules import DOCUMENT_PARTS, MODES, missing_parts
from portal.publishing.payload import PublicFile, UnitRef
from portal.publishing.shared import PublicDeadline, PublicDocument


def to_payload(plan: Plan, calendar: WorkCalendar | None = None) -> PlanPayload:
    """Exactly what becomes public of ``plan``, its deadlines resolved with their sentences."""
    return payloads([plan], calendar, {plan.slug})[plan.id]


def payloads(
    plans: Iterable[Plan],
    calendar: WorkCalendar | None = None,
    also_public: Iterable[str] = (),
) -> dict[int, PlanPayload]:
    """The payloads of several plans by id; the number of queries does not grow with them.

    A related plan is named or linked only if it has a public page, or is in ``also_public``
    (slugs about to be published together).
    """
    calendar = calendar or work_calendar()
    public = {row.slug: row.title for row in current_publications()}
    public |= dict.fromkeys(also_public, "")
    return {whole.plan.id: payload_of(whole, calendar, public) for whole in whole_plans(plans)}


def payload_of(whole: WholePlan, calendar: WorkCalendar, public: Mapping[str, str]) -> PlanPayload:
    """The payload of a plan already read; ``public``: plans with a public page, see relations."""
    plan = whole.plan
    document = _document(plan.document)
    lacking = missing_parts({name: getattr(document, name) for name in DOCUMENT_PARTS})
    return PlanPayload(
        year=plan.year,
        title=plan.title,
        summary=plan.summary,
        document=document,
        missing_document_reason=plan.missing_document_reason if lacking else "",
        strands=tuple(_strand(one, calendar) for one in whole.strands),
        review_period=plan.review_period,
        visit_days=plan.visit_days,
        sub_units=plan.sub_units,
        team=tuple(plan.team),
        body_html=plan.body_html,
        original=_file(plan.public_original, plan.original_name, "Văn bản gốc (Word)")
        if plan.publish_original
        else None,
        relations=relations_of(whole, public),
        contents=tuple(row["title"] for row in plan.contents),
        demo=plan.demo,
        plan_kind=plan.kind,
        **public_lists(whole, calendar),
    )


def public_deadline(row: PlanDeadline, calendar: WorkCalendar) -> PublicDeadline:
    """A deadline rule with its last day, where it has one without a visit, and its sentence."""
    due = resolve(DeadlineRule.from_dict(row.rule), calendar)
    return PublicDeadline(
        row.code,
        row.title,
        due.last_day.isoformat() if due.last_day else "",
        due.sentence,
        due.provisional,
    )


def _document(row: IssuedDocument | None) -> PublicDocument:
    if row is None:
        return PublicDocument()
    return PublicDocument(
        kind=row.kind,
        kind_name=kind_name(row.kind),
        number=row.number,
        issued_on=row.issued_on.isoformat() if row.issued_on else "",
        issuer=row.issuer,
        signer=row.signer,
        signer_title=row.signer_title,
        sign_capacity=row.sign_capacity,
        subject=row.subject,
        place=row.place,
        legal_bases=tuple(row.legal_bases),
        recipients=tuple(row.recipients),
        signed_file=_file(
            row.signed_file, signed_file_name(row.kind, row.number), "Bản đã ký (PDF)"
        ),
    )


def _file(blob: Blob | None, name: str, label: str) -> PublicFile | None:
    if blob is None:
        return None
    return PublicFile(blob.sha256, name, blob.size, blob.media_type, label)


def _strand(one: WholeStrand, calendar: WorkCalendar) -> StrandPayload:
    strand = one.strand
    # who will be visited unannounced must not be read from the plan
    named = [] if strand.mode == "unannounced" else one.members
    return StrandPayload(
        code=strand.code,
        name=strand.name,
        mode=strand.mode,
        mode_name=MODES[strand.mode],
        method=strand.method,
        text=strand.text,
        units=tuple(UnitRef(member.unit.code, member.name) for member in named),
        deadlines=tuple(public_deadline(row, calendar) for row in one.deadlines),
    )
