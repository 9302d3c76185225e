"""What is asked of one plan, strand, report or submission holds nothing of another's.

Each query is asked of an empty one beside the furnished ones of the world. That it finds
something in these is the positive control; what no page of the world holds is added first.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest

from portal import db
from portal.clock import now, today
from portal.documents.models import Blob
from portal.plans import item_queries, queries
from portal.plans.cloning import queries as cloning
from portal.plans.cloning.models import PlanTodo
from portal.plans.coverage import queries as coverage
from portal.plans.document_queries import standing_by
from portal.plans.drawing import queries as drawing
from portal.plans.drawing.models import Draw
from portal.plans.models import Plan, PlanItem, PlanRelation, Strand
from portal.reports.attached_models import EvidenceUse, SignedCopy
from portal.reports.confirming.models import KeyedConfirmation
from portal.reports.confirming.queries import waits_for_word
from portal.reports.evidence import queries as evidence
from portal.reports.extending import queries as extending
from portal.reports.extending.models import ExtensionRequest
from portal.reports.field_queries import base_values
from portal.reports.form_choosing import queries as choosing
from portal.reports.form_choosing.models import FormChoice
from portal.reports.models import DraftEdit, Duty, Evidence, Submission
from portal.reports.reading.queries import marks_on
from portal.reports.receipt_queries import standing_of
from portal.reports.reminding.models import ReminderStep
from portal.reports.reminding.queries import told_steps
from portal.reports.review.models import (
    AcceptanceBatch,
    AcceptedReport,
    ParentDecision,
    PartMark,
)
from portal.reports.review.queries import asked_before
from portal.reports.signed_pdf.queries import signed_copy_of
from portal.reports.timeline.queries import whole_timeline
from portal.reports.timeliness.queries import grid
from tests import factories
from tests.access.world import AccessWorld
from tests.reports import office_factories as reports

Query = Callable[[Any], Any]


def _same_file(duty: Duty) -> bool:
    kept = (blob.sha256 for blob in Blob.select())
    return any(evidence.same_document(duty, sha256, "", None) for sha256 in kept)


def _told(duty: Duty) -> list[str]:
    return [event.title for event in whole_timeline(duty) if event.title != "Giao báo cáo"]


def _children(find: Callable[[Any, Any], Any], keys: Callable[[], list[Any]]) -> Query:
    return lambda parent: any(find(parent, key) for key in keys())


QUERIES: dict[type, tuple[Query, ...]] = {
    Plan: (
        cloning.todos_of,
        cloning.open_todos,
        partial(coverage.measured_targets, today=today()),
        coverage._visits,
        coverage.strands_for_choice,
        drawing.draws_of,
        item_queries.every_item,
        partial(item_queries.items_of, list_name="quantities"),
        lambda plan: grid(plan, today()).rows,
        choosing.choices,
        choosing.uses,
        lambda plan: standing_by(plan) != plan.title,
        _children(cloning.todo_of, lambda: [row.id for row in PlanTodo.select()]),
        _children(drawing.draw_of, lambda: [row.number for row in Draw.select()]),
        _children(item_queries.item_by_id, lambda: [row.id for row in PlanItem.select()]),
    ),
    Strand: (queries.members_of,),
    Duty: (
        waits_for_word,
        evidence.places_of,
        _same_file,
        evidence.accesses_of,
        extending.requests_of,
        extending.open_request,
        told_steps,
        signed_copy_of,
        _told,
        lambda duty: base_values(duty, {"outline:p1.i": 1}),
    ),
    Submission: (marks_on, asked_before, lambda sent: "thay thế" in standing_of(sent)),
}


@pytest.mark.parametrize("kind", QUERIES, ids=lambda kind: kind.__name__)
def test_the_rows_of_one_are_not_those_of_another(world: AccessWorld, kind: type):
    with _empty_beside_full() as empty:
        for number, query in enumerate(QUERIES[kind]):
            assert any(query(row) for row in kind.select()), f"{number} finds nothing anywhere"
            assert not query(empty[kind]), f"{number} finds another's"


@contextmanager
def _empty_beside_full() -> Iterator[dict[type, Any]]:
    """A row of each kind with nothing in it; gone again at the end of the block."""
    with db.database.atomic() as whole:
        _fill(Duty.select().join(Submission).order_by(Duty.id).get())
        plan = factories.plan(2031)
        sent = reports.duty()
        yield {
            Plan: plan,
            Strand: factories.strand(factories.plan(2031)),
            Duty: reports.duty(),
            Submission: [reports.submission(sent) for _time in range(2)][-1],
        }
        whole.rollback()


def _fill(duty: Duty) -> None:
    """What the pages of the world do not need."""
    moment, sent = now(), duty.submissions.get()
    PlanTodo.create(
        plan=duty.plan, source=duty.plan, kind="text", key="x", title="Toàn văn", blocking=True,
        created_at=moment,
    )  # fmt: skip
    PlanRelation.create(
        plan=duty.plan_id, kind="amends", subject="Kế hoạch", number="9/QĐ-UBND",
        issued_on=today(),
    )  # fmt: skip
    FormChoice.create(
        plan=duty.plan_id, kind="other", form=duty.form_id, chosen_at=moment, chosen_by="Lan"
    )
    proof = Evidence.create(duty=duty, subject="Công văn", added_at=moment)
    EvidenceUse.create(evidence=proof, field="p2.i.2")
    ExtensionRequest.create(duty=duty, wished_on=today(), reason="Mất mạng", asked_at=moment)
    ReminderStep.create(
        duty=duty, due_on=today(), step=-5, user=factories.user(), state="sent", at=moment
    )
    SignedCopy.create(duty=duty, file=Blob.select().order_by(Blob.sha256).get(), added_at=moment)
    DraftEdit.create(duty=duty, code="outline:p1.i", version=1, at=moment)
    PartMark.create(submission=sent, part="p1", state="read", at=moment, by="Lan")
    ParentDecision.create(submission=sent, unit=duty.unit, decision="approved", at=moment, by="Lan")
    batch = AcceptanceBatch.create(at=moment, by="Lan", undone_at=moment, undone_by="Lan")
    AcceptedReport.create(batch=batch, submission=sent)
    keyed = [reports.submission(duty) for _time in range(2)][-1]
    KeyedConfirmation.create(submission=keyed)
    KeyedConfirmation.create(submission=sent, state="confirmed", at=moment)
