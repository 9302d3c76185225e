"""A browser tab with a page of the report editor: static/workspace/autosave.js as a model.

What the script keeps and sends is kept and sent here under the same names: ``versions``,
``client``, ``sequence``, ``waiting``, ``doubtful``; one request per field at a time, the last
one queued (hx-sync). A tab without scripts only posts whole pages.
"""

import html
import json
from dataclasses import dataclass
from typing import Any

from portal.reports import queries
from portal.reports.draft_values import read_field, typed_value
from portal.reports.rules import as_json
from tests.concurrency.ledger import Ledger, Sent
from tests.page_forms import PageForm, forms_of

SECTION, STATISTICS = "de-cuong/p1.i", "phu-luc-2"
TEXT = "outline:p1.i"
MARK = "done:p1.i"
CELLS = (
    "stat:i.1-nhiem-vu:current", "stat:i.1-nhiem-vu:note", "stat:i.1-hoan-thanh:current",
)  # fmt: skip


@dataclass
class Message:
    """A request on its way: an autosave of ``code``, or a whole page (code "")."""

    page: "EditorPage"
    path: str
    data: dict[str, Any]
    sent: Sent
    code: str = ""
    abandoned: bool = False


class EditorPage:
    """One page in one tab, from its loading until it is left."""

    def __init__(self, name: str, base: str, kind: str, scripts: bool, ledger: Ledger) -> None:
        self.name, self.base, self.kind = name, base, kind
        self.scripts, self.ledger = scripts, ledger
        self.path = f"{base}{kind}/"
        self.sequence = 0
        self.seen: dict[str, int] = {}
        self.waiting: set[str] = set()
        self.doubtful: set[str] = set()
        self.busy: set[str] = set()
        self.queued: set[str] = set()
        self.conflicts: dict[str, tuple[int, list[str]]] = {}
        self.left = False
        self.codes = (TEXT,) if kind == SECTION else CELLS

    def shown(self, text: str, typed: dict[str, str] | None = None) -> "EditorPage":
        """Read the page as it came; ``typed`` was refused and must still stand in it."""
        typed = typed or {}
        form = self._form(text)
        self.token = form.inputs["csrf_token"].values[0]
        self.fields = {name: list(one.values) for name, one in form.inputs.items()}
        if self.kind == SECTION:
            self.versions = {TEXT: int(self.fields["version"][0])}
            self.values = {TEXT: self.fields["value"][0]}
        else:
            self.versions = json.loads(self.fields["versions"][0])
            self.values = {code: self.fields[code][0] for code in CELLS}
        for code in self.codes:
            shown = self.as_stored(code, self.values[code])
            if code in typed:
                assert self.values[code].strip() == typed[code].strip(), "typed, refused and lost"
            elif shown == self.ledger.value(code):
                self.seen[code] = self.ledger.newest(code)
            else:
                raise AssertionError(f"{self.name} shows {shown} in {code}\n{self.ledger.story()}")
        if self.kind == SECTION:
            self.seen[MARK] = self.ledger.newest(MARK)
        return self

    def _form(self, text: str) -> PageForm:
        wanted = "version" if self.kind == SECTION else "versions"
        return next(form for form in forms_of(text) if wanted in form.inputs)

    def as_stored(self, code: str, text: str) -> str:
        """The JSON under which the text of a field would be stored."""
        definition = queries.definition_of(self.ledger.duty)
        return as_json(read_field(definition, code, typed_value(definition, code, [text])))

    def type(self, code: str, text: str) -> None:
        """Put ``text`` into a field."""
        self.values[code] = text

    def autosave(self, code: str) -> Message | None:
        """The request for one field; None while another one for it is under way."""
        if code in self.busy:
            self.queued.add(code)
            return None
        self.busy.add(code)
        self.doubtful.add(code)
        self.sequence += 1
        text = self.values[code]
        data = {
            "csrf_token": self.token, "code": code, "version": self.versions.get(code, 0),
            "client": self.name, "sequence": self.sequence, "value": [text],
        }  # fmt: skip
        sent = Sent(self.name, self.sequence, dict(self.seen), {code: text})
        return Message(self, f"{self.base}truong/", data, sent, code)

    def answered(self, message: Message, status: int, headers: Any, body: str, at: int) -> None:
        """The answer to an autosave; ``at`` is what the field's newest value was just then."""
        code, text = message.code, message.sent.texts[message.code]
        self.busy.discard(code)
        if status in (200, 409):
            self.doubtful.discard(code)
        if status == 200:
            self.waiting.discard(code)
            self.conflicts.pop(code, None)
            self.versions[code] = int(headers["X-Field-Version"])
            self.ledger.acknowledged(message.sent, code, self.as_stored(code, text))
            if self.ledger.entries.get(code) and at:
                held = self.ledger.entries[code][at - 1].value
                if held == self.as_stored(code, text):
                    self.seen[code] = max(self.seen.get(code, 0), at)
            shown = json.loads(headers.get("X-Field-Value", "[]"))
            if shown and self.values[code] == text:
                self.values[code] = shown[0]
        elif status == 409:
            self.waiting.discard(code)
            self._conflict(code, body, at)
        elif status == 422:
            self.waiting.discard(code)
        else:
            raise AssertionError((status, body[:2000]))

    def _conflict(self, code: str, body: str, at: int) -> None:
        theirs = json.loads(self.ledger.entries[code][at - 1].value)
        words = theirs["value"] if isinstance(theirs, dict) else theirs or "(để trống)"
        assert words in html.unescape(body), f"a conflict in {code} hides {words}: {body}"
        version = int(body.partition('data-version="')[2].partition('"')[0])
        shown = body.partition('data-keep="theirs"')[2].partition('data-shown="')[2]
        self.conflicts[code] = (version, json.loads(html.unescape(shown.partition('"')[0])))
        self.seen[code] = max(self.seen.get(code, 0), at)

    def failed(self, message: Message) -> None:
        """No answer came: the text stays on the screen and will be sent again."""
        self.busy.discard(message.code)
        self.waiting.add(message.code)

    def keep_mine(self, code: str) -> None:
        """“Giữ của tôi”: one's own text, over the version that was shown."""
        self.versions[code], _shown = self.conflicts.pop(code)

    def keep_theirs(self, code: str) -> bool:
        """“Lấy của …”: the other's text; False where the page is loaded anew for it."""
        self.versions[code], shown = self.conflicts.pop(code)
        if not shown:
            return False
        self.values[code] = shown[0]
        return True

    def press(self, button: str) -> Message:
        """The whole page, by one of its buttons."""
        self.sequence += 1
        data: dict[str, Any] = {name: list(texts) for name, texts in self.fields.items() if texts}
        for name in ("xong", "luu", "them", "kps", "nam-truoc"):
            data.pop(name, None)
        data[button] = "1"
        if self.kind == SECTION:
            data |= {"value": [self.values[TEXT]], "version": self.versions[TEXT]}
        else:
            data |= {code: [text] for code, text in self.values.items()}
            data["versions"] = json.dumps(self.versions)
        if self.scripts:
            data |= {"client": self.name, "sequence": self.sequence}
            if self.kind == STATISTICS:
                data["doubtful"] = json.dumps(sorted(self.doubtful))
        explicit = frozenset({MARK}) if button == "xong" else frozenset()
        sent = Sent(self.name, self.sequence, dict(self.seen), dict(self.values), explicit)
        self.left = True
        return Message(self, self.path, data, sent)
