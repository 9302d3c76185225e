"""One of several processes that write at once: ``python -m tests.concurrency.chain_writer N K``.

Writer N does K things in turn: it types in a draft all writers share and in its own, publishes a
page all writers publish and one of its own, adds accounts, submits a report, seals edits. It
prints one JSON object with what the portal acknowledged.
"""

import json
import random
import sys
from collections import Counter
from datetime import date

from portal import create_app, db
from portal.accounts.actions import add_user
from portal.accounts.rules import Actor
from portal.publishing import gate
from portal.publishing.editorial import PagePayload
from portal.publishing.gate import Consent
from portal.reports import actions, queries
from portal.reports.drafts import Conflict, save_field
from portal.reports.models import DraftField, Duty

TEXT = "outline:p1.i"
SHARED = 1


class Writer:
    """One writing process."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.actor = Actor(None, f"Người ghi {number}", frozenset({"office_editor"}))
        self.done: Counter[str] = Counter()
        self.turn = 0
        self.own = [
            queries.duty_row(row.id)
            for row in Duty.select().where(Duty.title == f"writer {number}").order_by(Duty.id)
        ]
        self.shared = queries.duty_row(SHARED)

    def type_shared(self) -> None:
        field = DraftField.get_or_none(duty=self.shared, code=TEXT)
        self._type(self.shared, field.version if field else 0)

    def type_own(self) -> None:
        field = DraftField.get_or_none(duty=self.own[0], code=TEXT)
        self._type(self.own[0], field.version if field else 0)

    def _type(self, duty: Duty, version: int) -> None:
        client, text = f"the-{self.number}", f"{self.number} gõ lần {self.turn}"
        result = save_field(self.actor, duty, TEXT, text, version, client, self.turn)
        self.done["conflict" if isinstance(result, Conflict) else "edit"] += 1

    def publish(self, slug: str) -> None:
        payload = PagePayload("Trang", "", 1, f"<p>{self.number} lần {self.turn}</p>")
        consent = Consent("setup", self.actor.name, date(2024, 1, 1))
        row = gate.publish(self.actor, gate.proposal(slug, payload), "update", "Thử", consent)
        self.done["publish"] += 1
        self.done[f"version:{row.slug}"] = max(self.done[f"version:{row.slug}"], row.version)

    def publish_shared(self) -> None:
        self.publish("chung")

    def publish_own(self) -> None:
        self.publish(f"rieng-{self.number}")

    def add_account(self) -> None:
        add_user(self.actor, f"u{self.number}-{self.turn}", "Người", ["unit_viewer"], "x" * 12, 1)
        self.done["add-user"] += 1

    def submit(self) -> None:
        if len(self.own) < 2:
            return
        duty = self.own.pop()
        for _ in range(2):
            actions.submit(
                self.actor, duty, mode="signed_pdf", doc_number="1/BC", signer="A",
                doc_date=date(2024, 6, 5), signed_blob=None,
            )  # fmt: skip
        self.done["submit-report"] += 1

    def seal(self) -> None:
        self.done["sealed"] += actions.seal_draft_edits(self.actor)

    def work(self, things: int) -> None:
        """Do ``things`` things in an order of its own; typing is the most frequent."""
        rng = random.Random(self.number)
        jobs = [
            self.type_shared, self.type_shared, self.type_own, self.publish_shared,
            self.publish_own, self.add_account, self.submit, self.seal,
        ]  # fmt: skip
        for self.turn in range(1, things + 1):
            rng.choice(jobs)()


def main() -> None:
    """Write, then say what was acknowledged."""
    number, things = int(sys.argv[1]), int(sys.argv[2])
    app = create_app()
    with app.app_context(), db.connection(app):
        writer = Writer(number)
        print("ready", flush=True)
        sys.stdin.readline()
        writer.work(things)
    print(json.dumps(writer.done))


if __name__ == "__main__":
    main()
