"""The rows of the statistics page as plain tuples, so that 104 of them render in a moment."""

from dataclasses import dataclass
from typing import NamedTuple

from portal.reports.draft_pages import PageSaved
from portal.reports.form_version import Indicator
from portal.reports.overview import Overview
from portal.reports.statistics_rules import blocks_of, progress, share_shown, typed_again
from portal.reports.unit_base import dom_id


class Cell(NamedTuple):
    """A cell of one year: its field, what stands in its inputs, its share, its error."""

    code: str
    texts: list[str]
    share: str
    error: str


class Row(NamedTuple):
    """A sub-heading (``item`` None) or an indicator; ``flags``: what the office said of it."""

    item: Indicator | None
    id: str
    number: str
    label: str
    unit: str
    cells: list[Cell]
    note_code: str
    note: str
    note_error: str
    warnings: list[str]
    flags: list[str]


class Block(NamedTuple):
    """The rows under one entry of the jump list, with how many of them are complete."""

    code: str
    id: str
    title: str
    answered: int
    rows_in_all: int
    rows: list[Row]


@dataclass(frozen=True)
class Grid:
    """The whole table; ``errors`` by field code, ``versions`` of the fields shown."""

    years: dict[str, str]
    blocks: list[Block]
    errors: dict[str, str]
    versions: dict[str, int]
    answered: int
    rows_in_all: int


def build(seen: Overview, typed: dict[str, list[str]], result: PageSaved | None = None) -> Grid:
    """The table of a draft; what was just ``typed`` stands in place of what is stored."""
    definition = seen.definition
    errors = {code: bad.message for code, bad in (result.invalid if result else {}).items()}
    errors |= {
        code: "Người khác vừa sửa ô này, xem phía trên."
        for code in (result.conflicts if result else {})
    }
    counts = progress(definition, seen.values)
    soft: dict[str, list[str]] = {}
    for warning in seen.warnings:
        soft.setdefault(warning.indicator, []).append(warning.message)
    flags: dict[str, list[str]] = {}
    for comment in seen.flagged("statistics"):
        code = comment.field.removeprefix("stat:").rpartition(":")[0]
        flags.setdefault(code or comment.field.removeprefix("stat:"), []).append(comment.text)
    groups = {group.code: group for group in definition.stat_groups}
    block_of = blocks_of(definition)
    blocks: dict[str, Block] = {}
    headed: set[str] = set()
    for item in definition.indicators:
        top = block_of[item.group]
        if top not in blocks:
            name = f"{groups[top].number}. {groups[top].title}"
            blocks[top] = Block(top, f"nhom-{dom_id(top)}", name, *counts[top], [])
            headed.add(top)
        if item.group not in headed:
            headed.add(item.group)
            group = groups[item.group]
            heading = Row(None, "", group.number, group.title, "", [], "", "", "", [], [])
            blocks[top].rows.append(heading)
        blocks[top].rows.append(
            _row(seen, item, typed, errors, soft.get(item.code, []), flags.get(item.code, []))
        )
    shown = list(blocks.values())
    return Grid(
        years=definition.year_labels(seen.duty.year),
        blocks=shown,
        errors=errors,
        versions={
            code: field.version
            for code, field in seen.fields.items()
            if code.startswith("stat:") or code == "cutoff"
        },
        answered=sum(block.answered for block in shown),
        rows_in_all=sum(block.rows_in_all for block in shown),
    )


def _row(
    seen: Overview,
    item: Indicator,
    typed: dict[str, list[str]],
    errors: dict[str, str],
    soft: list[str],
    flags: list[str],
) -> Row:
    cells = []
    for column, _label in seen.definition.years:
        code = item.field(column)
        value = seen.values.get(code)
        texts = typed[code] if code in typed else typed_again(item, value)
        if item.type in ("pair", "count_percent"):
            texts = [*texts, ""][:2]
        cells.append(Cell(code, texts, share_shown(item, value), errors.get(code, "")))
    note_code = item.field("note")
    note = typed[note_code][0] if note_code in typed else seen.values.get(note_code, "")
    return Row(
        item, dom_id(item.code), item.number, item.label, item.unit, cells, note_code, note,
        errors.get(note_code, ""), soft, flags,
    )  # fmt: skip
