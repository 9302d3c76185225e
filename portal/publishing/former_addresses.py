"""Where else a published thing lies: its former addresses, and the one it was moved to."""

import json

from portal.publishing.models import Publication
from portal.publishing.queries import readable_version
from portal.site.preview import address_of


def other_addresses(kind: str, slug: str) -> list[Publication]:
    """The same thing at the addresses it had before or has since (the newest row of each), where
    a version still holds text."""
    rows = Publication.select().where(Publication.kind == kind, Publication.current)
    leads = {
        row.slug: told["successor"]
        for row in rows.where(Publication.state == "withdrawn", Publication.payload.is_null(False))
        if (told := json.loads(row.payload)).get("how") == "moved"
    }
    own, known = address_of(kind, slug), {slug}
    near = [one for one, to in leads.items() if to == own]
    while near:
        one = near.pop()
        known.add(one)
        near += [other for other, to in leads.items() if to == address_of(kind, one)]
    onward = leads.get(slug, "")
    found = [row for row in rows if row.slug in known or address_of(kind, row.slug) == onward]
    held = (row for row in found if row.slug != slug and readable_version(kind, row.slug))
    return sorted(held, key=lambda row: row.slug)
