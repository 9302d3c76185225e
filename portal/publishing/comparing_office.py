"""What is proposed beside what readers see now, for the office: words, and changed cells only.

The pages of a draft, of a request and of two published versions compare alike
(``site.comparing``); this one alone shows what is not public, so it lives in the workspace.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from werkzeug.wrappers import Response

from portal.publishing import labels
from portal.publishing.endings import Ending, ending_of
from portal.publishing.gate import Proposal
from portal.publishing.models import Publication
from portal.publishing.queries import newest, readable_version
from portal.site.comparing.documents import cells_of, compare
from portal.web.rendering import render

#: More changed places than these have a page of their own.
SHORT = 40


@dataclass(frozen=True)
class Beside:
    """A proposal beside what was last to be read at its address (``against``, None where nothing
    ever was); ``withdrawn``: readers see a notice there now. ``compared``: facts, tables and
    text that differ, in ``places`` places; ``ending``: how it is to go off the site."""

    proposal: Proposal
    against: Publication | None
    withdrawn: bool
    compared: dict[str, Any]
    places: int
    ending: Ending | None = None


def beside(proposals: Iterable[Proposal]) -> list[Beside]:
    """Each proposal with its comparison; what would be withdrawn is compared with nothing."""
    return [_beside(one) for one in proposals]


def compare_page(proposals: list[Proposal], title: str, path: list[dict[str, str]]) -> Response:
    """The page that shows what ``proposals`` would change, whole; ``path`` leads back."""
    return render(
        "workspace/publishing/compare.html",
        rows=beside(proposals),
        kinds=labels.KINDS,
        title=title,
        path=path,
    )


def _beside(offered: Proposal) -> Beside:
    current = newest(offered.kind, offered.slug)
    against = readable_version(offered.kind, offered.slug) if current else None
    withdrawn = bool(current and current.state == "withdrawn")
    ending = ending_of(offered.kind, offered.state, offered.payload)
    if against is None or against.payload is None or ending:
        return Beside(offered, against, withdrawn, {}, 0, ending)
    compared = compare(json.loads(against.payload), offered.payload)
    return Beside(offered, against, withdrawn, compared, len(cells_of(compared)))
