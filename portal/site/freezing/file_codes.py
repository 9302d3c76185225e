"""The codes of a build for its page ``/xac-thuc/``: of publications and of every file's bytes.

Written after all pages were made, since only then their bytes are known. A function of the
files and publications of this build alone, so that the same site gives the same bytes.
"""

from portal.publishing.shelf import Shelf
from portal.site.freezing.build import Build
from portal.site.freezing.files import Files, Made
from portal.site.freezing.freezer import SiteFreezer
from portal.site.registry import Page, Params
from portal.site.verification import INDEX, index, shard, shard_file, told
from portal.site.verification_codes import codes, digits_for, in_shards

#: Where the scripts lie below the site; they follow from all other files.
CODES = "xac-thuc/ma/"
_PAGE_KINDS = {"editorial": "page", "unit": "unit", "plan": "plan", "conclusion": "conclusion"}


def make_codes(
    freezer: SiteFreezer, entries: dict[str, tuple[str, int]], shelf: Shelf, last: Build | None
) -> Made:
    """Put the scripts of ``/xac-thuc/`` into a build whose files so far are ``entries``."""
    files = Files(freezer.site, last, freezer.files.rules)
    known = {one["sha256"]: told(one) for one in codes(shelf)}
    shows = {name: _content_of(page, params, shelf) for name, page, params in freezer.declared()}
    # two files may hold the same bytes: whatever was made first, the first by name is told
    for name, (sha256, _) in sorted(entries.items()):
        if not name.endswith((".gz", ".br")) and sha256 not in known:
            known[sha256] = ["trang", f"/{name}", shows.get(name, "")]
    rows = sorted(known.items())
    digits = digits_for(len(rows))
    shards = in_shards(rows, digits)
    files.put(shard_file(INDEX), index(digits, shards, frozen=True).encode())
    for name, found in shards.items():
        files.put(shard_file(name), shard(name, found).encode())
    return files.made


def _content_of(page: Page, params: Params, shelf: Shelf) -> str:
    """The code of the publication that a page shows; empty for lists."""
    base = page.name.removesuffix("_version")
    if base not in _PAGE_KINDS:
        return ""
    slug = params.get("code") or params["slug"]
    if "year" in params:
        slug = f"{params['year']}/{slug}"
    kind, number = _PAGE_KINDS[base], params.get("number")
    entry = shelf.find(kind, slug)
    if number is not None:
        versions = (one for one in shelf.history(kind, slug) if one.version == number)
        entry = next(versions, None)
    return entry.payload_sha256 if entry and not entry.withdrawn else ""
