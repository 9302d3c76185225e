"""Two editors at one instant: on one form, with one click more, on one row.

Each race is run several times, over HTTP, on connections of their own: one is done, the other
is told, with both texts; what the audit log holds was done once.
"""

import json
from functools import partial

import pytest

from portal.accounts.audit import broken_entries
from portal.accounts.models import AuditEntry
from portal.inspections.models import Finding, Visit
from portal.plans.models import Strand
from portal.reports import actions as report_actions
from portal.reports.models import Duty, ReviewComment
from portal.reports.review import actions as review
from portal.reports.review import comments as review_comments
from tests import factories
from tests.concurrency.at_once import ROUNDS, at_once
from tests.concurrency.form_opening import VISIT, opened, send
from tests.inspections import factories as visits
from tests.page_forms import forms_of
from tests.reports import office_factories

PLAN = "/lam-viec/dieu-hanh/ke-hoach"


def plan_form(visit):
    return f"{PLAN}/{visit.plan_id}/sua/", "summary"


def body_form(visit):
    return f"{PLAN}/{visit.plan_id}/toan-van/", "body"


def strand_form(visit):
    return f"{PLAN}/{visit.plan_id}/loai/{visit.strand_id}/", "text"


def visit_form(visit):
    return f"{VISIT}/{visit.id}/sua/", "internal_note"


def session_form(visit):
    return f"{VISIT}/{visit.id}/buoi/b1/sua/", "place"


def finding_form(visit):
    return f"{VISIT}/{visit.id}/ghi-nhan/f1/", "text"


def conclusion_form(visit):
    return f"{VISIT}/{visit.id}/ket-luan/", "summary"


FORMS = (
    plan_form, body_form, strand_form, visit_form, session_form, finding_form, conclusion_form,
)  # fmt: skip


@pytest.fixture
def visit(database):
    made = visits.planned()
    visits.finding(made)
    visits.draft(made)
    return Visit.get_by_id(made.id)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_two_editors_of_one_form(app, sign_in, visit, form):
    """One is saved, the other gets both texts, and may then decide; a third time nothing moves."""
    people = [sign_in("office_editor"), sign_in("office_editor")]
    for turn in range(ROUNDS):
        path, field = form(visit)
        texts = [f"Nội dung {turn} của người {number}" for number in (1, 2)]
        forms = [
            opened(client, path, field, text) for client, text in zip(people, texts, strict=True)
        ]
        before = AuditEntry.select().count()
        answers = at_once(app, [partial(send, one) for one in forms])
        statuses = [answer.status_code for answer in answers]
        assert sorted(statuses) == [302, 409], statuses
        lost = answers[statuses.index(409)].text
        assert all(text in lost for text in texts), "both texts"
        assert AuditEntry.select().count() == before + 1
        saved = people[0].get(path).text
        assert texts[statuses.index(302)] in saved
    assert broken_entries() == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_a_double_click_on_one_form(app, sign_in, visit, form):
    """Both clicks are one save; the second is answered well or with the same text, never lost."""
    client = sign_in("office_editor")
    path, field = form(visit)
    one = opened(client, path, field, "Nội dung mới")
    before = AuditEntry.select().count()
    answers = at_once(app, [partial(send, one)] * 2)
    assert [answer.status_code for answer in answers].count(302) >= 1
    assert all(answer.status_code in (302, 409) for answer in answers)
    assert AuditEntry.select().count() == before + 1
    assert "Nội dung mới" in client.get(path).text


def test_a_visit_planned_twice_at_one_instant_is_one(app, database):
    plan, unit = factories.plan(), factories.unit()
    strand = visits.strand_with_rules(plan, unit)
    actor = factories.actor()
    call = partial(visits.planned, actor, unit, plan=plan, strand=strand)
    results = at_once(app, [call, call])
    assert len({row.id for row in results}) == Visit.select().count() == 1
    assert Duty.select().count() == 1


def test_moving_up_posted_twice_moves_once(app, sign_in, visit):
    client = sign_in("office_editor")
    for name in ("Hai", "Ba"):
        visits.finding(visit, name)
        factories.strand(visit.plan, name=name, position=5)
    pages = {
        "thu-tu/": (f"{VISIT}/{visit.id}/", lambda: [f.text for f in visits_findings(visit)]),
        "thu-tu": (f"{PLAN}/{visit.plan_id}/", lambda: [s.name for s in strands(visit)]),
    }
    for ending, (page, order) in pages.items():
        before = order()
        ups = [form for form in forms_of(client.get(page).text) if form.action.endswith(ending)]
        last = ups[-1]
        twice = [partial(client.http.post, last.action, data=last.data())] * 2
        assert [answer.status_code for answer in at_once(app, twice)] == [302, 302]
        assert order() == [before[0], before[2], before[1]]


def visits_findings(visit):
    return Finding.select().where(Finding.visit == visit).order_by(Finding.position, Finding.id)


def strands(visit):
    return Strand.select().where(Strand.plan == visit.plan_id).order_by(Strand.position, Strand.id)


def test_a_finding_changed_since_is_not_removed(sign_in, visit):
    first, second = sign_in("office_editor"), sign_in("office_editor")
    path = f"{VISIT}/{visit.id}/ghi-nhan/f1/"
    removal = [form for form in forms_of(first.get(path).text) if form.action.endswith("/xoa/")]
    assert send(opened(second, path, "text", "Nội dung mới hơn")).status_code == 302
    client = first.http
    assert client.post(removal[0].action, data=removal[0].data()).status_code == 302
    assert Finding.get().text == "Nội dung mới hơn"
    removal = [form for form in forms_of(first.get(path).text) if form.action.endswith("/xoa/")]
    client.post(removal[0].action, data=removal[0].data())
    assert Finding.select().count() == 0


def test_two_clerks_answer_one_comment(app, sign_in, database):
    """The second answer does not replace the first unseen: it comes back with it."""
    unit = factories.unit()
    sent = office_factories.submission(office_factories.duty(unit))
    comment = review_comments.add_comment(factories.actor(), sent, "", "Ghi rõ", sent.submitted_at)
    day = office_factories.date(2099, 1, 1)
    review.return_submission(factories.actor(), sent, "Sửa", day, sent.submitted_at)
    people = [sign_in("unit_editor", unit), sign_in("unit_editor", unit)]
    path, field = f"/lam-viec/don-vi/bao-cao/{sent.duty_id}/", f"c{comment.id}-answer"
    texts = ["Đã ghi rõ", "Đã bổ sung"]
    forms = [opened(who, path, field, text) for who, text in zip(people, texts, strict=True)]
    answers = at_once(app, [partial(send, one) for one in forms])
    statuses = [answer.status_code for answer in answers]
    assert sorted(statuses) == [302, 409], statuses
    told = answers[statuses.index(409)].text
    assert all(text in told for text in texts)
    kept = texts[statuses.index(302)]
    assert ReviewComment.get_by_id(comment.id).answer == kept
    again = next(form for form in forms_of(told) if field in form.inputs)
    http = people[statuses.index(409)].http
    assert http.post(again.action, data=again.data()).status_code == 302
    assert ReviewComment.get_by_id(comment.id).answer == texts[statuses.index(409)]
    changes = AuditEntry.select().where(AuditEntry.action == "answer-comment")
    changes = changes.order_by(AuditEntry.id)
    assert [json.loads(entry.before)["answer"] for entry in changes] == ["", kept]
    stored = ReviewComment.get_by_id(comment.id)
    now_seen = report_actions.answer_digest(stored.answer, stored.fixed)
    assert now_seen in people[0].get(path).text, "the next page is sent back as not stale"
