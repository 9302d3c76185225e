"""What machines and servers read: feed, map of the site, robots, the not-found page, files."""

from datetime import date
from pathlib import Path

from flask import current_app, render_template

from portal.documents.blobs import path_of
from portal.publishing.shelf import Shelf
from portal.site.catalog import catalog, file_path
from portal.site.news import news
from portal.site.registry import PAGES, Inputs, Page, Params, declare, match, path_to


def _feed(shelf: Shelf, _as_of: date) -> Inputs:
    title = catalog(shelf).province.get("portal_title", "Cổng cải cách hành chính")
    return {"title": title, "news": news(shelf, 50)}


def _feed_xml(inputs: Inputs) -> str:
    return render_template("site/feed.xml", **inputs, base=public_base())


def _sitemap(shelf: Shelf, as_of: date) -> Inputs:
    """The addresses of all HTML pages that search engines may list."""
    return {
        "paths": [
            path_to(page.name, **params)
            for page in PAGES.values()
            if page.is_html and page.listed
            for params in page.paths(shelf, as_of)
            if _stands(page, shelf, params)
        ]
    }


def _stands(page: Page, shelf: Shelf, params: Params) -> bool:
    """Whether a page is more than the tombstone of a withdrawn document."""
    slugs = {
        "plan": lambda: f"{params['year']}/{params['slug']}",
        "conclusion": lambda: f"{params['year']}/{params['slug']}",
        "editorial": lambda: params["slug"],
        "unit": lambda: params["code"],
    }
    if page.name not in slugs:
        return True
    kind = "page" if page.name == "editorial" else page.name
    entry = shelf.find(kind, slugs[page.name]())
    return entry is not None and not entry.withdrawn


def _sitemap_xml(inputs: Inputs) -> str:
    return render_template("site/sitemap.xml", **inputs, base=public_base())


def _nothing(_shelf: Shelf, _as_of: date) -> Inputs:
    return {}


def _robots_txt(_inputs: Inputs) -> str:
    return f"User-agent: *\nAllow: /\nSitemap: {public_base()}{path_to('sitemap')}\n"


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
        "feed", "/tin-moi.xml", _feed, renderer=_feed_xml,
        media_type="application/atom+xml", listed=False,
    )
)  # fmt: skip
declare(
    Page(
        "sitemap", "/sitemap.xml", _sitemap, renderer=_sitemap_xml,
        media_type="application/xml", listed=False,
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
