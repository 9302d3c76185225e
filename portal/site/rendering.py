"""From a declaration to bytes: what the live view, the preview and the freeze share."""

import hashlib
import sys
from datetime import date
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from flask import current_app

from portal.config import ROOT
from portal.publishing.payload import canonical
from portal.publishing.shelf import Shelf
from portal.site.catalog import catalog
from portal.site.framing import Frame, Links, framed
from portal.site.links import folder_of, prefixed_by, relative_to
from portal.site.pages import path_to
from portal.site.paper import in_groups, qr_code
from portal.site.registry import Inputs, Page, Params

NAVIGATION = (
    ("Trang chủ", "home"),
    ("Kế hoạch", "plans"),
    ("Lịch kiểm tra", "schedule"),
    ("Kết luận", "conclusions"),
    ("Khắc phục", "remediation"),
    ("Đơn vị", "units"),
)
#: Editorial pages of this order and above are reached from another page, not from the footer.
IN_FOOTER = 100
_BESIDE = ("templates/**/*", "static/**/*", "setup.cfg", "package-lock.json")
_LINKED = ("text/html", "application/atom+xml")


def inputs_of(page: Page, shelf: Shelf, as_of: date, params: Params) -> Inputs | None:
    """All that a page shows, its frame included; None where there is no such page."""
    own = page.inputs(shelf, as_of, **params)
    if own is None:
        return None
    return {"page": own, "frame": frame_of(shelf)} if page.is_html else {"page": own}


def page_key(inputs: Inputs, build: str = "") -> str:
    """Changes exactly when the bytes of the page may: what it shows, or what renders it.

    ``build``: the ``build_digest`` of the app, where it is known already.
    """
    return hashlib.sha256(f"{build or build_digest()}{canonical(inputs)}".encode()).hexdigest()


def status_of(inputs: Inputs) -> int:
    """The HTTP status of a page; a frozen file is always served with 200."""
    return 200 if current_app.config.get("FROZEN") else int(inputs["page"].get("status", 200))


def body_of(
    page: Page, path: str, inputs: Inputs, script_root: str = "", seen: set[str] | None = None
) -> bytes:
    """The bytes of a page that is not a stored file, with its links as the reader needs them.

    ``seen`` takes their targets as they were before.
    """
    links = _links(page, path, script_root, set() if seen is None else seen)
    if page.renderer is None:
        return _html(page, path, inputs, links).encode()
    made = page.renderer(inputs["page"])
    if isinstance(made, bytes):
        return made
    return (links.change(made) if page.media_type in _LINKED else made).encode()


def _html(page: Page, path: str, inputs: Inputs, links: Links) -> str:
    frame = inputs["frame"]
    around = {
        **frame,
        "frame": frame,
        "site_nav": [
            {"text": text, "href": path_to(name), "current": page.section == name}
            for text, name in NAVIGATION
        ],
        "demo": current_app.config["DEMO"],
        "public_url": current_app.config["PUBLIC_URL"],
        # of this very page: only for the blocks that every page fills itself
        "page_path": path,
        "page_listed": page.listed,
        "live_url": live_url(),
        "page_url": path_to,
        "qr_code": qr_code,
        "in_groups": in_groups,
        "as_before": frame.as_before,
    }
    template = inputs["page"].get("template", page.template)
    return framed(template, page.section, inputs["page"], around, links)


def live_url() -> str:
    """Where people sign in: the live service, or this very one; none on a site without it."""
    here = "" if current_app.config["PUBLIC_ONLY"] else "/"
    return current_app.config["LIVE_URL"] or here


def _links(page: Page, path: str, script_root: str, seen: set[str]) -> Links:
    prefix = script_root
    if current_app.config.get("FROZEN"):
        public = urlsplit(current_app.config["PUBLIC_URL"])
        if page.name != "not_found" or not public.netloc:
            folder = folder_of(path)
            return Links(relative_to(folder), folder=folder, seen=seen)
        # A server answers with this page at any depth, where relative links would break.
        prefix = public.path.rstrip("/")
    return Links(prefixed_by(prefix), way=prefix, seen=seen)


def frame_of(shelf: Shelf) -> Frame:
    """What stands around every page: whose portal it is, and the editorial pages."""
    made: Frame = shelf.kept("frame", lambda: _made_frame(shelf))
    return made


def _made_frame(shelf: Shelf) -> Frame:
    shown = catalog(shelf)
    return Frame(
        {
            "province": shown.province,
            "footer_links": [
                *(
                    {"text": entry.title, "href": path_to("editorial", slug=entry.slug)}
                    for entry in shown.pages
                    if entry.payload["order"] < IN_FOOTER
                ),
                {"text": "Dữ liệu mở", "href": path_to("data")},
                {"text": "Xác thực", "href": path_to("verification")},
            ],
        }
    )


def build_digest() -> str:
    """One hash over code, templates, assets, dependencies and the settings pages depend on."""
    names = ("PUBLIC_URL", "LIVE_URL", "DEMO", "PUBLIC_ONLY", "FROZEN")
    chosen = {name: str(current_app.config.get(name, "")) for name in names}
    return hashlib.sha256(f"{_code_digest(ROOT)}{canonical(chosen)}".encode()).hexdigest()


@lru_cache(maxsize=1)
def _code_digest(root: Path) -> str:
    digest = hashlib.sha256(sys.version.encode())
    # an installed portal has its code elsewhere than what lies beside it
    package = Path(__file__).resolve().parents[1]
    for base, pattern in ((package, "**/*.py"), *((root, one) for one in _BESIDE)):
        for path in sorted(base.glob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"\0{path.relative_to(base)}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
