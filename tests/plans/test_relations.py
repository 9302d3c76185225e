"""A relation is entered once and told from both documents, in the words of each side."""

from datetime import date

import pytest

from portal.plans.models import PlanRelation
from portal.plans.publication import payloads
from portal.plans.rules import RELATIONS
from tests import factories
from tests.plans.factories import issued


@pytest.fixture
def two(database):
    """A plan, and the plan that is the other document."""
    other = factories.plan(2025, title="Kế hoạch khác", document=issued(
        number="12/QĐ-UBND", issued_on=date(2025, 3, 5), sha256="b" * 64))  # fmt: skip
    return factories.plan(2024, document=issued()), other


@pytest.mark.parametrize("kind", RELATIONS)
def test_both_documents_tell_the_relation(two, kind):
    plan, other = two
    PlanRelation.create(plan=plan, kind=kind, number="12/QĐ-UBND", issued_on=date(2025, 3, 5),
                        subject="Kế hoạch khác", other_plan=other)  # fmt: skip
    made = payloads([plan, other], also_public={plan.slug, other.slug})
    here, there = RELATIONS[kind][1:]
    (said,) = made[plan.id].relations
    assert (said.kind, said.kind_name, said.plan_slug) == (RELATIONS[kind][0], here, other.slug)
    (back,) = made[other.id].relations
    assert (back.kind_name, back.plan_slug) == (there, plan.slug)
    assert back.label.startswith("Quyết định số 352/QĐ-UBND")


def test_kinds_of_relation_have_codes_and_words_of_their_own():
    assert {"basis", "issues", "amends", "replaces", "repeals", "corrects"} == set(RELATIONS)
    words = [said for _, *both in RELATIONS.values() for said in both]
    codes = [code for code, *_ in RELATIONS.values()]
    assert len(set(words)) == len(words)
    assert len(set(codes)) == len(codes)


def test_a_plan_that_is_not_public_is_neither_named_nor_linked(two):
    plan, other = two
    PlanRelation.create(plan=plan, kind="issues", subject="Quyết định", other_plan=other)
    made = payloads([plan, other], also_public={other.slug})
    assert made[other.id].relations == ()
    (said,) = made[plan.id].relations
    assert said.plan_slug == other.slug
