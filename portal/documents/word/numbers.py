"""The numbers that Word sets by itself before paragraphs, worked out and written as text.

Administrative documents cite their clauses by these numbers (“điểm a khoản 2 Điều 1”), so they
must be words of the text, in the format and from the start that the list has.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from portal.documents.word.number_formats import written
from portal.documents.word.package import value, w
from portal.documents.word.styles import Styles
from portal.vietnamese import looks_legacy
from portal.vietnamese.legacy import from_legacy, legacy_encoding

_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True)
class Level:
    """One level of a list: how it counts and what it writes; `restart` as `w:lvlRestart`."""

    start: int = 1
    style: str = "decimal"
    pattern: str = ""
    text: str = "%1."
    legal: bool = False
    restart: int | None = None
    for_style: str = ""


@dataclass
class Counter:
    """Counts the paragraphs of one file in reading order."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    instances: dict[str, tuple[str, dict[int, int], dict[int, Level]]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    def level(self, number_id: str, depth: int) -> Level | None:
        """The level that a paragraph of the list instance stands on."""
        if number_id not in self.instances:
            return None
        abstract, _, overrides = self.instances[number_id]
        levels = self.lists.get(abstract, {})
        return overrides.get(depth) or levels.get(depth)

    def next(self, number_id: str, depth: int) -> str:
        """Count one paragraph more and give the number before it."""
        abstract, starts, _ = self.instances[number_id]
        counts = self._counts.setdefault(abstract, {})
        level = self.level(number_id, depth) or Level()
        if depth in starts and (number_id, depth) not in self._started:
            self._started.add((number_id, depth))
            counts[depth] = starts[depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in [one for one in counts if one > depth]:
            below = self.level(number_id, deeper)
            restart = below.restart if below else None
            if restart is None or depth < restart:
                del counts[deeper]
        return _PLACE.sub(lambda place: self._shown(place, number_id, level, counts), level.text)

    def _shown(
        self, place: re.Match[str], number_id: str, level: Level, counts: dict[int, int]
    ) -> str:
        depth = int(place[1]) - 1
        named = self.level(number_id, depth) or Level()
        count = counts.get(depth, named.start)
        return written(count, "decimal" if level.legal else named.style, named.pattern)


def counter_of(root: etree._Element | None) -> Counter:
    """The lists of a file by its numbering part."""
    counter = Counter()
    if root is None:
        return counter
    links: dict[str, str] = {}
    styled: dict[str, str] = {}
    for abstract in root.iter(w("abstractNum")):
        key = abstract.get(w("abstractNumId"), "")
        counter.lists[key] = {_depth(row): _level(row) for row in abstract.iter(w("lvl"))}
        links[key] = value(abstract.find(w("numStyleLink")))
        own = value(abstract.find(w("styleLink")))
        if own:
            styled[own] = key
    for number in root.iter(w("num")):
        abstract_id = value(number.find(w("abstractNumId")))
        abstract_id = styled.get(links.get(abstract_id, ""), abstract_id)
        starts, overrides = {}, {}
        for row in number.iter(w("lvlOverride")):
            first, level = row.find(w("startOverride")), row.find(w("lvl"))
            if level is not None:
                overrides[_depth(row)] = _level(level)
            if first is not None:
                starts[_depth(row)] = _number(value(first), 1)
        counter.instances[number.get(w("numId"), "")] = (abstract_id, starts, overrides)
    return counter


def place_in_list(
    paragraph: etree._Element, styles: Styles, counter: Counter
) -> tuple[str, int] | None:
    """(list instance, depth) of a paragraph, by itself or by its style; None outside lists."""
    own = paragraph.find(f"{w('pPr')}/{w('numPr')}")
    number_id = value(own.find(w("numId"))) if own is not None else ""
    depth = value(own.find(w("ilvl"))) if own is not None else ""
    own_style = styles.style_of(paragraph)
    for style in styles.chain(own_style) if not number_id or not depth else ():
        listed = style.find(f"{w('pPr')}/{w('numPr')}")
        if listed is None:
            continue
        number_id = number_id or value(listed.find(w("numId")))
        depth = depth or _depth_of_style(own_style, number_id, counter)
        depth = depth or value(listed.find(w("ilvl")))
        if number_id:
            break
    if number_id in ("", "0") or number_id not in counter.instances:
        return None
    return number_id, min(_number(depth, 0), 8)


def _depth_of_style(style_id: str, number_id: str, counter: Counter) -> str:
    abstract = counter.instances.get(number_id, ("", {}, {}))[0]
    for depth, level in counter.lists.get(abstract, {}).items():
        if level.for_style and level.for_style == style_id:
            return str(depth)
    return ""


def _level(row: etree._Element) -> Level:
    style = row.find(w("numFmt"))
    restart = row.find(w("lvlRestart"))
    legal = row.find(w("isLgl"))
    return Level(
        start=_number(value(row.find(w("start"))), 1),
        style="bullet" if row.find(w("lvlPicBulletId")) is not None else value(style, "decimal"),
        pattern="" if style is None else style.get(w("format"), ""),
        text=_unicode(value(row.find(w("lvlText"))), row),
        legal=legal is not None and value(legal, "1") not in ("0", "false"),
        restart=None if restart is None else _number(value(restart), 0),
        for_style=value(row.find(w("pStyle"))),
    )


def _unicode(text: str, row: etree._Element) -> str:
    """Words of a number typed in an old encoding (`§iÒu %1.`), by the font of the number."""
    fonts = row.find(f"{w('rPr')}/{w('rFonts')}")
    name = (fonts.get(w("ascii"), "") if fonts is not None else "").lower()
    if name.startswith(".vn"):
        return from_legacy(text, "tcvn3", capitals=name.endswith("h"))
    if name.startswith("vni"):
        return from_legacy(text, "vni")
    return from_legacy(text, legacy_encoding(text)) if looks_legacy(text) else text


def _depth(row: etree._Element) -> int:
    return _number(row.get(w("ilvl"), ""), 0)


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default
