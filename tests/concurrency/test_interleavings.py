"""Two editors, two tabs each, in random interleavings: nothing is overwritten unseen.

``INTERLEAVINGS`` of them (15 in the suite, 1,000 by ``make concurrency``), each of 60 steps,
seeded: a failure names its seed, and ``INTERLEAVING_SEED=n`` runs that one alone.
"""

import os
import time
from collections import Counter

import pytest

from tests import factories as base
from tests.concurrency.interleaving import Interleaving
from tests.reports import factories

HOW_MANY = int(os.environ.get("INTERLEAVINGS", "15"))
ONLY = os.environ.get("INTERLEAVING_SEED")
STEPS = 60

pytestmark = pytest.mark.timeout(3600)


def test_nothing_is_overwritten_unseen(app, database):
    form, plan, office = factories.small_form(), base.plan(), base.actor()
    counts: Counter[str] = Counter()
    began = time.monotonic()
    for seed in [int(ONLY)] if ONLY else range(HOW_MANY):
        try:
            counts += Interleaving(app, seed, form, plan, office).run(STEPS)
        except AssertionError as error:
            raise AssertionError(f"interleaving {seed}: {error}") from error
    print(f"\n{HOW_MANY} interleavings in {time.monotonic() - began:.0f} s, 0 silent overwrites")
    for what, times in sorted(counts.items()):
        print(f"  {what}: {times}")
    if not ONLY:
        met = {"autosaves answered 409", "pages answered 409", "tasks answered 409", "given back",
               "late arrivals", "conflicts resolved", "sent: 302"}  # fmt: skip
        assert not met - set(counts), "the campaign met no such case"
