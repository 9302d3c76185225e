"""The numbering of Vietnamese administrative documents: Phần, I., 1., 1.1., a), Điều.

Anchors follow the numbers alone (`muc-ii-2-a`), so they stay when the words are corrected.
"""

import re
from dataclasses import dataclass, field

from portal.vietnamese import fold

_ROMAN = r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})"
#: What may stand behind a number typed by hand: “1.”, “1)”, “1/”, “1-”.
_END = r"\s*[.)/]|[-–]|\s[-–](?=\s)"
_PATTERNS = (  # level, heading tag, pattern
    (
        0,
        "h2",
        re.compile(rf"(?P<name>phần|phụ lục|chương)\s+(?P<number>{_ROMAN}|\d{{1,2}})\b", re.I),
    ),
    (0, "h2", re.compile(r"(?P<number>[A-HK])[./–-]\s+(?=[^\W\d_])")),
    (1, "h3", re.compile(r"(?P<name>Điều)\s+(?P<number>\d{1,3})\b")),
    (1, "h2", re.compile(rf"(?P<number>{_ROMAN})(?:{_END})\s+(?=[^\W\d_])")),
    (2, "h3", re.compile(rf"(?P<number>\d{{1,2}})(?:{_END})\s+(?=[^\W\d_])")),
    (3, "h4", re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,2})[./–-]?\s+(?=[^\W\d_])")),
    (4, "h4", re.compile(r"(?:[-–+]\s*)?(?P<number>[a-zđ])\)\s*(?=[^\W\d_])")),
)


@dataclass(frozen=True)
class Clause:
    """One numbered clause: the tag it has when it is a heading, and its place in the outline."""

    level: int
    tag: str
    token: str


def clause_of(text: str) -> Clause | None:
    """The clause that `text` opens, or None if it starts with no number."""
    for level, tag, pattern in _PATTERNS:
        if found := pattern.match(text.strip()):
            return Clause(level, tag, _token(found.groupdict(), level))
    return None


@dataclass
class Outline:
    """Gives each clause of one document its anchor, in reading order.

    ``repeated``: whether the last number path had stood before, so that it names no one clause.
    """

    repeated: bool = False
    _path: list[Clause] = field(default_factory=list)
    _used: dict[str, int] = field(default_factory=dict)

    def anchor(self, clause: Clause) -> str:
        """The anchor of the next clause; a repeated number path gets -2, -3, …"""
        # 1.1 names its parent 1 itself
        keep_below = 2 if clause.level == 3 else clause.level
        self._path = [above for above in self._path if above.level < keep_below] + [clause]
        tokens = [above.token for above in self._path]
        named = self._path[0].level == 0 or tokens[0].startswith("dieu-")
        if self._path[0].level == 0 and len(tokens) > 1 and self._path[1].level == 1:
            tokens[1] = tokens[1] if tokens[1].startswith("dieu-") else f"muc-{tokens[1]}"
        base = "-".join(tokens if named else ["muc", *tokens])
        self._used[base] = self._used.get(base, 0) + 1
        self.repeated = self._used[base] > 1
        return base if not self.repeated else f"{base}-{self._used[base]}"


def _token(groups: dict[str, str | None], level: int) -> str:
    number = (groups["number"] or "").lower()
    if groups.get("name"):
        return f"{fold(groups['name'] or '').replace(' ', '-')}-{number}"
    if level == 0:
        return f"phan-{number}"
    return number.replace("đ", "dd").replace(".", "-")
