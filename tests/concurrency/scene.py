"""Who takes part in an interleaving: two people, their tabs, the network, the ledger."""

import random
from collections import Counter
from typing import Any

from flask import Flask

from portal.reports import queries
from portal.reports.models import Duty
from tests import factories as base
from tests.concurrency.editor_tab import EditorPage, Message
from tests.concurrency.ledger import Ledger
from tests.reports import factories


class Scene:
    """The people, their tabs, the network between them and the portal, and the ledger."""

    def __init__(self, app: Flask, seed: int, form: Any, plan: Any, office: Any) -> None:
        self.rng = random.Random(seed)
        unit = base.unit()
        found = queries.duty_row(factories.duty(unit, form, plan=plan).id)
        assert found is not None
        self.duty, self.office = found, office
        self.ledger = Ledger(found)
        self.base = f"/lam-viec/don-vi/bao-cao/{found.id}/"
        people = [base.signed_in_client(app, "unit_editor", unit).http for _ in range(2)]
        scripts = [True, True, True, self.rng.random() < 0.6]
        self.rng.shuffle(scripts)
        self.tabs: list[tuple[Any, bool]] = [(people[tab // 2], scripts[tab]) for tab in range(4)]
        self.pages: list[EditorPage | None] = [None] * 4
        self.network: list[tuple[int, Message]] = []
        self.counts: Counter[str] = Counter()
        self.texts = 0
        self.opened = 0
        self.evidence: set[int] = set()

    def _editable(self) -> bool:
        return Duty.get_by_id(self.duty.id).state in ("open", "returned")

    def _note(self, what: str, tab: int) -> None:
        page = self.pages[tab]
        self.ledger.told.append(f"{page.name if page else tab}: {what}")
