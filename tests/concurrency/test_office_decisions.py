"""Two decisions at one instant, on a request or a report: one of both, once.

Each race is run several times; what the audit log holds was done once.
"""

import json
from functools import partial

import pytest

from portal.accounts.audit import broken_entries
from portal.accounts.models import AuditEntry
from portal.publishing import actions, gate
from portal.publishing.models import Publication
from portal.publishing.queries import broken_publications
from portal.publishing.requests import PublicationRequest
from portal.reports.models import Duty, Submission
from portal.reports.review import actions as review
from tests import factories
from tests.approving import seen
from tests.concurrency.at_once import ROUNDS, at_once
from tests.publishing.samples import Note
from tests.reports import office_factories


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
