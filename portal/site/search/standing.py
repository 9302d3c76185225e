"""Which rows of search can be found now, for the live server and for the freeze alike."""

import json
from typing import Any

from portal.publishing.models import Publication
from portal.site.search.sections import KINDS
from portal.site.search.table import SearchSection

#: Results that match equally well come in this order of kinds.
RANKS = {kind: rank for rank, kind in enumerate(KINDS)}


def standing(*columns: Any) -> Any:
    """Sections of what is current and public; a file that waits to be read, or has no words,
    is none. A remediation record goes with its conclusion, whose findings it repeats."""
    rows = SearchSection.select(*columns).join(Publication)
    return rows.where(
        Publication.current,
        Publication.state == "published",
        Publication.payload.is_null(False),
        SearchSection.text.is_null(False),
        (SearchSection.file == "") | (SearchSection.length > 0),
        (Publication.kind != "remediation") | Publication.slug.not_in(_hidden_conclusions()),
    )


def _hidden_conclusions() -> list[str]:
    rows = Publication.select(Publication.slug, Publication.payload).where(
        Publication.kind == "conclusion",
        Publication.current,
        (Publication.state != "published") | Publication.payload.is_null(),
    )
    return [one.slug for one in rows if _how(one.payload) != "replaced"]


def _how(payload: str | None) -> str:
    return str(json.loads(payload).get("how", "")) if payload else "erased"
