"""What a request would do to the site, counted once: the answer is kept for the next reader.

The pages of the whole registry are compared with and without the proposals; the answer stays
true until what is proposed, what is public, the day or the code changes, which is its key.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from threading import Lock

from portal.clock import local, today
from portal.publishing import gate
from portal.publishing.models import Publication
from portal.publishing.requests import PublicationRequest
from portal.publishing.rules import is_major, told_units
from portal.publishing.shelf import PreviewShelf, Shelf
from portal.site.catalog import KINDS
from portal.site.preview import affected_paths
from portal.site.rendering import build_digest

_KEPT = 64
_known: OrderedDict[tuple[object, ...], dict[str, list[str]]] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True)
class Told:
    """Whether a change enters the feed, and how many units it names."""

    major: bool
    units: int

    @property
    def words(self) -> str:
        """What the panel says of it."""
        if not self.major:
            return "Thay đổi nhỏ: không hiện trong tin mới, không báo cho đơn vị nào."
        if not self.units:
            return "Sẽ hiện trong tin mới; không có đơn vị nào được nêu tên để báo."
        return f"Sẽ hiện trong tin mới và báo tới {self.units} đơn vị được nêu tên."


def told_of(request: PublicationRequest) -> Told:
    """Who would be told of a request."""
    refs = [ref for one in gate.proposals_of(request) for ref in one.refs]
    return Told(is_major(request.change_kind, request.major), len(told_units(refs)))


def preview_shelf(request: PublicationRequest) -> PreviewShelf:
    """What readers would see once the request were published."""
    return PreviewShelf(gate.changes_of(request))


def day_of(request: PublicationRequest) -> date:
    """The day on which the pages of a request would first be read: the planned one, or today."""
    return local(request.publish_at).date() if request.publish_at else today()


def touched_pages(request: PublicationRequest) -> dict[str, list[str]]:
    """Public paths that the request would change, add, remove: see ``affected_paths``."""
    newest = Publication.select(Publication.hash).order_by(Publication.id.desc()).first()
    key = (
        gate.sha256_of(request.proposals), request.change_kind, request.change_note, request.major,
        newest.hash if newest else "", day_of(request), build_digest(),
    )  # fmt: skip
    with _lock:
        if key in _known:
            _known.move_to_end(key)
            return _known[key]
    before, after = Shelf(), preview_shelf(request)
    before.read(KINDS)
    after.read(KINDS)
    found = affected_paths(before, after, day_of(request))
    with _lock:
        _known[key] = found
        while len(_known) > _KEPT:
            _known.popitem(last=False)
    return found
