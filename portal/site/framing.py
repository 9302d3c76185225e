"""The layout around a page, prepared once for all pages that share it.

A page gives the layout eight blocks (title, description …); all else is the same on every page of
a section. ``site/frame.html`` is the layout with a mark for each block: what stands between the
marks is rendered once, its links are rewritten once for all folders from which they read the
same, and only the blocks are rendered for each page. The layout itself knows nothing of this.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from flask import current_app
from jinja2 import Environment, meta
from markupsafe import Markup

from portal.site.links import cut, joined, links_in

Context = dict[str, Any]
FRAME = "site/frame.html"
_LAYOUTS = ("base.html", "site/layout.html")
_MARK = re.compile(r"<!--\[([a-z_]+)\]-->")
#: Between blocks while their links are changed; what people wrote has no comments.
_BETWEEN = "<!--[|]-->"
#: Stands in a block for what ``Frame.as_before`` made.
_PLACE = re.compile(r"<!--\[=(\d+)\]-->")


@dataclass(frozen=True)
class Links:
    """How links are rewritten for a reader: ``target`` changes one; ``folder`` if it depends on
    where the page lies, else "" and ``way`` names the manner. ``seen``: what was rewritten, as
    it stood before."""

    target: Callable[[str], str]
    way: str = ""
    folder: str = ""
    seen: set[str] = field(default_factory=set)

    def change(self, html: str) -> str:
        """The HTML as the reader needs it."""
        return self.change_cut(cut(html))

    def change_cut(self, pieces: list[str]) -> str:
        """The same for what was ``cut`` already."""
        self.seen.update(pieces[1::2])
        return joined(pieces, self.target)


@dataclass
class _Fixed:
    """The parts of a layout between the blocks: as rendered, and as changed for readers."""

    parts: list[str]
    folders: frozenset[str]
    targets: frozenset[str]
    changed: dict[object, list[str]] = field(default_factory=dict)

    def linked(self, links: Links) -> list[str]:
        """The parts with their links as ``links`` has them; every second part names a block."""
        links.seen.update(self.targets)
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


class _Shown(NamedTuple):
    """What a macro made last, cut at its links, and of what; its number among the macros."""

    number: int
    shown: tuple[object, ...]
    pieces: list[str]


class Frame(dict[str, Any]):
    """What stands around every page of a shelf, with the layouts prepared from it."""

    def __init__(self, given: Context) -> None:
        super().__init__(given)
        self.prepared: dict[str, _Fixed] = {}
        self._before: dict[object, _Shown] = {}

    def as_before(self, macro: Callable[..., str], *shown: object) -> Markup:
        """The place of what ``macro`` makes of ``shown``: made once where the page before showed
        the same, as a document and its version do."""
        before = self._before.get(macro)
        if before is None or before.shown != shown:
            number = before.number if before else len(self._before)
            before = self._before[macro] = _Shown(number, shown, cut(macro(*shown)))
        return Markup(f"<!--[={before.number}]-->")

    def linked(self, blocks: str, links: Links) -> str:
        """Blocks with their links changed, and with what the page before showed in its places."""
        texts = _PLACE.split(blocks)
        if len(texts) == 1:
            return links.change(blocks)
        before = list(self._before.values())
        return "".join(
            links.change_cut(before[int(text)].pieces) if number % 2 else links.change(text)
            for number, text in enumerate(texts)
        )


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
    made = list(_fixed(environment, section, own, around).linked(links))
    blocks = ("".join(context.blocks[name][0](context)) for name in made[1::2])
    # as one text: its links are looked for once
    made[1::2] = around["frame"].linked(_BETWEEN.join(blocks), links).split(_BETWEEN)
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
    targets = links_in("".join(parts[::2]))
    for target in targets:
        end = target.find("/", 1)
        while target.startswith("/") and end > 0:
            folders.add(target[: end + 1])
            end = target.find("/", end + 1)
    return _Fixed(parts, frozenset(folders), frozenset(targets))


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
