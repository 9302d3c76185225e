"""What a reviewer looks at first in Phụ lục II: unusual numbers and what the unit says to them.
Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.reports.form_version import FormDefinition
from portal.reports.layout import CORRECTED
from portal.reports.rules import labels_of
from portal.reports.showing import show_value
from portal.reports.statistics.soft_warnings import warnings


@dataclass(frozen=True)
class Doubt:
    """An indicator (``field``: its row) with what is unusual, and the unit's ``answer`` or ""."""

    field: str
    label: str
    message: str
    answer: str


def doubts(form: FormDefinition, values: Mapping[str, Any], year: int) -> list[Doubt]:
    """The soft warnings of a report of ``year``, and the corrected numbers of last year.

    Those that nobody answered come last: what was answered is new to the reader.
    """
    labels = labels_of(form, year)
    found = [
        Doubt(f"stat:{item.indicator}", labels[f"stat:{item.indicator}"], item.message,
              str(values.get(f"stat:{item.indicator}:note") or ""))
        for item in warnings(form, values, year)
    ]  # fmt: skip
    for item in form.indicators:
        reason = str(values.get(item.field("reason")) or "")
        if reason:
            shown = show_value(item, values.get(item.field("previous")))
            row = f"stat:{item.code}"
            found.append(Doubt(row, labels[row], f"{CORRECTED}, nay là {shown}.", reason))
    return sorted(found, key=lambda doubt: not doubt.answer)
