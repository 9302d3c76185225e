"""Reads a pasted list of units, as plans write them, before it is matched to the register.

What is one name and what are several is decided here; how a single written name meets the
register (accents, abbreviations, groups such as “UBND các huyện: …”) is
``units.rules.match_names``.
"""

import re
from collections.abc import Iterable

from portal.units.rules import Match, match_names
from portal.vietnamese import fold, nfc

_NUMBERING = re.compile(r"^\s*(?:[-+–*•]\s*)*(?:\(?\d{1,3}[.)]|[a-zđ]\))\s+", re.I)
_UNDOTTED = re.compile(r"(?<=\bubnd )(h|x|p|tx)\s+(?=\w)", re.I)
#: “TT. Bình Mỹ”: a township; “TT” alone may be a column of numbers or a centre (trung tâm)
_TOWN = re.compile(r"\btt\.\s*(?=\w)|(?<=\bubnd )tt\s+(?=\w)", re.I)
_PLACE = re.compile(r"\s+(?:của\s+)?tỉnh\s+[^,;:]+$", re.I)
_BARE_GROUP = re.compile(
    r"\b(?P<many>các|cac)\s+(?P<kind>thành phố|thanh pho|huyện|huyen|phường|phuong|xã|xa|sở|so)"
    r"\s+(?!:)(?=[^\s:,;]+[^:;]*,)",
    re.I,
)


def match_list(text: str, names: Iterable[tuple[str, ...]]) -> list[Match]:
    """The names of a pasted list matched to units; each unit once, in the order of the list.

    ``names`` holds (code, name, other names …). Numbering, “tỉnh …” behind a name, commas
    inside a name (“Sở Văn hóa, Thể thao và Du lịch”) and groups without a colon (“các huyện
    Mai Sơn, Mộc Châu”) are understood. What fits nothing, or several, comes back without code.
    """
    known = list(names)
    joined = [name for row in known for name in row[1:] if "," in name]
    joined += [name.partition(" ")[2] for name in joined]
    lines = [" ".join(_prepared(line, joined).split()) for line in re.split(r"[\n;]", nfc(text))]
    found: dict[str, Match] = {}
    for match in match_names("\n".join(lines), known):
        found.setdefault(match.code or f"?{match.written}", match)
    return [_without_place(match, known) for match in found.values()]


def _without_place(match: Match, known: list[tuple[str, ...]]) -> Match:
    """A name that fits nothing is tried once more without the province behind it."""
    shorter = _PLACE.sub("", match.written)
    if match.code or match.candidates or shorter == match.written:
        return match
    again = match_names(shorter, known)
    return Match(match.written, again[0].code, again[0].candidates) if len(again) == 1 else match


def _prepared(line: str, joined: list[str]) -> str:
    line = _UNDOTTED.sub(r"\1. ", _NUMBERING.sub("", line))
    line = _TOWN.sub("thị trấn ", line)
    for name in joined:
        line = _uncomma(line, name)
    return _BARE_GROUP.sub(lambda group: f"{group['many']} {group['kind']}: ", line)


def _uncomma(line: str, name: str) -> str:
    """The line with the commas of ``name`` taken out where it stands in it."""
    pattern = re.compile(re.escape(fold(name)).replace(r",\ ", r",\s*"))
    folded = fold(line)
    if len(folded) != len(line):
        return line
    for place in reversed(list(pattern.finditer(folded))):
        start, end = place.span()
        line = line[:start] + line[start:end].replace(",", " ") + line[end:]
    return line
