"""Every deadline of the real documents (DOMAIN 1.4, D1-D28), as a clerk types it.

The rules and their sentences stand in tests/deadlines/stated.py; here each is shown in the
form, sent back as a browser sends it, and must come out as the same rule.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from portal.deadlines.rules import resolve
from portal.plans.deadline_form import INPUTS, DeadlineForm, form_values
from portal.plans.rules import RULE_KINDS
from portal.vietnamese import format_date
from tests.deadlines.stated import CALENDAR, DOCUMENTS


def typed(rule: Any) -> Iterator[tuple[str, str]]:
    """The inputs of a rule as a browser sends them."""
    needed, may = INPUTS[rule.kind]
    for name, value in form_values(rule).items():
        if value in (None, "", []) or name not in (*needed, *may, "kind"):
            continue
        for one in value if isinstance(value, list) else [value]:
            yield name, format_date(one) if hasattr(one, "isoformat") else str(one)


@pytest.mark.parametrize(
    ("rule", "event", "words"),
    [(row[1], row[2], row[5]) for row in DOCUMENTS],
    ids=[row[0] for row in DOCUMENTS],
)
def test_what_a_clerk_types_is_the_rule_of_the_document(app, rule, event, words):
    sent = MultiDict([("title", "Việc"), ("duty", "other"), ("version", "1"), *typed(rule)])
    with app.test_request_context(method="POST", data=sent):
        form = DeadlineForm(meta={"csrf": False})
        assert form.validate(), form.errors
        assert form.rule() == rule
    assert words in resolve(form.rule(), CALENDAR, event).sentence


def test_every_kind_can_be_chosen():
    assert set(RULE_KINDS) == set(INPUTS)
    assert {row[1].kind for row in DOCUMENTS} | {"days_after"} == set(RULE_KINDS)
