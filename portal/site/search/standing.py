"""Which rows of search can be found now, for the live server and for the freeze alike."""

import json
from typing import Any

from portal.publishing.models import Publication
from portal.site.search.sections import KINDS
from portal.site.search.table import SearchSection

#: Results that match equally well come in this order of kinds.
RANKS = {kind: rank for rank, kind in enumerate(KINDS)}
_GOES_WITH = {"conclusion": "remediation", "plan": "timeliness"}


def standing(*columns: Any) -> Any:
    """Sections of what is current and public; a file that waits to be read, or has no words,
    is none. A remediation record goes with its conclusion, whose findings it repeats, and the
    grid of reports with its plan."""
    rows = SearchSection.select(*columns).join(Publication)
    return rows.where(
        Publication.current,
        Publication.state == "published",
        Publication.payload.is_null(False),
        SearchSection.text.is_null(False),
        (SearchSection.file == "") | (SearchSection.length > 0),
        *(
            (Publication.kind != kind) | Publication.slug.not_in(slugs)
            for kind, slugs in _gone_with_another().items()
        ),
    )


def _gone_with_another() -> dict[str, list[str]]:
    """For each kind that goes with another: the slugs at which that one can be read no more."""
    rows = Publication.select(Publication.kind, Publication.slug, Publication.payload).where(
        Publication.kind.in_(list(_GOES_WITH)),
        Publication.current,
        (Publication.state != "published") | Publication.payload.is_null(),
    )
    found: dict[str, list[str]] = {kind: [] for kind in _GOES_WITH.values()}
    for one in rows:
        if _how(one.payload) != "replaced":
            found[_GOES_WITH[one.kind]].append(one.slug)
    return found


def _how(payload: str | None) -> str:
    return str(json.loads(payload).get("how", "")) if payload else "erased"
