"""Last year's column: prefilled from the accepted report; a correction needs a reason. Pure.

A blank cell of that column says what the accepted report said, so that nobody types it again;
emptying a corrected one goes back to it. ``stat:<code>:reason`` holds why it was corrected.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.reports.form_version import FormDefinition, Indicator
from portal.reports.rules import as_json
from portal.reports.showing import FLAGS, show_day, state_of


@dataclass(frozen=True)
class Correction:
    """A number of last year that is not the accepted one; ``reason`` "" as long as none is given.

    ``accepted`` and ``now`` are values as stored.
    """

    indicator: Indicator
    accepted: Any
    now: Any
    reason: str

    @property
    def field(self) -> str:
        """The field of its reason."""
        return self.indicator.field("reason")


def prefilled(definition: FormDefinition, known: Mapping[str, Any]) -> dict[str, Any]:
    """Field code → value of last year's column; ``known``: accepted values by indicator code.

    An indicator that has changed its type since is left to be typed.
    """
    return {
        item.field("previous"): known[item.code]
        for item in definition.indicators
        if item.code in known and _fits(item, known[item.code])
    }


def settled(
    definition: FormDefinition, values: Mapping[str, Any], known: Mapping[str, Any]
) -> frozenset[str]:
    """Codes of the indicators whose number of last year is the accepted one."""
    changed = {one.indicator.code for one in corrections(definition, values, known)}
    given = prefilled(definition, known)
    return frozenset(
        item.code
        for item in definition.indicators
        if item.field("previous") in given and item.code not in changed
    )


def corrections(
    definition: FormDefinition, values: Mapping[str, Any], known: Mapping[str, Any]
) -> list[Correction]:
    """Where last year's column says something else than the accepted report, in form order."""
    accepted = prefilled(definition, known)
    return [
        Correction(
            item, accepted[code], values.get(code), str(values.get(item.field("reason")) or "")
        )
        for item in definition.indicators
        for code in (item.field("previous"),)
        if code in accepted
        and state_of(values.get(code)) != "blank"
        and as_json(values.get(code)) != as_json(accepted[code])
    ]


def _fits(item: Indicator, value: Any) -> bool:
    state = state_of(value)
    if state != "value":
        return state != "blank"
    content = value["value"]
    if item.type in ("pair", "count_percent"):
        return isinstance(content, list)
    if item.type == "date":
        return isinstance(content, str) and show_day(content) != content
    return isinstance(content, str) and (item.type != "flag" or content in FLAGS)
