"""The rows of the statistics page as plain tuples, so that 104 of them render in a moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from portal.reports.draft_pages import PageSaved
from portal.reports.draft_values import read_field
from portal.reports.form_version import Indicator
from portal.reports.overview import Overview
from portal.reports.rules import BadValue
from portal.reports.showing import show_number
from portal.reports.statistics.cell_typing import TWO_PARTS, Reading, one_text, readings
from portal.reports.statistics.previous import prefilled
from portal.reports.statistics.rules import (
    blocks_of,
    part_names,
    progress,
    share_shown,
    states,
    typed_again,
)
from portal.reports.statistics.soft_warnings import offered_total
from portal.reports.unit_base import dom_id

NEEDS_REASON = "Số này khác báo cáo năm trước đã được chấp nhận: hãy ghi lý do sửa."


class Cell(NamedTuple):
    """A cell of one year: its field, what stands in its inputs, its share, its error.

    ``accepted``: what the accepted report of last year said, as one text. ``offered``: the total
    that a share without one can take from another row. ``meant``: how texts that were refused
    can be read.
    """

    code: str
    column: str
    texts: list[str]
    share: str
    error: str
    accepted: str
    offered: str = ""
    meant: Sequence[Reading] = ()


class Row(NamedTuple):
    """A sub-heading (``item`` None) or an indicator; ``flags``: what the office said of it.

    ``id`` is its code as the ids of its fields hold it, ``ref`` the short id of its words.
    ``reason`` is why last year's number was corrected, None where it is the accepted one.
    """

    item: Indicator | None
    id: str
    ref: str
    number: str
    label: str
    unit: str
    parts: tuple[str, str] | None
    cells: list[Cell]
    note_code: str
    note: str
    note_error: str
    reason: str | None
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
    """The whole table; ``errors`` by field code, ``versions`` of the fields shown.

    ``blocks`` holds the rows that are shown, ``map`` every block of the table.
    """

    years: dict[str, str]
    blocks: list[Block]
    map: list[Block]
    errors: dict[str, str]
    versions: dict[str, int]
    answered: int
    rows_in_all: int
    states: dict[str, int]


@dataclass(frozen=True)
class _Shown:
    """What a row is made of besides its indicator: texts and messages by field code."""

    typed: dict[str, list[str]]
    errors: dict[str, str]
    flags: dict[str, list[str]]
    accepted: dict[str, str]
    reasons: dict[str, str]
    refs: dict[str, str]


def build(
    seen: Overview,
    typed: dict[str, list[str]],
    result: PageSaved | None = None,
    only: str = "",
) -> Grid:
    """The table of a draft; what was just ``typed`` stands in place of what is stored.

    ``only``: the code of the one block to show; the others are counted.
    """
    definition = seen.definition
    shown = _shown(seen, typed, result)
    counts = progress(definition, seen.values)
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
        if only and top != only:
            continue
        if item.group not in headed:
            headed.add(item.group)
            group = groups[item.group]
            blocks[top].rows.append(
                Row(None, "", "", group.number, group.title, "", None, [], "", "", "", None, [])
            )
        blocks[top].rows.append(_row(seen, item, shown))
    listed = list(blocks.values())
    visible = {code for item in definition.indicators if not only or block_of[item.group] == only
               for code in (*(item.field(year) for year, _label in definition.years),
                            item.field("note"), item.field("reason"))}  # fmt: skip
    return Grid(
        years=definition.year_labels(seen.duty.year),
        blocks=[block for block in listed if not only or block.code == only],
        map=listed,
        errors={code: text for code, text in shown.errors.items()
                if not only or code in visible or not code.startswith("stat:")},
        versions={
            code: field.version
            for code, field in seen.fields.items()
            if code in visible or code in ("cutoff", "numbers")
        },
        answered=sum(block.answered for block in listed),
        rows_in_all=sum(block.rows_in_all for block in listed),
        states=states(definition, seen.values),
    )  # fmt: skip


def _shown(seen: Overview, typed: dict[str, list[str]], result: PageSaved | None) -> _Shown:
    kept = {code: texts for code, texts in seen.kept.items() if code in seen.labels}
    errors = {code: _refusal(seen, code, kept[code]) for code in kept}
    errors |= {code: bad.message for code, bad in (result.invalid if result else {}).items()}
    errors |= {
        code: "Người khác vừa sửa ô này, xem phía trên."
        for code in (result.conflicts if result else {})
    }
    reasons = {one.field: one.reason for one in seen.corrections}
    errors |= {code: NEEDS_REASON for code, reason in reasons.items() if not reason}
    flags: dict[str, list[str]] = {}
    for comment in seen.flagged("statistics"):
        code = comment.field.removeprefix("stat:").rpartition(":")[0]
        flags.setdefault(code or comment.field.removeprefix("stat:"), []).append(comment.text)
    accepted = prefilled(seen.definition, seen.known)
    return _Shown(
        typed=kept | typed,
        errors=errors,
        flags=flags,
        accepted={
            item.field("previous"): one_text(item, accepted[item.field("previous")])
            for item in seen.definition.indicators
            if item.field("previous") in accepted
        },
        reasons=reasons,
        refs=refs_of(seen),
    )


def refs_of(seen: Overview) -> dict[str, str]:
    """Indicator code → the id of its words on the page: r1, r2 … in the order of the form."""
    return {item.code: f"r{place}" for place, item in enumerate(seen.definition.indicators, 1)}


def _refusal(seen: Overview, code: str, texts: list[str]) -> str:
    """Why a text that was kept is not stored."""
    try:
        read_field(seen.definition, code, texts)
    except BadValue as problem:
        return str(problem)
    return "Chưa lưu được khi gõ: hãy xem lại rồi lưu."


def _row(seen: Overview, item: Indicator, shown: _Shown) -> Row:
    cells = []
    two = item.type in TWO_PARTS
    for column, _label in seen.definition.years:
        code = item.field(column)
        value = seen.values.get(code)
        texts = shown.typed[code] if code in shown.typed else typed_again(item, value)
        if two:
            texts = [*texts, ""][:2]
        share, error = share_shown(item, value), shown.errors.get(code, "")
        accepted = shown.accepted.get(code, "")
        total = "" if not two or texts[1] else offered_total(seen.definition, item, column,
                                                            seen.values)  # fmt: skip
        meant = readings(item, texts) if error and code in shown.typed else ()
        cells.append(Cell(code, column, texts, share, error, accepted, show_number(total), meant))
    note_code = item.field("note")
    note = shown.typed[note_code][0] if note_code in shown.typed else seen.values.get(note_code, "")
    return Row(
        item, dom_id(item.code), shown.refs[item.code], item.number, item.label, item.unit,
        part_names(item) if two else None, cells, note_code, note,
        shown.errors.get(note_code, ""), shown.reasons.get(item.field("reason")),
        shown.flags.get(item.code, []),
    )  # fmt: skip
