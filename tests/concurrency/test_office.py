"""The office and the teams at one instant: two editors on one form, two approvers, withdrawals.

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
from portal.publishing import actions, gate
from portal.publishing.models import Publication
from portal.publishing.queries import broken_publications
from portal.publishing.requests import PublicationRequest
from portal.reports import actions as report_actions
from portal.reports.models import Duty, ReviewComment, Submission
from portal.reports.review import actions as review
from portal.reports.review import comments as review_comments
from tests import factories
from tests.approving import seen
from tests.concurrency.at_once import at_once
from tests.inspections import factories as visits
from tests.page_forms import forms_of
from tests.publishing.samples import Note
from tests.reports import office_factories

ROUNDS = 3
PLAN = "/lam-viec/dieu-hanh/ke-hoach"
VISIT = "/lam-viec/dieu-hanh/lich-kiem-tra"


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


def opened(client, path, field, text):
    """The form of a page with ``text`` typed into ``field``, ready to be sent."""
    page = client.get(path)
    form = next(form for form in forms_of(page.text) if field in form.inputs)
    data = form.data() | {field: [text]}
    return client.http, form.action or path, accepted(client, path, field, data)


def accepted(client, path, field, data):
    """The same form once its warnings, if there are any, were shown and accepted."""
    if not (path.startswith(VISIT) and "team" in data):
        return data
    again = client.http.post(path, data=data)
    assert again.status_code == 422
    form = next(form for form in forms_of(again.text) if field in form.inputs)
    return form.data() | {"accept": form.inputs["accept"].choices[:1]}


def send(opened_form):
    http, path, data = opened_form
    return http.post(path, data=data)


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


def request(slug, title="Kế hoạch", author=None):
    author = author or factories.actor("office_editor")
    return actions.propose(author, title, [gate.proposal(slug, Note(title))], "first", "Đăng")


@pytest.mark.parametrize("other", ["duyet", "rut-lai", "khong-duyet"])
def test_two_decisions_on_one_request(app, sign_in, other):
    """Two approve, or one approves while the other recalls or refuses: one of both, once."""
    people = [sign_in("office_approver"), sign_in("office_approver")]
    for turn in range(ROUNDS):
        row = request(f"to-{turn}")
        for person in people:
            read = seen(person.get(f"/lam-viec/dieu-hanh/dang/{row.id}/").text)
        decide = [
            partial(
                person.http.post,
                f"/lam-viec/dieu-hanh/dang/{row.id}/{what}",
                data={"csrf_token": person.token, "reason": "Chưa đủ", **read},
            )
            for person, what in zip(people, ("duyet", other), strict=True)
        ]
        answers = at_once(app, decide)
        assert [answer.status_code for answer in answers] == [302, 302]
        done = PublicationRequest.get_by_id(row.id)
        published = Publication.select().where(Publication.slug == f"to-{turn}").count()
        assert (done.state == "published") == (published == 1)
        assert published <= 1
        if other == "duyet":
            assert published == 1
        log = AuditEntry.select().where(AuditEntry.action.contains("publication"))
        kinds = [entry.action for entry in log.order_by(AuditEntry.id)]
        assert len(kinds) == 2 * (turn + 1), "one proposal and one decision a turn"
    assert broken_entries() == broken_publications() == []


def test_approved_while_the_author_changes_it(app, sign_in):
    """What is approved is what the approver saw; the newer proposal waits, or was in its place."""
    for turn in range(ROUNDS):
        author = factories.actor("office_editor")
        approver = factories.actor("office_approver")
        row = request(f"ke-hoach-{turn}", "Cũ", author)
        newer = partial(request, f"ke-hoach-{turn}", "Mới", author)
        results = at_once(app, [partial(actions.approve, approver, row), newer])
        titles = [
            json.loads(one.payload)["title"]
            for one in Publication.select().where(Publication.slug == f"ke-hoach-{turn}")
        ]
        waiting = PublicationRequest.get_by_id(results[1].id)
        assert waiting.state == "waiting"
        if isinstance(results[0], actions.NotWaiting):
            assert titles == []
        else:
            assert titles == ["Cũ"]
        actions.approve(approver, waiting)
        newest = gate.newest_version("note", f"ke-hoach-{turn}")
        assert newest.title == "Mới"
    assert broken_publications() == []


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


def test_two_reviewers_decide_on_one_report(app, database):
    """Returned by one and accepted by the other at one instant: one decision, one told."""
    from portal.clock import now

    for _ in range(ROUNDS):
        sent = office_factories.submission(office_factories.duty())
        day = office_factories.date(2099, 1, 1)
        results = at_once(
            app,
            [
                partial(review.accept, factories.actor(), sent, "", now()),
                partial(review.return_submission, factories.actor(), sent, "Sửa", day, now()),
            ],
        )
        told = [one for one in results if isinstance(one, review.AlreadyDecided)]
        assert len(told) == 1, results
        assert sent.reviews.count() == 1
        assert Submission.get_by_id(sent.id).state == Duty.get_by_id(sent.duty_id).state


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
    assert report_actions.answer_digest(ReviewComment.get_by_id(comment.id))
