"""What machines and servers read: map of the site, robots, the not-found page, files."""

from datetime import date
from pathlib import Path

from flask import current_app, render_template

from portal.documents.blobs import path_of
from portal.publishing.shelf import Shelf
from portal.site.catalog import catalog, file_path
from portal.site.grids import end_of
from portal.site.last_changes import last_changes
from portal.site.registry import (
    PAGES,
    Inputs,
    Page,
    Params,
    addresses_of,
    declare,
    match,
    path_to,
)

#: Pages in one map, as sitemaps.org allows.
MOST = 50_000
#: A frozen site has none of these; a live one answers them with a sign-in or a form.
_NOT_FOR_ROBOTS = ("/tai-khoan/",)


def _sitemap(shelf: Shelf, as_of: date) -> Inputs:
    """The addresses of all HTML pages that search engines may list, in parts where they are
    more than one map may hold."""
    parts = len(_sitemap_paths(shelf, as_of))
    if parts:
        paths = [path_to("sitemap_part", number=one + 1) for one in range(parts)]
        return {"parts": paths, "pages": []}
    return {"parts": [], "pages": _listed(shelf, as_of)}


def _sitemap_part(shelf: Shelf, as_of: date, number: int) -> Inputs | None:
    if {"number": number} not in _sitemap_paths(shelf, as_of):
        return None
    return {"parts": [], "pages": _listed(shelf, as_of)[(number - 1) * MOST : number * MOST]}


def _sitemap_paths(shelf: Shelf, as_of: date) -> list[Params]:
    count = len(_listed(shelf, as_of))
    parts = -(-count // MOST) if count > MOST else 0
    return [{"number": one + 1} for one in range(parts)]


def _listed(shelf: Shelf, as_of: date) -> list[dict[str, str]]:
    """Path and day of the last change of every page that search engines may list."""

    def made() -> list[dict[str, str]]:
        moments = last_changes(shelf)
        return [
            {"path": path, "at": moments(page, params)}
            for page in PAGES.values()
            if page.is_html and page.listed
            for params, path in addresses_of(page, shelf, as_of)
            if _stands(page, shelf, params)
        ]

    found: list[dict[str, str]] = shelf.kept("sitemap", made)
    return found


def _stands(page: Page, shelf: Shelf, params: Params) -> bool:
    """Whether a page is more than the tombstone of a withdrawn document."""
    slugs = {
        "plan": lambda: f"{params['year']}/{params['slug']}",
        "conclusion": lambda: f"{params['year']}/{params['slug']}",
        "editorial": lambda: params["slug"],
        "unit": lambda: params["code"],
        "timeliness_plan": lambda: f"{params['year']}/{params['slug']}",
    }
    if page.name not in slugs:
        return True
    kind = {"editorial": "page", "timeliness_plan": "timeliness"}.get(page.name, page.name)
    entry = shelf.find(kind, slugs[page.name]())
    if entry is None or entry.withdrawn:
        return False
    return kind != "timeliness" or end_of(shelf, entry) is None


def _sitemap_xml(inputs: Inputs) -> str:
    return render_template("site/sitemap.xml", **inputs, base=public_base())


def _nothing(_shelf: Shelf, _as_of: date) -> Inputs:
    return {}


def _robots_txt(_inputs: Inputs) -> str:
    """Nobody is kept out of anything public; the service itself has nothing for robots. The
    address of the map must be whole, so a site that does not know its own leaves it out."""
    private = "".join(f"Disallow: {one}\n" for one in _NOT_FOR_ROBOTS)
    base = public_base()
    where = f"\nSitemap: {base}{path_to('sitemap')}\n" if base else ""
    return f"User-agent: *\nAllow: /\n{private}{where}"


def public_base() -> str:
    """The address of the public site without its last slash; empty when none is set."""
    return str(current_app.config["PUBLIC_URL"]).rstrip("/")


def _file(shelf: Shelf, _as_of: date, sha256: str, filename: str) -> Inputs | None:
    """A file of a current publication under its one name; None for all others."""
    file = catalog(shelf).files.get(sha256)
    if file is None or file_path(file) != path_to("file", sha256=sha256, filename=filename):
        return None
    return {name: file[name] for name in ("sha256", "size", "media_type")}


def _file_source(inputs: Inputs) -> Path:
    return path_of(current_app.config["DATA"], inputs["sha256"])


def _files(shelf: Shelf, _as_of: date) -> list[Params]:
    paths = (file_path(file) for _, file in sorted(catalog(shelf).files.items()))
    return [found[1] for found in map(match, paths) if found]


declare(
    Page(
        "sitemap", "/sitemap.xml", _sitemap, renderer=_sitemap_xml,
        media_type="application/xml", listed=False,
    )
)  # fmt: skip
declare(
    Page(
        "sitemap_part", "/sitemap-<int(min=1):number>.xml", _sitemap_part, _sitemap_paths,
        renderer=_sitemap_xml, media_type="application/xml", listed=False,
    )
)  # fmt: skip
declare(
    Page(
        "robots", "/robots.txt", _nothing, renderer=_robots_txt,
        media_type="text/plain", listed=False,
    )
)  # fmt: skip
declare(Page("not_found", "/404.html", _nothing, template="site/not_found.html", listed=False))
declare(
    Page(
        "file", "/tep/<string(length=64):sha256>/<filename>", _file, _files,
        source=_file_source, media_type="", listed=False,
    )
)  # fmt: skip
