"""What is wrong with a form in the making (errors), and what should be looked at (warnings). Pure.

Errors stop the issuing of a version, warnings do not. A ratio that stood in the version before
without the name of its denominator only warns: the printed forms have such rows, and a clerk
who mends another row should not have to invent names for them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from portal.reports.form_making.general_rules import year_faults
from portal.reports.form_making.meaning_rules import History, meanings
from portal.reports.form_making.numbering_rules import name_of_row, numbering
from portal.reports.form_making.part_rules import (
    CHECKS,
    KINDS,
    LEVELS,
    SEVERITIES,
    TWO_SIDED,
    TYPES,
)
from portal.reports.form_making.row_rules import CODE
from portal.reports.form_making.task_column_rules import TASK_COLUMNS
from portal.reports.form_version import (
    GENERAL,
    WORDED,
    FormDefinition,
    Indicator,
    Section,
    StatGroup,
)
from portal.vietnamese import fold

RATIOS = ("percent", "count_percent")
TWO = ("pair", "count_percent")


@dataclass(frozen=True)
class Finding:
    """One remark; ``error`` stops issuing. ``part`` and ``code`` say where (empty: the form)."""

    error: bool
    part: str
    code: str
    name: str
    words: str


def look_through(
    form: FormDefinition, before: FormDefinition | None = None, history: History | None = None
) -> list[Finding]:
    """Errors first. ``before`` is the version in force, ``history`` the codes of all versions."""
    found = [
        *_doubled_codes(form),
        *(_at(part, row, words, error) for part, row, words, error in numbering(form)),
        *_sections(form.sections),
        *_groups(form.stat_groups),
        *_indicators(form, before),
        *_checks(form),
        *_general(form),
        *_meanings(form, before, history or {}),
    ]
    return sorted(found, key=lambda one: not one.error)


def _parts_of(form: FormDefinition) -> tuple[tuple[str, Sequence[Any]], ...]:
    return (
        ("de-cuong", form.sections), ("nhom-nhiem-vu", form.task_groups),
        ("nhom-chi-tieu", form.stat_groups), ("chi-tieu", form.indicators),
        ("kiem-tra", form.checks),
    )  # fmt: skip


def _at(part: str, row: Any, words: str, error: bool = True) -> Finding:
    return Finding(error, part, row.code, name_of_row(row), words)


def _doubled_codes(form: FormDefinition) -> Iterator[Finding]:
    for part, items in _parts_of(form):
        seen: set[str] = set()
        for row in items:
            if row.code in seen:
                yield _at(part, row, f"Mã “{row.code}” dùng cho hai dòng.")
            elif not CODE.fullmatch(row.code):
                yield _at(part, row, f"Mã “{row.code}” có ký tự không dùng được.")
            elif not name_of_row(row):
                yield _at(part, row, "Dòng không có tên.")
            seen.add(row.code)


def _sections(items: Sequence[Section]) -> Iterator[Finding]:
    previous = 0
    for row in items:
        if row.kind not in KINDS:
            yield _at("de-cuong", row, f"Loại mục “{row.kind}” không có.")
        if not 1 <= row.level <= previous + 1:
            yield _at("de-cuong", row, f"Bậc {row.level} không nối tiếp mục phía trên.")
        if row.kind != "heading" and not row.prompts:
            yield _at("de-cuong", row, "Mục phải viết mà không có gợi ý nội dung.", error=False)
        previous = max(row.level, 1)
        yield from _levels("de-cuong", row)


def _groups(items: Sequence[StatGroup]) -> Iterator[Finding]:
    known: set[str] = set()
    codes = {row.code for row in items}
    for row in items:
        if row.parent and row.parent not in codes:
            yield _at("nhom-chi-tieu", row, f"Thuộc nhóm “{row.parent}” không có trong biểu mẫu.")
        elif row.parent and row.parent not in known:
            yield _at("nhom-chi-tieu", row, "Nhóm cha đứng sau nhóm này.")
        known.add(row.code)
        yield from _levels("nhom-chi-tieu", row)


def _indicators(form: FormDefinition, before: FormDefinition | None) -> Iterator[Finding]:
    groups = {row.code for row in form.stat_groups}
    for row in form.indicators:
        if row.group not in groups:
            yield _at("chi-tieu", row, f"Thuộc nhóm “{row.group}” không có trong biểu mẫu.")
        if row.type not in TYPES:
            said = f"Loại số liệu “{row.type}” không có." if row.type else "Chưa có loại số liệu."
            yield _at("chi-tieu", row, said)
        if not row.unit and row.type not in WORDED:
            yield _at("chi-tieu", row, "Chưa có đơn vị tính.")
        yield from _denominator(form, row)
        if row.type in TWO and (len(row.parts) != 2 or not all(row.parts)):
            yield _at("chi-tieu", row, "Cần tên của đúng hai phần.")
        if row.type in RATIOS and not (row.denominator or row.denominator_row):
            old = before.indicator(row.code) if before else None
            known = old is not None and old.type == row.type and not old.denominator
            yield _at("chi-tieu", row, "Chưa ghi mẫu số của tỷ lệ.", error=not known)
        yield from _levels("chi-tieu", row)
    used = {row.group for row in form.indicators} | {row.parent for row in form.stat_groups}
    for group in form.stat_groups:
        if group.code not in used:
            yield _at("nhom-chi-tieu", group, "Nhóm không có chỉ tiêu nào.", error=False)


def _denominator(form: FormDefinition, row: Indicator) -> Iterator[Finding]:
    if not row.denominator_row:
        return
    other = form.indicator(row.denominator_row)
    if row.type not in RATIOS:
        yield _at("chi-tieu", row, "Chỉ chỉ tiêu là tỷ lệ mới có chỉ tiêu làm mẫu số.")
    elif other is None:
        words = f"Mẫu số dẫn chỉ tiêu “{row.denominator_row}” không có trong biểu mẫu."
        yield _at("chi-tieu", row, words)
    elif other.type != "count":
        yield _at("chi-tieu", row, f"Mẫu số “{name_of_row(other)}” không phải là số đếm.")
    elif (other.applies or set(LEVELS)) < (row.applies or set(LEVELS)):
        words = f"Có cấp điền tỷ lệ mà không điền mẫu số “{name_of_row(other)}”."
        yield _at("chi-tieu", row, words, error=False)


def _checks(form: FormDefinition) -> Iterator[Finding]:
    types = {row.code: row.type for row in form.indicators}
    for row in form.checks:
        if row.kind not in CHECKS:
            yield _at("kiem-tra", row, f"Phép so “{row.kind}” không có.")
        for code in dict.fromkeys((*row.left, *row.right)):
            if code not in types:
                yield _at("kiem-tra", row, f"Dẫn chỉ tiêu “{code}” không có trong biểu mẫu.")
            elif row.kind == "date_le" and types[code] != "date":
                yield _at("kiem-tra", row, f"Chỉ tiêu “{code}” không phải là ngày.")
            elif row.kind != "date_le" and types[code] in WORDED:
                yield _at("kiem-tra", row, f"Chỉ tiêu “{code}” không phải là số.")
        if not row.left or row.kind in TWO_SIDED and not row.right:
            yield _at("kiem-tra", row, "Chưa đủ chỉ tiêu để so.")
        if row.severity not in SEVERITIES:
            yield _at("kiem-tra", row, f"Mức “{row.severity}” không có.")


def _columns(form: FormDefinition) -> Iterator[tuple[bool, str]]:
    order = form.task_order
    labels = [form.task_labels.get(code) or TASK_COLUMNS.get(code, code) for code in order]
    for label in sorted({one for one in labels if labels.count(one) > 1}):
        yield True, f"Hai cột của Phụ lục I trùng tên “{label}”."
    if "on_time" in order and not {"doc_number", "due"} <= set(order):
        yield (
            False,
            (
                "Ẩn cột số văn bản hoặc thời hạn thì cổng không tự tính được đúng hạn, quá hạn; "
                "đơn vị phải tự chọn."
            ),
        )


def _general(form: FormDefinition) -> Iterator[Finding]:
    for words in year_faults(form.years):
        yield Finding(True, "chung", "", "Thông tin chung", words)
    yield from (Finding(error, "chung", "", "Phụ lục I", words) for error, words in _columns(form))
    for level in form.meant_for:
        if level not in LEVELS or form.code == GENERAL:
            words = "Biểu mẫu chung không dành riêng cho cấp nào."
            words = words if level in LEVELS else f"Dành riêng cho cấp không có: {level}."
            yield Finding(True, "chung", "", "Thông tin chung", words)
    for level, takers in form.reassign.items():
        unknown = [one for one in (level, *takers) if one not in LEVELS]
        if unknown or not takers:
            words = f"Chuyển phần của cấp “{level}” sang cấp không có: {', '.join(unknown)}."
            yield Finding(True, "chung", "", "Thông tin chung", words)


def _meanings(
    form: FormDefinition, before: FormDefinition | None, history: History
) -> Iterator[Finding]:
    present = meanings(before) if before else {}
    for key, now in meanings(form).items():
        then = history.get(key) or present.get(key)
        if then is None:
            continue
        part, code = key
        name = next(name_of_row(row) for p, items in _parts_of(form) if p == part
                    for row in items if row.code == code)  # fmt: skip
        if then.kind != now.kind:
            old, new = (_kind(part, one.kind) for one in (then, now))
            words = f"Mã “{code}” đã là “{old}”, nay thành “{new}”: phải lập dòng mới, bỏ dòng cũ."
            yield Finding(True, part, code, name, words)
        elif key not in present and before is not None and _same(then.words) != _same(now.words):
            words = (
                f"Mã “{code}” của bản {then.version} là “{then.words}”; mã đã bỏ không dùng lại "
                "cho nội dung khác. Hãy lập dòng mới."
            )
            yield Finding(True, part, code, name, words)


def _same(words: str) -> str:
    return " ".join(fold(words).split())


def _kind(part: str, kind: str) -> str:
    return (TYPES if part == "chi-tieu" else KINDS).get(kind, kind)


def _levels(part: str, row: Any) -> Iterator[Finding]:
    unknown = sorted((row.applies or frozenset()) - set(LEVELS))
    if unknown:
        yield _at(part, row, f"Cấp “{', '.join(unknown)}” không có.")


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Those that stop the issuing."""
    return [one for one in findings if one.error]
