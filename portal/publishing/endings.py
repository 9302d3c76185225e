"""How something on the site is to end, in words for whoever decides on it and signs the papers.

What a request offers then is a tombstone (``actions.withdrawal``): its kind decides what the old
address does, so whoever approves has to read the kind, the reason and what takes its place.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from portal.publishing import queries
from portal.publishing.forms import withdrawal_choices
from portal.publishing.models import Publication
from portal.publishing.rules import OUTCOMES
from portal.site.preview import address_of

_TITLE = "Ngừng đăng: "
_ENDED = "Đã ngừng đăng"


@dataclass(frozen=True)
class Ending:
    """``name``: “Đăng nhầm”; ``effect``: what the old address does, empty where there is none;
    ``successor``: the public path of what takes its place, with its title if it is published."""

    name: str
    effect: str
    reason: str
    successor: str
    successor_title: str

    @property
    def words(self) -> str:
        """Everything in one line, for papers: “đăng nhầm; lý do: …; thay bằng: …”."""
        parts = [
            self.name[:1].lower() + self.name[1:],
            f"lý do: {self.reason.strip().rstrip('.')}" if self.reason.strip() else "",
            f"thay bằng: {self.successor_title or self.successor}" if self.successor else "",
        ]
        return "; ".join(filter(None, parts))


class Asked(NamedTuple):
    """What a paper asks leave for: “đăng công khai” or “ngừng đăng”, and of what."""

    verb: str
    content: str
    outcome: str


def asked_of(change_kind: str, title: str) -> Asked:
    """How the papers of a request name what is asked; the title of a withdrawal says it twice."""
    if change_kind == "withdrawal":
        return Asked("ngừng đăng", title.removeprefix(_TITLE), "ngừng đăng")
    return Asked("đăng công khai", title, "công khai")


def ending_of(kind: str, state: str, payload: Mapping[str, Any]) -> Ending | None:
    """How a proposal ends what is public; None for one that publishes."""
    if state != "withdrawn":
        return None
    how, successor = payload.get("how", ""), payload.get("successor", "")
    effects = {choice[0]: choice[2] for choice in withdrawal_choices(kind) if len(choice) > 2}
    effects["moved"] = "Địa chỉ cũ dẫn tới địa chỉ mới."
    return Ending(
        OUTCOMES.get(how, OUTCOMES["stopped"]),
        effects.get(how, ""),
        payload.get("reason", ""),
        successor,
        _title_at(kind, successor),
    )


def ended_words(rows: Iterable[Publication]) -> dict[int, str]:
    """“Đã ngừng đăng: đăng nhầm” by the id of each row that was withdrawn; erased ones are left
    out. One query."""
    gone = [row.id for row in rows if row.state == "withdrawn"]
    known = Publication.select(Publication.id, Publication.payload).where(
        Publication.id.in_(gone), Publication.payload.is_null(False)
    )
    found = {}
    for row in known:
        how = json.loads(row.payload or "{}").get("how", "stopped")
        name = OUTCOMES.get(how, "")
        plain = how == "stopped" or not name
        found[row.id] = _ENDED if plain else f"{_ENDED}: {name[:1].lower()}{name[1:]}"
    return found


def _title_at(kind: str, address: str) -> str:
    """The title of what is published at an address, among things of a kind; empty if none is."""
    rows = queries.current_of(kind) if address else ()
    return next(
        (
            row.title
            for row in rows
            if row.state == "published" and address_of(kind, row.slug) == address
        ),
        "",
    )
