"""The form as a whole: titles, cut-off day, headings of columns, who answers for a level. Pure.

People write the year of a report in a heading as ``{năm}``, the one before as ``{năm-1}``; the
definition holds ``{year}`` and ``{year-1}``.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from portal.reports.form_making.part_rules import LEVELS, Field, Raw
from portal.reports.form_making.task_column_rules import (
    EXTRAS,
    TASK_COLUMNS,
    label_of,
    order_of,
    put_label,
    put_order,
)

_YEARS = {"year_previous": "previous", "year_current": "current"}
_COLUMN, _ORDER = "column_", "task_order"
GENERAL = (
    Field("title", "Tên biểu mẫu", needed=True),
    Field("short_title", "Tên ngắn", needed=True),
    Field("cutoff_label", "Lời trước ngày chốt số liệu", needed=True),
    Field("cutoff_day", "Ngày chốt số liệu", "day", sparse=True),
    Field("year_previous", "Tên cột năm trước", needed=True, longest=60),
    Field("year_current", "Tên cột năm báo cáo", needed=True, longest=60),
    *(
        Field(f"{_COLUMN}{code}", f"Tên cột “{words}”", needed=code == "name", longest=60)
        for code, words in {**TASK_COLUMNS, **EXTRAS}.items()
    ),
    Field(_ORDER, "Thứ tự các cột của Phụ lục I", "order"),
)
#: What is asked about ``meant_for``.
MEANT_FOR = "Biểu mẫu dành riêng cho cấp"
_TOKENS = (("{year-1}", "{năm-1}"), ("{year}", "{năm}"))
_BRACED = re.compile(r"\{[^{}]*\}?|\}")


def general_value(raw: Mapping[str, Any], key: str) -> str:
    """A field of GENERAL as it is edited."""
    if key in _YEARS:
        label = next((one["label"] for one in raw["years"] if one["code"] == _YEARS[key]), "")
        for stored, shown in _TOKENS:
            label = label.replace(stored, shown)
        return str(label)
    if key.startswith(_COLUMN):
        return label_of(raw, key.removeprefix(_COLUMN))
    if key == _ORDER:
        return order_of(raw)
    return str(raw.get(key) or "")


def put_general(raw: Raw, key: str, value: str) -> None:
    """Write an edited field of GENERAL into the definition."""
    if key in _YEARS:
        for stored, shown in _TOKENS:
            value = value.replace(shown, stored)
        for row in raw["years"]:
            if row["code"] == _YEARS[key]:
                row["label"] = value
    elif key.startswith(_COLUMN):
        put_label(raw, key.removeprefix(_COLUMN), value)
    elif key == _ORDER:
        put_order(raw, value)
    elif value or key != "cutoff_day":
        raw[key] = value
    else:
        raw.pop(key, None)


def general_of(raw: Raw) -> dict[str, Any]:
    """Everything that is edited of the form as a whole: ``meant_for`` are the levels that have
    this form instead of the general one, ``reassign`` says who answers for each level."""
    return {
        **{field.key: general_value(raw, field.key) for field in GENERAL},
        "meant_for": list(raw.get("meant_for", ())),
        "reassign": {level: list(raw["reassign"].get(level, (level,))) for level in LEVELS},
    }


def put_meant_for(raw: Raw, levels: list[str]) -> None:
    """Write the levels that have this form for themselves; none: it is a general form."""
    if levels:
        raw["meant_for"] = levels
    else:
        raw.pop("meant_for", None)


def year_faults(years: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """What is wrong with the headings of the two years, as stored."""
    labels = [label for _code, label in years]
    if len(set(labels)) < len(labels):
        yield "Hai cột năm của Phụ lục II trùng tên."
    for label in labels:
        left = label.replace("{year-1}", "").replace("{year}", "")
        if found := _BRACED.search(left):
            yield f"Tên cột năm có “{found[0]}”: chỉ dùng được {{năm}} và {{năm-1}}."
