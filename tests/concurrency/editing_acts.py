"""What two editors do to the section and the table, and what the network does to it."""

import json
from typing import Any

from tests.concurrency.editor_tab import SECTION, STATISTICS, EditorPage, Message
from tests.concurrency.scene import Scene


class EditingActs(Scene):
    """Load, type, press; deliver, lose, repeat; choose in a conflict."""

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
