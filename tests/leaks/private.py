"""What an office has inside besides what it published: drafts, hidden visits, reports, people.

Rows are made among those of ``world.build``, or after them; whatever is made here is private
as a whole.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.accounts.models import RecoveryCode, SecondStep, SignInAttempt, SignInSession
from portal.clock import now
from portal.documents.models import Blob, IssuedDocument
from portal.feedback.models import Feedback
from portal.inspections import conclusion_actions as conclusions
from portal.inspections.actions import SessionPlan, VisitPlan, plan_visit
from portal.inspections.finding_actions import FindingFacts, add_finding
from portal.inspections.models import Remediation, Visit
from portal.inspections.remediation_actions import create_petitions
from portal.inspections.team_actions import MemberFacts, add_member, create_team
from portal.legal.models import LegalDocument
from portal.people.models import Activation, Delegation
from portal.plans.models import PlanItem, PlanRelation
from portal.plans.publication_actions import propose_plan
from portal.publishing.actions import recall, refuse
from portal.publishing.lint_models import AcceptedFinding
from portal.publishing.requests import (
    Erasure,
    PublicationRequest,
    Signer,
    SiteUpdate,
    SubmissionForm,
)
from portal.reports.attached_models import EvidenceUse, SignedCopy, SystemAccess, UnplacedText
from portal.reports.form_choosing.models import FormChoice
from portal.reports.form_making.models import FormDraft
from portal.reports.models import (
    DraftEdit,
    DraftField,
    Duty,
    DutyHistory,
    Evidence,
    FormVersion,
    Review,
    Submission,
)
from portal.reports.sharing.models import PartWriter
from portal.reports.totals.models import TotalsTemplate
from tests import factories
from tests.leaks import private_follow_up, private_plans, private_reports
from tests.leaks.markers import Key, Markers, rows
from tests.leaks.papers import docx_with_secrets, pdf_with_secrets
from tests.leaks.world import HELD, World

#: The unannounced visit that keeps its real words: no page may name this unit with this day.
HIDDEN_DAY, HIDDEN_UNIT = date(2031, 12, 7), "so-xay-dung"


@dataclass
class Private:
    """Makes the private rows; ``keys`` are they, but for the one visit that stays as it is."""

    markers: Markers = field(default_factory=Markers)
    keys: set[Key] = field(default_factory=set)
    files: list[Blob] = field(default_factory=list)
    waiting: PublicationRequest | None = None
    hidden: Visit | None = None
    _plain: set[Key] = field(default_factory=set)

    def between(self, step: str, world: World) -> None:
        """Make what belongs before a step of ``world.build``."""
        make: Callable[[World], None] | None = getattr(self, f"before{step}", None)
        if make is not None:
            known = rows()
            make(world)
            self.keys |= rows() - known - self._plain

    def all_at_once(self, world: World) -> None:
        """Make everything after all is public, and mark every column that must stay inside."""
        for step in ("_register", "_schedule", "_remediation", "_end"):
            self.between(step, world)
        self.keys |= {("Finding", world.hidden_finding.id)}
        kept = Remediation.get(Remediation.finding == world.hidden_finding)
        self.keys |= {("Remediation", kept.id)}
        self.markers.fill(self.keys)

    def before_register(self, _world: World) -> None:
        """People who signed in, or tried to."""
        SignInAttempt.create(username="ai-do", address="10.1.2.3", succeeded=False, at=now())
        person = factories.user("unit_editor", phone="0912345678")
        SignInSession.create(
            token_hash="-", user=person, started_at=now(), last_seen_at=now(), typist_name="Ai đó"
        )

    def before_schedule(self, world: World) -> None:
        """A draft plan that amends the public one, proposals for it, unannounced visits."""
        self._draft_plan(world)
        team = create_team(world.editor, world.plan, self._said("hidden team"))
        for role in ("head", "member"):
            facts = MemberFacts(self._said("member"), role, world.units["so-y-te"])
            add_member(world.editor, team, facts)
        known = rows()
        self.hidden = self._visit(world, HIDDEN_UNIT, HIDDEN_DAY)
        self._plain = {key for key in rows() - known if key[0] in ("Visit", "Session")}
        other = self._visit(world, "so-tai-chinh", date(2024, 6, 5), team=team)
        for shown in (True, False):
            text = self._said("hidden finding")
            facts = FindingFacts("violation", "cong-vu", text, text, text, public=shown)
            add_finding(world.editor, other, facts)
        draft = conclusions.DraftFacts(self._said("draft conclusion"), self._said("summary"))
        row = conclusions.save_draft(world.editor, other, 0, draft)
        issued = conclusions.IssueFacts(
            "99/TB", date(2024, 6, 7), self._said("issuer"), self._said("signer"),
            signed=self._file(world, pdf_with_secrets, "hidden conclusion"), publish_signed=True,
        )  # fmt: skip
        row.visit = Visit.get_by_id(other.id)
        conclusions.record_issued(world.editor, row, row.version, issued)

    def before_remediation(self, world: World) -> None:
        """Petitions that are not public, asked before the public one."""
        visit = world.visits[0]
        texts = [self._said("petition"), self._said("petition")]
        create_petitions(world.editor, visit.unit, visit, texts, self._said("source"))

    def before_end(self, world: World) -> None:
        """Reports, a unit not yet in the public register, a visit not yet proposed."""
        strand = world.strands["onsite"]
        self._visit(world, HIDDEN_UNIT, date(2031, 11, 9), unannounced=False, strand=strand)
        factories.unit(self._said("new unit"), parent=world.units["so-y-te"])
        said, at = self._said("report"), now()
        Signer.create(position=1, step=said, title=said, capacity=said, name=said)
        SubmissionForm.create(symbol=said, slip_symbol=said, recipients=[said])
        SiteUpdate.create(as_of=HELD, done_at=at, failure=said, failed_at=at)
        Erasure.create(kind="plan", slug="-", reason=said, ground=said, asked_at=at, decided_at=at)
        LegalDocument.create(
            key="1", number="1/QĐ", kind="Quyết định", title=said, issuer="Bộ Nội vụ", note=said,
            source=said, issued_on=HELD, in_force_from=HELD,
        )  # fmt: skip
        AcceptedFinding.create(
            request=self.waiting, subject=said, key=said, title=said, quote=said, reason=said,
            accepted_at=at,
        )  # fmt: skip
        Feedback.create(
            year=2031, number=7, code_hash=said, text=said, sender_mark=said, received_at=at
        )
        private_plans.make_rows(world, said, at)
        unit, person = world.units["so-y-te"], factories.user("unit_editor")
        SecondStep.create(user=person, secret=said)
        private_follow_up.make_messages(person, said, at)
        RecoveryCode.create(user=person, code_hash=said, used_at=at)
        Activation.create(unit=unit, code_hash=said, roles=said, full_name=said, position=said,
                          created_at=at, expires_at=at, revoked_at=at, used_at=at)  # fmt: skip
        Delegation.create(unit=unit, deputy=person, number=said, issued_on=HELD, valid_from=HELD,
                          valid_to=HELD, created_at=at, ended_at=at)  # fmt: skip
        TotalsTemplate.create(
            file=self._file(world, docx_with_secrets, "template"), name=said, at=at, by=said,
            retired_at=at,
        )  # fmt: skip
        form = FormVersion.create(
            code="mau", version=1, title=said, definition=said, sha256="-", created_at=at,
            note=said, issued_by=said,
        )  # fmt: skip
        FormChoice.create(plan=world.plan, form=form, chosen_at=at, chosen_by=said)
        FormDraft.create(
            code="mau", base=form, definition=said, begun_at=at, begun_by=said, changed_at=at,
            changed_by=said, uploaded=said, uploaded_name=said, uploaded_by=said,
        )  # fmt: skip
        for duty in [*Duty.select(), _duty(world, form)]:
            DutyHistory.create(duty=duty, at=at, old_due_on=HELD, new_due_on=HELD, reason=said)
            DraftField.create(duty=duty, code="a", value=said, updated_at=at)
            DraftEdit.create(duty=duty, code="a", after=said, version=1, at=at, by=said)
            file = self._file(world, docx_with_secrets, "evidence")
            proof = Evidence.create(duty=duty, subject=said, file=file, added_at=at, issued_on=HELD)
            EvidenceUse.create(evidence=proof, field=said)
            SystemAccess.create(duty=duty, system=said, holder=said, granted_on=HELD,
                                revoked_on=HELD, added_at=at)  # fmt: skip
            SignedCopy.create(duty=duty, file=file, file_name=said, added_at=at)
            PartWriter.create(duty=duty, part="tasks", note=said, at=at, by=said)
            UnplacedText.create(duty=duty, text=said, near=said, file_name=said, added_at=at)
            sent = Submission.create(
                duty=duty, number=1, receipt=f"BN-{duty.id}", mode="signed_pdf", snapshot=said,
                sha256="-", submitted_at=at, received_on=HELD, by=said, copies=8, doc_date=HELD,
                signed_file=self._file(world, pdf_with_secrets, "report"), state="accepted",
            )  # fmt: skip
            Review.create(submission=sent, decision="accepted", at=at, by=said, new_due_on=HELD)
            private_reports.make_rows(sent, said, at)
            private_follow_up.make_rows(duty, sent, person, said, at)

    def _draft_plan(self, world: World) -> None:
        said = self._said
        draft = factories.plan(
            2024, title=said("draft title"), summary=said("draft summary"),
            body_html=f"<p>{said('draft text')}</p>", team=[said("draft team")],
            contents=[{"code": "a", "title": said("draft contents")}],
            original=self._file(world, docx_with_secrets, "draft original"),
            original_name=said("draft file name"), publish_original=True,
        )  # fmt: skip
        strand = factories.strand(
            draft, (world.units["so-y-te"],), name=said("draft strand"), text=said("strand text")
        )
        factories.deadline(strand)
        value = {"title": said("amount"), "unit": "bộ", "minimum": 7}
        PlanItem.create(plan=draft, list_name="quantities", code="a", value=value)
        PlanRelation.create(plan=draft, kind="amends", other_plan=world.plan, subject=said("s"))
        draft.document = IssuedDocument.create(
            kind="quyet-dinh", number=said("draft number"), signer=said("draft signer"),
            signed_file=self._file(world, pdf_with_secrets, "draft signed"),
        )  # fmt: skip
        draft.save()
        for undo in (recall, lambda who, row: refuse(who, row, said("refusal")), None):
            note, reason = said("change note"), said("reason")
            asked = propose_plan(world.editor, draft, "first", note, reason, "/lam-viec/")
            if undo:
                undo(world.approver, asked)
            self.waiting = asked

    def _visit(
        self, world: World, unit: str, on: date, unannounced: bool = True, **values: Any
    ) -> Visit:
        values = {"strand": world.strands["unannounced"], **values}
        wanted = VisitPlan(world.plan, world.units[unit], unannounced=unannounced, **values)
        sessions = [SessionPlan(on, "day", place="Trụ sở", internal_note=self._said("note"))]
        return plan_visit(world.editor, wanted, sessions)

    def _said(self, what: str) -> str:
        """A text that must not be read outside."""
        return self.markers.text(what)

    def _file(self, world: World, kind: Callable[[str], bytes], what: str) -> Blob:
        """A stored file that is never published."""
        self.files.append(world.keep(kind(self._said(what))))
        return self.files[-1]


def _duty(world: World, form: FormVersion) -> Duty:
    """A report on the published visit, with every column filled."""
    return Duty.create(
        unit=world.units["so-tai-chinh"], plan=world.plan, visit=world.visits[0], form=form,
        kind="visit_report", title="Báo cáo", year=2024, due_on=HELD, due_at=now(),
        due_rule={"kind": "by_date"}, created_at=now(),
    )  # fmt: skip
