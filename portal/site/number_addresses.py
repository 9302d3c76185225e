"""The address of a plan by its number, beside the one under which it was first published.

A plan often goes public before it has a number, and its address never changes after that. Once
a version names a number, ``/ke-hoach/2026/152-qd-ubnd/`` leads to the plan as well: as a redirect
where a service answers, as a page that leads on where files do. A number that was corrected
keeps its address; one that two plans claim leads to whichever had it first.
"""

from datetime import UTC, datetime

from portal.publishing.shelf import Shelf
from portal.site.catalog import document_params
from portal.site.gone import Gone
from portal.site.registry import Inputs, Params, path_to
from portal.site.versions import moved_page, readable
from portal.vietnamese import slug

_UNPUBLISHED = datetime.max.replace(tzinfo=UTC)


def numbers(shelf: Shelf) -> dict[str, str]:
    """``2026/152-qd-ubnd`` → the slug of the plan that has, or had, this number."""

    def made() -> dict[str, str]:
        own = shelf.slugs("plan")
        claims = sorted(
            (one.published_at or _UNPUBLISHED, f"{of.partition('/')[0]}/{name}", of)
            for of in own
            for _, one in readable(shelf, "plan", of)
            if (name := slug(one.payload["document"]["number"]))
        )
        found: dict[str, str] = {}
        for _, address, of in claims:
            if address not in own:
                found.setdefault(address, of)
        return found

    held: dict[str, str] = shelf.kept("plan numbers", made)
    return held


def number_page(shelf: Shelf, year: int, name: str) -> Inputs | None:
    """What stands at the address of a number; None where no plan has it."""
    to = numbers(shelf).get(f"{year}/{name}")
    entry = shelf.find("plan", to) if to else None
    if to is None or entry is None:
        return None
    return moved_page(entry.title, path_to("plan", **document_params(to)))


def number_paths(shelf: Shelf) -> list[Params]:
    """The parameters of every address by number."""
    return [document_params(address) for address in sorted(numbers(shelf))]


def number_redirects(shelf: Shelf) -> list[Gone]:
    """The same for servers of files: each address by number, and where it leads."""
    return [
        Gone(
            path_to("plan", **document_params(address)), "moved", 301,
            path_to("plan", **document_params(of)),
        )
        for address, of in sorted(numbers(shelf).items())
    ]  # fmt: skip
