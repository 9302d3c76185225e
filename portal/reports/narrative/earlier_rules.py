"""Shortcomings of last year's accepted report, asked about again: “đã khắc phục chưa?”. Pure.

The answer is a field of its own, ``earlier:<section>``: a list of {text, fixed, why}. What was
not put right is asked once more the year after, until it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.reports.form_version import FormDefinition

#: More shortcomings than one report may leave to the next.
MAX_ANSWERS = 60
_PARTS = ("text", "fixed", "why")


@dataclass(frozen=True)
class Earlier:
    """A shortcoming as last year's report told it, with the remedy promised then."""

    text: str
    remedy: str = ""
    by_when: str = ""


def field_of(section_code: str) -> str:
    """The code of the field with the answers."""
    return f"earlier:{section_code}"


def earlier_in(form: FormDefinition, values: Mapping[str, Any]) -> dict[str, list[Earlier]]:
    """Section code → what a report on ``values`` leaves to be asked the year after."""
    found: dict[str, list[Earlier]] = {}
    for section in form.answered_sections:
        if section.kind != "shortcomings":
            continue
        own = values.get(section.field)
        listed = [item for item in own or () if isinstance(item, Mapping) and item.get("text")]
        left = [
            item for item in values.get(field_of(section.code)) or () if item.get("fixed") == "no"
        ]
        items = {
            str(item["text"]): Earlier(
                str(item["text"]), str(item.get("remedy", "")), str(item.get("by_when", ""))
            )
            for item in [*left, *listed]
        }
        if items:
            found[section.code] = list(items.values())
    return found


def read_answers(typed: list[Any], clean: Callable[[str, int], str]) -> list[dict[str, str]]:
    """Inputs in threes (text, fixed, why), or such items, as they are stored; blank ones go."""
    rows = [item for item in typed if isinstance(item, Mapping)]
    if not rows:
        texts = [str(text) for text in typed]
        rows = [
            dict(zip(_PARTS, texts[at : at + 3], strict=False)) for at in range(0, len(texts), 3)
        ]
    items = []
    for row in rows[:MAX_ANSWERS]:
        fixed = str(row.get("fixed", ""))
        item = {
            "text": clean(str(row.get("text", "")), 4000),
            "fixed": fixed if fixed in ("yes", "no") else "",
            "why": clean(str(row.get("why", "")), 2000),
        }
        if item["text"] and (item["fixed"] or item["why"]):
            items.append(item)
    return items


def unanswered(items: list[Earlier], answers: Any) -> list[Earlier]:
    """Those of which nobody has said what became of them; “chưa” needs its reason."""
    said = {
        item["text"]
        for item in answers or ()
        if item.get("fixed") == "yes" or (item.get("fixed") == "no" and item.get("why"))
    }
    return [item for item in items if item.text not in said]
