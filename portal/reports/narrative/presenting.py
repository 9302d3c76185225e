"""What stands in the field of a narrative section: its text, and its HTML for the editor."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from portal.reports.narrative.marks import (
    MARKED,
    blocks_of,
    is_marked,
    parsed,
    shown_text,
    value_of,
)
from portal.reports.narrative.pasted_html import cleaned
from portal.reports.narrative.shown_html import html_of
from portal.reports.rules import BadValue


@dataclass(frozen=True)
class Shown:
    """``text`` of the field; ``kind``: marked where it has formatting; ``html`` for the editor."""

    text: str
    kind: str
    html: Markup


def shown(value: Any) -> Shown:
    """A stored answer as it is edited."""
    if is_marked(value):
        return Shown(value[MARKED], MARKED, html_of(blocks_of(value), classed=False))
    return Shown(str(value or ""), "", Markup(""))


def shown_again(typed: list[str]) -> Shown:
    """What was typed and not taken, as it stood: nothing of it is lost on the screen."""
    text, kind = [*typed, "", ""][:2]
    if kind not in ("html", MARKED):
        return shown(text)
    try:
        blocks = cleaned(text).blocks if kind == "html" else parsed(text)
    except BadValue:
        return shown(text)
    value = value_of(blocks)
    return shown(value) if kind == "html" or is_marked(value) else Shown(shown_text(value), "",
                                                                          Markup(""))  # fmt: skip
