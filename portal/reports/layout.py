"""A report laid out in the order of its form, ready for a page or for paper. Pure.

Takes the form as its unit answers it (``form_version.applicable``) and the values of a draft
or a submission, keyed by field code.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from portal.reports.form_version import TASK_EXTRAS, FormDefinition, Indicator, StatGroup, TaskGroup
from portal.reports.narrative.blocks import Rich
from portal.reports.narrative.earlier_rules import field_of
from portal.reports.narrative.marks import blocks_of, is_marked
from portal.reports.narrative.shown_html import html_of
from portal.reports.rules import labels_of
from portal.reports.showing import show_any, show_day, show_value, state_of

TASK_COLUMNS = (
    ("name", "Tên nhiệm vụ"),
    ("doc", "Số văn bản"),
    ("doc_subject", "Trích yếu nội dung văn bản"),
    ("due", "Thời hạn ban hành văn bản"),
    ("on_time", "Đúng hạn/quá hạn"),
    ("note", "Ghi chú"),
)
_ON_TIME = {"on_time": "Đúng hạn", "overdue": "Quá hạn"}
_WHOLE = {
    "": "Toàn bộ báo cáo",
    "tasks": "Phụ lục I",
    "statistics": "Phụ lục II",
    "evidence": "Tài liệu minh chứng",
}
_LETTERED = 4
#: Before what became of last year's shortcomings, and before the new ones.
EARLIER = "Kết quả khắc phục tồn tại, hạn chế đã nêu năm trước:"
LISTED = "Tồn tại, hạn chế trong kỳ báo cáo:"
#: Before the reason for another number of last year than the accepted one.
CORRECTED = "Sửa số năm trước"


@dataclass(frozen=True)
class OutlineLine:
    """A heading or an answered section; ``field`` is empty for a mere heading.

    ``number`` as printed (“I.”, “1.”, “a)”, “Phần I.”); ``paragraphs`` is the answer in words,
    ``blocks`` the same with its formatting.
    """

    field: str
    number: str
    title: str
    level: int
    kind: str
    paragraphs: tuple[str, ...]
    prompts: tuple[str, ...]
    blocks: Rich = ()

    @property
    def html(self) -> Markup:
        """The answer for a page."""
        return html_of(self.blocks)


@dataclass(frozen=True)
class TaskLine:
    """A row of Phụ lục I: its cells in words by column code of TASK_COLUMNS."""

    field: str
    cells: dict[str, str]


@dataclass(frozen=True)
class StatLine:
    """A row of Phụ lục II: a group heading (``field`` empty) or an indicator.

    ``cells`` holds (state, words) by column, ``note`` the remark.
    """

    field: str
    number: str
    label: str
    unit: str
    level: int
    cells: dict[str, tuple[str, str]] = dataclasses.field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class ReportLayout:
    """The whole report: outline, Phụ lục I by group, Phụ lục II with its two years.

    ``task_columns``: (column, heading) of Phụ lục I after its number.
    """

    title: str
    cutoff_label: str
    cutoff: str
    years: dict[str, str]
    outline: tuple[OutlineLine, ...]
    tasks: tuple[tuple[TaskGroup, tuple[TaskLine, ...]], ...]
    statistics: tuple[StatLine, ...]
    task_columns: tuple[tuple[str, str], ...] = TASK_COLUMNS


def task_columns(form: FormDefinition) -> tuple[tuple[str, str], ...]:
    """The columns of Phụ lục I that the form has, in its order, with its headings."""
    labels = {**form.task_labels, "doc": form.task_labels.get("doc_number", "")}
    usual = dict(TASK_COLUMNS)
    codes = ["doc" if code == "doc_number" else code for code in form.task_order]
    return tuple((code, labels.get(code) or usual.get(code, "")) for code in codes)


def lay_out(form: FormDefinition, values: Mapping[str, Any], year: int) -> ReportLayout:
    """The report of ``year`` with ``values``; blank fields stay, so that gaps are seen."""
    return ReportLayout(
        title=form.title,
        cutoff_label=form.cutoff_label,
        cutoff=show_day(values.get("cutoff")),
        years=form.year_labels(year),
        outline=tuple(_outline(form, values)),
        tasks=tuple((group, tuple(_tasks(group, values))) for group in form.task_groups),
        statistics=tuple(_statistics(form, values)),
        task_columns=task_columns(form),
    )


def field_label(form: FormDefinition, values: Mapping[str, Any], code: str, year: int = 0) -> str:
    """What the field ``code`` is called, for a person; the code itself when unknown."""
    if code in _WHOLE:
        return _WHOLE[code]
    if code.startswith("task:"):
        row = values.get(code)
        name = row.get("name") if isinstance(row, Mapping) else ""
        return f"Phụ lục I: {name or 'một nhiệm vụ'}"
    return labels_of(form, year).get(code, code)


def show_field(form: FormDefinition, code: str, value: Any) -> str:
    """The value of any field in words; "" when blank."""
    kind, _, rest = code.partition(":")
    if kind == "cutoff":
        return show_day(value)
    if kind == "task":
        cells = task_cells(value) if isinstance(value, Mapping) else {}
        columns = task_columns(form)
        return "; ".join(f"{label}: {cells[key]}" for key, label in columns if cells.get(key))
    if kind == "stat" and not rest.endswith((":note", ":reason")):
        return show_value(form.indicator(rest.rpartition(":")[0]), value)
    return show_any(value)


def _outline(form: FormDefinition, values: Mapping[str, Any]) -> list[OutlineLine]:
    lines, parts = [], 0
    for section in form.sections:
        if section.level == 1:
            parts += 1
            number = f"Phần {'I' * parts}."
        elif section.level >= _LETTERED:
            number = f"{section.number})"
        else:
            number = f"{section.number}." if section.number else ""
        answered = section.kind != "heading"
        value = values.get(section.field) if answered else None
        text = show_any(value)
        if section.kind == "shortcomings" and (before := values.get(field_of(section.code))):
            text = "\n".join(filter(None, (EARLIER, show_any(before), text and LISTED, text)))
        paragraphs = tuple(filter(None, (line.strip() for line in text.split("\n"))))
        lines.append(
            OutlineLine(
                field=section.field if answered else "",
                number=number,
                title=section.title,
                level=section.level,
                kind=section.kind,
                paragraphs=paragraphs,
                prompts=section.prompts,
                blocks=blocks_of(value if is_marked(value) else text),
            )
        )
    return lines


def _tasks(group: TaskGroup, values: Mapping[str, Any]) -> list[TaskLine]:
    return [
        TaskLine(code, task_cells(row))
        for code, row in values.items()
        if code.startswith("task:") and isinstance(row, Mapping) and row.get("group") == group.code
    ]


def task_cells(row: Mapping[str, Any]) -> dict[str, str]:
    """The cells of a stored row in words, by column."""
    number, day = str(row.get("doc_number") or ""), show_day(row.get("doc_date"))
    return {
        "name": str(row.get("name") or ""),
        "doc": f"{number} ngày {day}".strip() if day else number,
        "doc_subject": str(row.get("doc_subject") or ""),
        "due": show_day(row.get("due")),
        "on_time": _ON_TIME.get(str(row.get("on_time")), str(row.get("on_time") or "")),
        "note": str(row.get("note") or ""),
        **{code: str(row.get(code) or "") for code in TASK_EXTRAS},
    }


def _statistics(form: FormDefinition, values: Mapping[str, Any]) -> list[StatLine]:
    """Indicators in the order of the document, each new group's headings before them.

    An indicator may belong to a group above that of its neighbours (I.5 stands between the
    groups I.4 and I.6), so groups are not simply walked one after the other.
    """
    groups = {group.code: group for group in form.stat_groups}
    lines: list[StatLine] = []
    headed: set[str] = set()
    for item in form.indicators:
        above, code = [], item.group
        while code and code not in headed:
            headed.add(code)
            above.append(groups[code])
            code = groups[code].parent
        lines += [StatLine("", g.number, g.title, "", g.level) for g in reversed(above)]
        lines.append(_indicator_line(item, groups[item.group], values))
    return lines


def _indicator_line(item: Indicator, group: StatGroup, values: Mapping[str, Any]) -> StatLine:
    cells = {
        column: (state_of(value), show_value(item, value))
        for column in ("previous", "current")
        for value in (values.get(item.field(column)),)
    }
    note = show_any(values.get(item.field("note")))
    if reason := show_any(values.get(item.field("reason"))):
        note = f"{note}. {CORRECTED}: {reason}" if note else f"{CORRECTED}: {reason}"
    return StatLine(
        field=f"stat:{item.code}",
        number=item.number,
        label=item.label,
        unit=item.unit,
        level=group.level + 1,
        cells=cells,
        note=note,
    )
