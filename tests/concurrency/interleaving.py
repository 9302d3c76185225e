"""One random interleaving of two editors with two tabs each, and of the office meanwhile.

Everything is drawn from one seed: who does what next, and what the network does to each
request: it arrives, its answer is lost, it arrives twice, it is lost, or it arrives much later,
when its page has given it up.
"""

import io
import json
import random
from collections import Counter
from datetime import date
from typing import Any

from flask import Flask

from portal.clock import now
from portal.reports import queries
from portal.reports.models import Duty, Evidence, Submission
from portal.reports.review import actions as review
from tests import factories as base
from tests.concurrency.editor_tab import SECTION, STATISTICS, EditorPage, Message
from tests.concurrency.ledger import Ledger, Sent
from tests.page_forms import forms_of
from tests.reports import factories

PDF = b"%PDF-1.4\nban ky\n%%EOF"
ROW = "task:0000000000aa"
OTHER_ROW = "task:0000000000bb"


class Interleaving:
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

    def run(self, steps: int) -> Counter[str]:
        """Do ``steps`` things at random, then hold everything against the ledger."""
        doing = [
            (self.load, 12), (self.type, 30), (self.deliver, 34), (self.retry, 6),
            (self.resolve, 8), (self.press, 10), (self.edit_task, 5), (self.remove_task, 2),
            (self.mark_tasks, 2), (self.attach, 2), (self.detach, 1), (self.send, 3),
            (self.give_back, 5),
        ]  # fmt: skip
        acts, weights = zip(*doing, strict=True)
        for tab in range(4):
            self.load(tab)
        for _ in range(steps):
            self.rng.choices(acts, weights)[0](self.rng.randrange(4))
        while self.network:
            self.deliver(0)
        self.ledger.whole()
        self.counts["silent overwrites"] += 0
        self.counts["replaced knowingly"] += self.ledger.overwrites
        return self.counts

    # -- editor pages ---------------------------------------------------------------------

    def load(self, tab: int) -> None:
        """Open the section or the table; what was under way on the old page is abandoned."""
        self._abandon(tab)
        http, scripts = self.tabs[tab]
        kind = self.rng.choice((SECTION, STATISTICS))
        answer = http.get(f"{self.base}{kind}/")
        self.pages[tab] = None
        if answer.status_code == 200:
            self.opened += 1
            self.pages[tab] = self._page(tab, kind, scripts).shown(answer.text)
        else:
            assert answer.status_code == 302
            assert not self._editable()
        self._note("load", tab)

    def _page(self, tab: int, kind: str, scripts: bool) -> EditorPage:
        return EditorPage(f"the-{tab}-trang-{self.opened}", self.base, kind, scripts, self.ledger)

    def _abandon(self, tab: int) -> None:
        for _tab, message in self.network:
            if _tab == tab:
                message.abandoned = True

    def type(self, tab: int) -> None:
        """Type something new, take back what was typed, or clear the field."""
        page = self.pages[tab]
        if page is None:
            return
        code = self.rng.choice(page.codes)
        self.texts += 1
        new = str(100 + self.texts) if code.endswith(":current") else f"chữ {self.texts}"
        old = [json.loads(one.value) for one in self.ledger.entries.get(code, [])] or [""]
        back = old[-1]["value"] if isinstance(old[-1], dict) else old[-1] or ""
        page.type(code, self.rng.choices((new, back, ""), (7, 3, 1))[0])
        if page.scripts and self.rng.random() < 0.85:
            self._put(tab, page.autosave(code))
        self._note(f"type {code}={page.values[code]}", tab)

    def _one_with(self, what: str, tab: int) -> int:
        having = [one for one, page in enumerate(self.pages) if page and getattr(page, what)]
        return self.rng.choice(having) if having else tab

    def _put(self, tab: int, message: Message | None) -> None:
        if message is not None:
            self.network.append((tab, message))

    def deliver(self, _tab: int) -> None:
        """One request on its way, by no means the oldest, meets its fate."""
        if not self.network:
            return
        tab, message = self.network.pop(self.rng.randrange(len(self.network)))
        fate = self.rng.choices(
            ("arrives", "twice", "answer lost", "lost", "given up"), (60, 10, 10, 6, 14)
        )[0]
        if message.abandoned:
            if fate != "lost":
                self._deliver(tab, message)
                self.counts["late arrivals"] += 1
            return
        if fate == "given up":
            message.abandoned = True
            self.network.append((tab, message))
        elif fate != "lost":
            answer = self._deliver(tab, message)
            if fate == "twice":
                second = self._deliver(tab, message)
                answer = self.rng.choice((answer, second))
            if fate in ("arrives", "twice"):
                status, headers, body, at = answer
                message.page.answered(message, status, headers, body, at)
                self.counts[f"autosaves answered {status}"] += 1
        if fate in ("given up", "lost", "answer lost"):
            message.page.failed(message)
        self.counts[f"autosave {fate}"] += 1
        page = message.page
        if message.code in page.queued and not page.left:
            page.queued.discard(message.code)
            self._put(tab, page.autosave(message.code))

    def _deliver(self, tab: int, message: Message) -> tuple[int, Any, str, int]:
        http, _ = self.tabs[tab]
        answer = http.post(message.path, data=message.data)
        assert answer.status_code in (200, 302, 409, 422), answer.status_code
        what = f"{message.path.rsplit('/', 2)[1]} {message.sent.order}: {answer.status_code}"
        changed = self.ledger.delivered(message.sent, f"{message.sent.page} {what}")
        if answer.status_code in (409, 422):
            assert not [code for code in changed if code.startswith("done:")], "a mark on nothing"
        at = self.ledger.newest(message.code) if message.code else 0
        return answer.status_code, answer.headers, answer.text, at

    def retry(self, tab: int) -> None:
        """What was not answered is sent again, each field as it stands now."""
        tab = self._one_with("waiting", tab)
        page = self.pages[tab]
        for code in sorted(page.waiting) if page else ():
            self._put(tab, page.autosave(code))

    def resolve(self, tab: int) -> None:
        """Choose one's own text or the other's in a conflict."""
        tab = self._one_with("conflicts", tab)
        page = self.pages[tab]
        if page is None or not page.conflicts:
            return
        code = self.rng.choice(sorted(page.conflicts))
        self.counts["conflicts resolved"] += 1
        if self.rng.random() < 0.6:
            page.keep_mine(code)
        elif not page.keep_theirs(code):
            self.load(tab)
            return
        self._put(tab, page.autosave(code))

    def press(self, tab: int) -> None:
        """Post the whole page, now and then with a double click, and see what came of it."""
        page = self.pages[tab]
        if page is None:
            return
        button = self.rng.choice(("luu", "xong") if page.kind == SECTION else ("luu", "kps"))
        if button == "kps":
            button = "luu"
        message = page.press(button)
        self._abandon(tab)
        if self.rng.random() < 0.12:
            self.network.append((tab, message))
            message.abandoned = True
            self.pages[tab] = None
            return
        status, _headers, body, _ = self._deliver(tab, message)
        if self.rng.random() < 0.25:
            status, _headers, body, _ = self._deliver(tab, message)
        self.counts[f"pages answered {status}"] += 1
        self.pages[tab] = None
        if status == 302:
            for code, text in message.sent.texts.items():
                self.ledger.acknowledged(message.sent, code, page.as_stored(code, text))
        else:
            self.opened += 1
            self.pages[tab] = self._shown_again(tab, page, message, status, body)

    def _shown_again(
        self, tab: int, page: EditorPage, message: Message, status: int, body: str
    ) -> EditorPage:
        again = self._page(tab, page.kind, page.scripts)
        current = {code: self.ledger.value(code) for code in page.codes}
        typed = {
            code: text
            for code, text in message.sent.texts.items()
            if page.as_stored(code, text) != current[code]
        }
        if status == 422 or not self._editable():
            again.shown(body, typed)
            for code in typed:
                again.seen[code] = message.sent.seen.get(code, 0)
            return again
        refused = {code: text for code, text in typed.items() if self._is_conflict(code, body)}
        again.shown(body, refused)
        for code in refused:
            again.seen[code] = self.ledger.newest(code)
        return again

    def _is_conflict(self, code: str, body: str) -> bool:
        theirs = json.loads(self.ledger.value(code))
        words = theirs["value"] if isinstance(theirs, dict) else theirs or "(để trống)"
        notice = body.partition('role="alert"')[2]
        return words in notice.partition("<form")[0]

    # -- tasks, marks, evidence -----------------------------------------------------------

    def edit_task(self, tab: int) -> None:
        """Open a row of Phụ lục I (or a new one), then save it, perhaps after someone else."""
        http, _ = self.tabs[tab]
        code = self.rng.choice((ROW, OTHER_ROW))
        row = code.removeprefix("task:")
        name = f"task-{tab}-{self.opened}"
        self.opened += 1
        answer = http.get(f"{self.base}phu-luc-1/dong/{row}/")
        if answer.status_code in (302, 404):  # removed meanwhile, or never there
            group = queries.definition_of(self.duty).task_groups[0].code
            answer = http.get(f"{self.base}phu-luc-1/{group}/them/")
        if answer.status_code == 404:
            assert not self._editable()
            return
        data = {
            key: values[0]
            for key, values in next(
                form for form in forms_of(answer.text) if "doc_number" in form.inputs
            ).data().items()
        }  # fmt: skip
        data["row"] = row
        self.texts += 1
        data["name"] = f"nhiệm vụ {self.texts}"
        seen = {code: self.ledger.newest(code)} if data["version"] != "0" else {code: 0}
        for _ in range(self.rng.randrange(3)):
            self.rng.choice((self.deliver, self.edit_task, self.remove_task))(self.rng.randrange(4))
        for _ in range(self.rng.choice((1, 1, 2))):
            status = self._task(http, data, Sent(name, 1, seen))
        if status == 409 and self._editable() and self.rng.random() < 0.5:
            again = http.get(f"{self.base}phu-luc-1/dong/{row}/")
            if again.status_code == 200:
                self.counts["task conflicts looked at"] += 1

    def _task(self, http: Any, data: dict[str, str], sent: Sent) -> int:
        answer = http.post(f"{self.base}phu-luc-1/dong/", data=data)
        self.ledger.delivered(sent, f"{sent.page} saves {data['name']}: {answer.status_code}")
        self.counts[f"tasks answered {answer.status_code}"] += 1
        code = f"task:{data['row']}"
        if answer.status_code == 302:
            names = [
                (json.loads(one.value) or {}).get("name")
                for one in self.ledger.entries.get(code, [])
            ]
            assert data["name"] in names, self.ledger.story()
        else:
            assert answer.status_code == 409, answer.status_code
            assert data["name"] in answer.text, "refused, and not on the page any more"
            theirs = json.loads(self.ledger.value(code))
            if self._editable():
                assert (theirs["name"] if theirs else "(đã xóa dòng này)") in answer.text
        return int(answer.status_code)

    def remove_task(self, tab: int) -> None:
        """Remove a row as the table shows it, perhaps after someone else has edited it."""
        http, _ = self.tabs[tab]
        answer = http.get(f"{self.base}phu-luc-1/")
        rows = [form for form in forms_of(answer.text) if form.action.endswith("/xoa/")]
        if not rows:
            return
        form = self.rng.choice(rows)
        code = "task:" + form.action.rstrip("/").split("/")[-2]
        seen = {code: self.ledger.newest(code)}
        if self.rng.random() < 0.4:
            self.edit_task(self.rng.randrange(4))
        data = {name: values[0] for name, values in form.data().items()}
        for _ in range(self.rng.choice((1, 2))):
            gone = http.post(form.action, data=data)
            assert gone.status_code == 302
            self.ledger.delivered(Sent(f"xoa-{tab}-{self.opened}", 1, seen), f"remove {code}")
        self.counts["task removals"] += 1

    def mark_tasks(self, tab: int) -> None:
        """Say that Phụ lục I is complete, or that it is not: a button that says so stands."""
        http, _ = self.tabs[tab]
        forms = forms_of(http.get(f"{self.base}phu-luc-1/").text)
        found = [form for form in forms if "xong" in form.inputs or "mo" in form.inputs]
        if not found:
            return
        button = "xong" if "xong" in found[0].inputs else "mo"
        token = found[0].inputs["csrf_token"].values[0]
        answer = http.post(f"{self.base}phu-luc-1/", data={"csrf_token": token, button: "1"})
        assert answer.status_code == 302
        sent = Sent(f"dau-{tab}", 1, {}, {}, frozenset({"done:tasks"}))
        self.ledger.delivered(sent, f"mark tasks {button}")
        if self._editable():
            assert self.ledger.value("done:tasks") == ("true" if button == "xong" else "false")

    def attach(self, tab: int) -> None:
        """Attach a document, sometimes with a double click."""
        http, _ = self.tabs[tab]
        forms = forms_of(http.get(f"{self.base}minh-chung/").text)
        found = next((form for form in forms if "subject" in form.inputs), None)
        if found is None:
            assert not self._editable()
            return
        self.texts += 1
        data = {name: values[0] for name, values in found.data().items()}
        data["subject"] = f"tài liệu {self.texts}"
        for _ in range(self.rng.choice((1, 2))):
            answer = http.post(f"{self.base}minh-chung/", data=data)
            assert answer.status_code == 302
        added = self._attached() - self.evidence
        assert len(added) == 1, self.ledger.story()
        self.evidence |= added
        self.counts["documents attached"] += 1

    def detach(self, tab: int) -> None:
        """Take a document off; a second click finds it gone."""
        http, _ = self.tabs[tab]
        forms = forms_of(http.get(f"{self.base}minh-chung/").text)
        rows = [form for form in forms if form.action.endswith("/xoa/")]
        if rows:
            form = self.rng.choice(rows)
            data = {name: values[0] for name, values in form.data().items()}
            statuses = [http.post(form.action, data=data).status_code for _ in range(2)]
            assert statuses == [302, 302], statuses
            self.evidence.discard(int(form.action.rstrip("/").split("/")[-2]))
        assert self._attached() == self.evidence, self.ledger.story()

    def _attached(self) -> set[int]:
        return {row.id for row in Evidence.select().where(Evidence.duty == self.duty)}

    # -- sending and giving back ----------------------------------------------------------

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

    def _editable(self) -> bool:
        return Duty.get_by_id(self.duty.id).state in ("open", "returned")

    def _note(self, what: str, tab: int) -> None:
        page = self.pages[tab]
        self.ledger.told.append(f"{page.name if page else tab}: {what}")
