"""Real objects for every address: of one's own unit and team, of others', in every state.

A thing carries the values that an address of its kind may ask for. What is written in it bears
marks (“dau-own-planned-place”), so that a page shows whose text it repeats.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from portal.accounts.rules import SYSTEM
from portal.clock import now, today
from portal.deadlines.queries import work_calendar
from portal.deadlines.rules import cut_off
from portal.documents.models import Blob
from portal.inspections.conclusion_actions import IssueFacts, record_issued
from portal.inspections.models import (
    Conclusion,
    Finding,
    Petition,
    Remediation,
    Session,
    Team,
    Visit,
)
from portal.plans.models import Plan, Strand
from portal.reports.attached_models import UnplacedText
from portal.reports.confirming.models import KeyedConfirmation
from portal.reports.models import (
    DraftField,
    Duty,
    DutyHistory,
    Evidence,
    FormVersion,
    Review,
    ReviewComment,
)
from portal.reports.review.models import InternalNote
from portal.reports.rules import as_json
from portal.reports.system_access.actions import grant
from portal.units.models import Unit
from tests.reports import office_factories as reports

VISITS = "planned under_way visited concluded cancelled unannounced released"
DUTIES = "open returned submitted accepted waived extended unannounced released"
REMEDIATIONS = "open reported insufficient verified"
#: Which visit a duty of a state belongs to.
_VISIT_OF = {
    "open": "planned", "returned": "under_way", "submitted": "visited", "accepted": "concluded",
    "waived": "cancelled", "extended": "planned",
}  # fmt: skip
ROW, THEIR_ROW = "0123456789ab", "fedcba987654"


@dataclass
class Thing:
    """An object: its kind, whose it is (own, other, third), its state, what addresses ask for."""

    kind: str
    side: str
    state: str
    values: dict[str, Any]

    @property
    def name(self) -> str:
        """How a fault names it."""
        return f"{self.side} {self.state} {self.kind}"


@dataclass
class Owner:
    """The unit and the team on whose side a family of things stands."""

    side: str
    plan: Plan
    strand: Strand
    unit: Unit
    team: Team
    file: Blob
    form: FormVersion

    def mark(self, state: str, what: str) -> str:
        """A text that says whose it is."""
        return f"dau-{self.side}-{state}-{what}"


def family(owner: Owner) -> Iterator[Thing]:
    """Visits, remediation and duties in every state."""
    visits = {state: _visit(owner, state) for state in VISITS.split()}
    for state, visit in visits.items():
        yield _thing(owner, state, visit)
    for number, state in enumerate(REMEDIATIONS.split(), start=1):
        place = {"visit_id": visits["concluded"].id, "finding": f"f{number}"}
        yield Thing("remediation", owner.side, state, place)
    for state in DUTIES.split():
        yield _duty(owner, state, visits[_VISIT_OF.get(state, state)])
    yield _duty(owner, "unvisited", None)


def single(owner: Owner) -> Iterator[Thing]:
    """One planned visit and the report sent for it."""
    visit = _visit(owner, "planned")
    yield _thing(owner, "planned", visit)
    yield _duty(owner, "submitted", visit)


def _thing(owner: Owner, state: str, visit: Visit) -> Thing:
    petition = Petition.get(Petition.visit == visit)
    values = {
        "visit_id": visit.id, "finding": "f1", "session": "b1", "petition_id": petition.id,
        "which": "da-ky", "what": "cong-khai" if state == "unannounced" else "huy",
    }  # fmt: skip
    return Thing("visit", owner.side, state, values)


def _visit(owner: Owner, state: str) -> Visit:
    hidden = state in ("unannounced", "released")
    past, ahead = today() - timedelta(days=40), today() + timedelta(days=420)
    on = work_calendar().next_working(ahead if state == "planned" else past)
    number = Visit.select().count()
    row = Visit.create(
        slug=f"2026/{owner.unit.code}-x{number}", plan=owner.plan, strand=owner.strand,
        unit=owner.unit, unit_name=owner.unit.name, team=owner.team,
        method="Trực tiếp tại đơn vị", unannounced=hidden, released=state == "released",
        state="planned" if hidden else "visited" if state == "concluded" else state,
        internal_note=owner.mark(state, "office"), created_at=now(), updated_at=now(),
    )  # fmt: skip
    held = {"visited": "done", "cancelled": "cancelled"}  # nobody noted it where it is concluded
    foreign = ["x9"] if owner.side == "other" else []
    for place, code in enumerate(["b1", "b2", *foreign]):
        Session.create(visit=row, code=code, on=on + timedelta(days=7 * place) if on > today()
                       else on, part=["morning", "afternoon", "day"][place],
                       place=owner.mark(state, "place"), state=held.get(state, "planned"),
                       internal_note=owner.mark(state, "within"))  # fmt: skip
    for place, code in enumerate(["f1", "f2", "f3", "f4", *foreign]):
        Finding.create(visit=row, code=code, position=place, domain="the-che", kind="shortcoming",
                       text=owner.mark(state, "finding"),
                       internal_note=owner.mark(state, "note"))  # fmt: skip
    Petition.create(visit=row, unit=owner.unit, text=owner.mark(state, "petition"),
                    answer="Đã trả lời" if state == "concluded" else "",
                    answered_on=past if state == "concluded" else None,
                    source=owner.mark(state, "office"), created_at=now())  # fmt: skip
    draft = Conclusion.create(visit=row, slug=row.slug, title=owner.mark(state, "title"),
                              created_at=now())  # fmt: skip
    if state == "concluded":
        _conclude(owner, draft, today())
    return row


def _conclude(owner: Owner, draft: Conclusion, on: date) -> None:
    facts = IssueFacts("9/TB-ĐKT", on, "Đoàn", "Lê Văn A", signed=owner.file, signed_name="kl.pdf")
    record_issued(SYSTEM, draft, draft.version, facts)
    Conclusion.update(version=1).where(Conclusion.id == draft.id).execute()
    Visit.update(version=1).where(Visit.id == draft.visit_id).execute()
    rows = Remediation.select().join(Finding).where(Finding.visit == draft.visit_id)
    for row, state in zip(rows.order_by(Finding.code), REMEDIATIONS.split(), strict=False):
        reported = {} if state == "open" else {"reported_on": on, "reported_text": "Đã sửa"}
        outcome = state if state in ("insufficient", "verified") else ""
        Remediation.update(
            outcome=outcome, evidence=owner.file.sha256, evidence_name="m.pdf", **reported
        ).where(Remediation.id == row.id).execute()


def _duty(owner: Owner, state: str, visit: Visit | None) -> Thing:
    due = date(2099, 6, 7)
    row = Duty.create(
        unit=owner.unit, plan=owner.plan, visit=visit, form=owner.form, year=2026, due_on=due,
        kind="visit_report" if visit else "self_inspection_report", due_at=cut_off(due),
        title=owner.mark(state, "duty"), due_sentence="Chậm nhất hết ngày 07/6/2099",
        created_at=now(),
    )  # fmt: skip
    task = reports.VALUES["task:00000000000a"] | {"position": 1, "chosen": "", "reason": ""}
    rows = [ROW, THEIR_ROW] if owner.side == "other" else [ROW]
    stored = {"outline:p1.i": owner.mark(state, "draft"), **{f"task:{row}": task for row in rows}}
    for code, value in stored.items():
        DraftField.create(duty=row, code=code, value=as_json(value), updated_at=now(), version=1)
    proof = Evidence.create(duty=row, subject=owner.mark(state, "proof"), file=owner.file,
                            file_name="m.pdf", number="1/BC", added_at=now())  # fmt: skip
    values = {
        "duty_id": row.id, "evidence_id": proof.id, "row": ROW, "group": "the-che", "code": "p1.i",
        "listed": "p2.i.2",
        "block": "i.1",
        "number": 1, "place": 0, "position": 1,
        "text_id": UnplacedText.create(duty=row, text="Đoạn thừa", added_at=now()).id,
        "access_id": grant(SYSTEM, row, system="Một cửa", holder="Lan", on=date(2024, 3, 5)).id,
    }  # fmt: skip
    sent = {"returned": "returned", "accepted": "accepted", "extended": "returned"}
    if state not in ("open", "waived"):
        values |= _submitted(owner, state, row, sent.get(state, "submitted"))
    final = {"open": "open", "waived": "waived", "extended": "open", **sent}
    stands = final.get(state, "submitted")
    if state == "extended":
        DutyHistory.create(duty=row, at=now(), new_due_on=due, by="Sở Nội vụ",
                           reason=owner.mark(state, "history"))  # fmt: skip
        stands = "returned"
    Duty.update(state=stands).where(Duty.id == row.id).execute()
    return Thing("duty", owner.side, state, values)


def _submitted(owner: Owner, state: str, duty: Duty, stands: str) -> dict[str, Any]:
    item = {"id": 1, "field": "", "number": "1/BC", "issued_on": "", "file_name": "m.pdf",
            "subject": owner.mark(state, "proof"), "sha256": owner.file.sha256}  # fmt: skip
    for _time in range(2 if owner.side == "other" else 1):
        sent = reports.submission(
            duty, evidence=(item,), state=stands, signed_file=owner.file, signed_name="bc.pdf",
            doc_number=owner.mark(state, "sent"),
        )  # fmt: skip
        if state == "accepted":
            KeyedConfirmation.create(submission=sent, state="confirmed", scan=owner.file,
                                     scan_name="x.pdf", at=now())  # fmt: skip
    if stands != "submitted":
        Review.create(submission=sent, decision=stands, note=owner.mark(state, "review"),
                      at=now(), by="Sở Nội vụ")  # fmt: skip
    ids = {}
    for what, values in (
        ("said", {"sent": True}), ("unsaid", {"sent": False}),
    ):  # fmt: skip
        ids[what] = ReviewComment.create(
            submission=sent, text=owner.mark(state, what), at=now(), by="Sở Nội vụ", **values
        ).id
    ids["note_id"] = InternalNote.create(
        submission=sent, text=owner.mark(state, "inside"), at=now(), by="Sở Nội vụ"
    ).id
    return {**ids, "comment_id": ids["said"]}
