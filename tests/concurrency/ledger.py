"""What the portal may do to acknowledged text: the model that the interleavings are held against.

The ledger follows every value that each field of one draft has held. A value may be replaced by
a request only if whoever sent it had seen that value when it was sent (on a page, in a conflict,
or as the answer to an edit), or had sent it earlier on the same page.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from portal.reports.models import DraftEdit, DraftField

BLANK = "null"


@dataclass(frozen=True)
class Sent:
    """A request as it left a page: which page, in which order, what that page had seen."""

    page: str
    order: int
    seen: dict[str, int]
    texts: dict[str, str] = field(default_factory=dict)
    explicit: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Entry:
    """A value that a field held, and the request that wrote it."""

    value: str
    page: str
    order: int


class Ledger:
    """Every value of every field of a draft so far; index 0 is the blank one."""

    def __init__(self, duty: Any) -> None:
        self.duty = duty
        self.entries: dict[str, list[Entry]] = {}
        self.confirmed: dict[tuple[str, str], tuple[int, int]] = {}
        self.told: list[str] = []
        self.overwrites = 0

    def newest(self, code: str) -> int:
        """The index of what a field holds now: what someone who looks at it has seen."""
        return len(self.entries.get(code, [])) or 0

    def value(self, code: str) -> str:
        """What a field holds now, as JSON."""
        entries = self.entries.get(code)
        return entries[-1].value if entries else BLANK

    def ever(self, code: str, value: str) -> bool:
        """Whether a field has held that value."""
        return value == BLANK or any(one.value == value for one in self.entries.get(code, []))

    def stored(self) -> dict[str, str]:
        """What the database holds of the draft, field by field."""
        rows = DraftField.select(DraftField.code, DraftField.value).where(
            DraftField.duty == self.duty
        )
        return {row.code: row.value for row in rows}

    def delivered(self, sent: Sent, what: str) -> list[str]:
        """Take in what a delivered request changed; fails if it replaced something unseen."""
        changed = []
        for code, value in self.stored().items():
            if value == self.value(code):
                continue
            self._may_replace(sent, code, value, what)
            self.entries.setdefault(code, []).append(Entry(value, sent.page, sent.order))
            changed.append(code)
        self.told.append(f"{what} -> {', '.join(changed) or 'nothing'}")
        return changed

    def _may_replace(self, sent: Sent, code: str, value: str, what: str) -> None:
        if code in sent.explicit:
            return
        last = self.entries[code][-1] if self.entries.get(code) else Entry(BLANK, "", 0)
        seen = sent.seen.get(code, 0) >= self.newest(code)
        own = last.page == sent.page and last.order <= sent.order
        index, order = self.confirmed.get((code, sent.page), (-1, 0))
        outrun = index == self.newest(code) and order > sent.order
        if (seen or own) and not outrun:
            self.overwrites += last.page != sent.page
            return
        raise AssertionError(
            f"silently overwritten: {code} held {last.value} of {last.page}, now {value} "
            f"by {what} of {sent.page} ({sent})\n" + self.story()
        )

    def acknowledged(self, sent: Sent, code: str, value: str) -> None:
        """The server said that ``value`` is saved: it is, or it was and was replaced knowingly.

        From now on no earlier request of that page may replace it.
        """
        assert self.ever(code, value), (
            f"acknowledged and never stored: {code} = {value} ({sent})\n" + self.story()
        )
        if value == self.value(code):
            self.confirmed[code, sent.page] = (self.newest(code), sent.order)

    def whole(self) -> None:
        """The kept history is this ledger: every value in its order, none missing."""
        edits = list(DraftEdit.select().where(DraftEdit.duty == self.duty).order_by(DraftEdit.id))
        for code, entries in self.entries.items():
            kept = [edit for edit in edits if edit.code == code]
            assert [edit.after for edit in kept] == [one.value for one in entries], self.story()
            assert [edit.version for edit in kept] == list(range(1, len(kept) + 1)), self.story()
            before = [BLANK, *(one.value for one in entries[:-1])]
            assert [edit.before for edit in kept] == before, self.story()
        assert {edit.code for edit in edits} == set(self.entries), self.story()

    def answers(self) -> dict[str, Any]:
        """The answers as a submission would freeze them now."""
        return {
            code: json.loads(self.value(code))
            for code in self.entries
            if not code.startswith("done:") and self.value(code) != BLANK
        }

    def story(self) -> str:
        """What happened, in order."""
        return "\n".join(self.told)
