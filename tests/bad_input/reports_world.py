"""Reports in every state for the world."""

from datetime import date
from pathlib import Path
from typing import Any

from portal.accounts.rules import SYSTEM
from portal.clock import now
from portal.documents.models import Blob
from portal.plans.models import Plan
from portal.reports.attached_models import UnplacedText
from portal.reports.drafts import save_field, save_value
from portal.reports.evidence.actions import add_evidence
from portal.reports.models import Duty, ReviewComment
from portal.reports.review import actions as review
from portal.reports.review.models import AcceptanceBatch, InternalNote
from portal.reports.rules import Incoming, as_json
from portal.reports.system_access.actions import grant
from portal.reports.totals.models import TotalsTemplate
from portal.units.models import Unit
from tests import factories
from tests.bad_input.follow_up_world import follow_up_ids
from tests.bad_input.forms_world import form_ids
from tests.bad_input.review_world import below, visited
from tests.reports import office_factories as reports

TASK = "0123456789ab"


def fill_reports(ids: dict[str, Any], plan: Plan, unit: Unit, stranger: Unit, root: Path) -> None:
    """A report in every state that a form is offered in, and what was attached to it."""
    far = date(2099, 6, 7)
    actor = factories.actor("unit_editor", unit)
    form = reports.form()
    due = reports.duty(unit, plan, far, form=form)
    theirs = reports.duty(stranger, plan, far, form=form)
    for owner, of in ((actor, due), (factories.actor("unit_editor", stranger), theirs)):
        of = Duty.get_by_id(of.id)
        save_field(owner, of, "outline:p1.i", ["Sở có 05 phòng"], 0, "t", 1)
        add_evidence(owner, of, field="", number="1/BC", issued_on=None, subject="Phụ lục",
                     blob=None, file_name="")  # fmt: skip
    row = reports.VALUES["task:00000000000a"] | {"position": 1, "chosen": "", "reason": ""}
    save_value(actor, due, f"task:{TASK}", Incoming(as_json(row), 0))
    gone = reports.duty(Unit.get(Unit.code == "so-giao-thong-van-tai"), plan, far, form=form)
    sent = reports.duty(unit, plan, far, form=form)
    submission = reports.submission(sent)
    note = ReviewComment.create(submission=submission, field="outline:p1.i", text="Bổ sung",
                                at=now(), by="Sở Nội vụ")  # fmt: skip
    back = reports.duty(unit, plan, far, form=form)
    returned = reports.submission(back, state="returned")
    Duty.update(state="returned").where(Duty.id == back.id).execute()
    TotalsTemplate.create(file=ids["sha256"], name="mau.docx", at=now(), by="Sở Nội vụ")
    kept = InternalNote.create(submission=submission, text="Hỏi lại", at=now(), by="Sở Nội vụ")
    asked = ReviewComment.create(submission=returned, field="outline:p1.i", text="Sửa lại",
                                 sent=True, at=now(), by="Sở Nội vụ")  # fmt: skip
    review.accept(actor, reports.submission(reports.duty(unit, plan, far, form=form)), "", now())
    again = reports.duty(unit, plan, far, form=form)
    earlier = reports.submission(again, state="returned")
    ReviewComment.create(submission=earlier, field="outline:p1.i", text="Nêu rõ", sent=True,
                         at=now(), by="Sở Nội vụ")  # fmt: skip
    reports.submission(again)
    ids |= {
        "duty_id": due.id, "of_a_gone_unit": gone.id, "theirs": theirs.id, "sent": sent.id,
        "receipt": submission.receipt, "receipt_code": submission.sha256,
        "number": 1,
        "comment_id": note.id, "note_id": kept.id, "again": again.id,
        "batch_id": AcceptanceBatch.get().id,
        "visited": visited(unit, plan, form, ids["visit_id"]),
        "below": below(unit, form, ids["sha256"])["duty_id"],
        "back": back.id, "asked": asked.id, "row": TASK, "group": "the-che", "block": "i",
        "text_id": UnplacedText.create(duty=due.id, text="Đoạn thừa", added_at=now()).id,
        "access_id": grant(SYSTEM, due, system="Một cửa", holder="Lan", on=date(2024, 3, 5)).id,
        "evidence_id": due.evidence.get().id, "their_evidence": theirs.evidence.get().id,
        **follow_up_ids(plan, unit, form, Blob.get_by_id(ids["sha256"])),
        **form_ids(),
    }  # fmt: skip
