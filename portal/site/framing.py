"""The layout around a page, prepared once for all pages that share it.

A page gives the layout eight blocks (title, description …); all else is the same on every page of
a section. ``site/frame.html`` is the layout with a mark for each block: what stands between the
marks is rendered once, its links are rewritten once for all folders from which they read the
same, and only the blocks are rendered for each page. The layout itself knows nothing of this.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import current_app
from jinja2 import Environment, meta

from portal.site.links import links_in

Context = dict[str, Any]
FRAME = "site/frame.html"
_LAYOUTS = ("base.html", "site/layout.html")
_MARK = re.compile(r"<!--\[([a-z_]+)\]-->")


@dataclass(frozen=True)
class Links:
    """How links are rewritten for a reader: ``change`` the HTML; ``folder`` if it depends on
    where the page lies, else "" and ``way`` names the manner."""

    change: Callable[[str], str]
    way: str = ""
    folder: str = ""


@dataclass
class _Fixed:
    """The parts of a layout between the blocks: as rendered, and as changed for readers."""

    parts: list[str]
    folders: frozenset[str]
    changed: dict[object, list[str]] = field(default_factory=dict)

    def linked(self, links: Links) -> list[str]:
        """The parts with their links as ``links`` has them; every second part names a block."""
        key = self._alike(links.folder) if links.folder else links.way
        if key not in self.changed:
            self.changed[key] = [
                part if number % 2 else links.change(part) for number, part in enumerate(self.parts)
            ]
        return self.changed[key]

    def _alike(self, folder: str) -> tuple[int, str]:
        """The same for folders from which every link of the parts reads the same: as deep, and
        inside the same of the folders that links lead into."""
        shared, end = "/", folder.find("/", 1)
        while end > 0 and folder[: end + 1] in self.folders:
            shared, end = folder[: end + 1], folder.find("/", end + 1)
        return folder.count("/"), shared


class Frame(dict[str, Any]):
    """What stands around every page of a shelf, with the layouts prepared from it."""

    def __init__(self, given: Context) -> None:
        super().__init__(given)
        self.prepared: dict[str, _Fixed] = {}
        self._before: tuple[object, tuple[object, ...], str] | None = None

    def as_before(self, macro: Callable[..., str], *shown: object) -> str:
        """What ``macro`` makes of ``shown``: made once where the page before showed the same, as
        a document and its version do."""
        before = self._before
        if before is None or before[0] is not macro or before[1] != shown:
            before = self._before = (macro, shown, macro(*shown))
        return before[2]


def framed(template: str, section: str, own: Context, around: Context, links: Links) -> str:
    """The page of ``template``: what it shows itself (``own``) inside the layout.

    ``around`` is what the layout shows; ``section`` stands for it where nothing else differs.
    """
    environment = current_app.jinja_env
    page = environment.get_template(template)
    context = page.new_context({**own, **around})
    steps = page.root_render_func(context)
    # with the first piece of the layout all blocks are known, and what is set on top
    next(iter(steps))
    fixed = _fixed(environment, section, own, around)
    made = []
    for number, part in enumerate(fixed.linked(links)):
        if number % 2:
            block = "".join(context.blocks[part][0](context))
            made.append(links.change(block))
        else:
            made.append(part)
    return "".join(made)


def _fixed(environment: Environment, section: str, own: Context, around: Context) -> _Fixed:
    frame = around["frame"]
    if not _layout_names(environment).isdisjoint(own.keys() - around.keys()):
        # the layout shows something of this very page
        return _prepare(environment, {**own, **around})
    if section not in frame.prepared:
        frame.prepared[section] = _prepare(environment, around)
    found: _Fixed = frame.prepared[section]
    return found


def _prepare(environment: Environment, context: Context) -> _Fixed:
    parts = _MARK.split(environment.get_template(FRAME).render(context))
    folders: set[str] = set()
    for target in links_in("".join(parts[::2])):
        end = target.find("/", 1)
        while target.startswith("/") and end > 0:
            folders.add(target[: end + 1])
            end = target.find("/", end + 1)
    return _Fixed(parts, frozenset(folders))


def _layout_names(environment: Environment) -> frozenset[str]:
    """The names that the layout takes from a page."""
    known: frozenset[str] | None = current_app.extensions.get("site_layout_names")
    if known is None or environment.auto_reload:
        known = frozenset(
            name
            for layout in _LAYOUTS
            for name in meta.find_undeclared_variables(
                environment.parse(environment.loader.get_source(environment, layout)[0])  # type: ignore[union-attr]  # it has one
            )
        )
        current_app.extensions["site_layout_names"] = known
    return known
