"""The report is sent, and given back by the office."""

import io
import json
from datetime import date
from typing import Any

from portal.clock import now
from portal.reports.models import Duty, Submission
from portal.reports.review import actions as review
from tests.concurrency.scene import Scene
from tests.page_forms import forms_of

PDF = b"%PDF-1.4\nban ky\n%%EOF"


class SendingActs(Scene):
    """Send while others type; return what was sent."""

    def send(self, tab: int) -> None:
        """Open the last page and send, while others may go on typing."""
        http, _ = self.tabs[tab]
        page = http.get(f"{self.base}gui/")
        if page.status_code == 302:
            return
        shown = next(form for form in forms_of(page.text) if "seen" in form.inputs)
        saw, attached = self.ledger.answers(), self._attached()
        for _ in range(self.rng.choice((0, 0, 1, 3))):
            self.rng.choice((self.deliver, self.press, self.edit_task))(self.rng.randrange(4))
        data: dict[str, Any] = {name: values[0] for name, values in shown.data().items()}
        data |= {"doc_number": "1/BC", "doc_date": "05/06/2024", "signer": "Lê Văn A"}
        data |= {"confirm": shown.inputs["confirm"].choices[0], "missing_reason": "Chưa có"}
        before = self._submissions()
        for _ in range(self.rng.choice((1, 2))):
            data["file"] = (io.BytesIO(PDF), "bao-cao.pdf")
            answer = http.post(f"{self.base}gui/", data=dict(data))
            assert answer.status_code in (302, 409), answer.status_code
        made = self._submissions()[len(before) :]
        assert len(made) <= 1, "a double click"
        self.ledger.told.append(f"send: {answer.status_code}")
        self.counts[f"sent: {answer.status_code}"] += 1
        if made:
            frozen = json.loads(made[0].snapshot)
            assert frozen["values"] == saw == self.ledger.answers(), self.ledger.story()
            assert {item["id"] for item in frozen["evidence"]} == attached
        elif answer.status_code == 409:
            assert (saw, attached) != (self.ledger.answers(), self._attached())

    def _submissions(self) -> list[Submission]:
        rows = Submission.select().where(Submission.duty == self.duty)
        return list(rows.order_by(Submission.number))

    def give_back(self, _tab: int) -> None:
        """The office returns what was sent, twice by a double click."""
        if Duty.get_by_id(self.duty.id).state != "submitted":
            return
        newest = self._submissions()[-1]
        for _ in range(2):
            review.return_submission(self.office, newest, "Bổ sung", date(2099, 7, 1), now())
        assert newest.reviews.count() == 1
        self.ledger.told.append("given back")
        self.counts["given back"] += 1
