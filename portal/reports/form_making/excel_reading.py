"""An uploaded Excel definition as the definition of a draft, or the faults of its lines.

Nothing is guessed: while one cell cannot be read, nothing of the file is taken.
"""

from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from portal.documents.sheet_formulas import NoResult
from portal.documents.sheets import BadSheet, read_sheets
from portal.reports.form_making.general_rules import GENERAL, put_general, put_meant_for
from portal.reports.form_making.part_rules import (
    LEVELS,
    PARTS,
    Part,
    Raw,
    every_row,
    put,
    rows,
)
from portal.reports.form_making.row_rules import CODE, fresh, new_code
from portal.reports.form_making.sheet_rules import (
    CODE_KEY,
    LEVEL_LINE,
    MARKS,
    OWN_LINE,
    SHEETS,
    BadCell,
    Fault,
    levels_in,
    text_in,
    value_in,
)
from portal.reports.form_version import shaped
from portal.vietnamese import looks_legacy

#: The hidden line of keys is within the first lines of a sheet.
_KEYS_WITHIN = 20
Line = tuple[int, dict[str, Any]]


@dataclass
class ReadDefinition:
    """What a file holds: the definition, unless there are faults; sheets that it lacks."""

    definition: Raw
    faults: list[Fault] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)


def read_definition_xlsx(
    content: bytes, base: Mapping[str, Any], taken: Collection[str]
) -> ReadDefinition:
    """The file over the definition ``base``, whose other keys stay with rows of the same code.

    ``taken``: codes that earlier versions used. BadSheet if it is no such file at all.
    """
    sheets = _sheets(content)
    found = ReadDefinition(deepcopy(dict(base)))
    found.lacking = [SHEETS[code] for code in MARKS if code not in sheets]
    codes = set(taken) | {row["code"] for _part, row in every_row(base)}
    for part in PARTS.values():
        for _line, cells in sheets.get(part.code, ()):
            codes.add(str(cells.get(CODE_KEY, "")).strip())
    for part in PARTS.values():
        if part.code in sheets:
            made = _rows(found, part, sheets[part.code], codes)
            found.definition[part.path[0]][part.path[1]] = made
    if "chung" in sheets:
        _general(found, sheets["chung"])
    if not found.faults:
        shaped(found.definition)
    return found


def _sheets(content: bytes) -> dict[str, list[Line]]:
    """The lines of each sheet by the keys of its columns; lines without words left out."""
    found: dict[str, list[Line]] = {}
    for table in read_sheets(content):
        at = next((n for n, row in enumerate(table[:_KEYS_WITHIN])
                   if set(map(str, row)) & set(MARKS.values())), None)  # fmt: skip
        if at is None:
            continue
        mark = next(str(cell) for cell in table[at] if str(cell) in MARKS.values())
        code = mark.removeprefix("#")
        if code in found:
            raise BadSheet(f"Tệp có hai trang tính {SHEETS[code]}. Hãy giữ lại một trang.")
        keys = {str(cell): place for place, cell in enumerate(table[at]) if cell not in ("", None)}
        wanted = {one.key for one in PARTS[code].fields} if code in PARTS else {"value"}
        lost = sorted((wanted | {CODE_KEY}) - set(keys))
        if lost:
            raise BadSheet(
                f"Trang tính {SHEETS[code]} thiếu cột ({', '.join(lost)}). Hãy dùng lại tệp mẫu."
            )
        named = [
            (line, {key: row[n] if n < len(row) else "" for key, n in keys.items()})
            for line, row in enumerate(table[at + 2 :], at + 3)
        ]
        found[code] = [one for one in named if any(map(_says, one[1].values()))]
    if not found:
        raise BadSheet(
            "Tệp không có dòng mã ẩn của cổng. Hãy tải định nghĩa của bản thảo về, sửa trong đó."
        )
    words = [str(v) for lines in found.values() for _n, cells in lines for v in cells.values()]
    if looks_legacy(" ".join(words)):
        raise BadSheet(
            "Tệp gõ bằng phông chữ cũ (TCVN3 hoặc VNI). Hãy chuyển sang Unicode rồi gửi lại."
        )
    return found


def _says(cell: Any) -> bool:
    return cell not in ("", None) or isinstance(cell, NoResult)


def _rows(found: ReadDefinition, part: Part, lines: list[Line], codes: set[str]) -> list[Raw]:
    present = {row["code"]: row for row in rows(found.definition, part)}
    made, seen = [], dict[str, int]()
    for line, cells in lines:
        values = dict(_values(found, part, line, cells))
        try:
            code = text_in(cells[CODE_KEY])
        except BadCell as why:
            found.faults.append(Fault(SHEETS[part.code], line, "Mã", str(why)))
            continue
        if not code:
            if len(values) < len(part.fields):
                continue
            code = new_code(part, values, codes)
            codes.add(code)
        elif code in seen:
            said = f"Mã “{code}” đã dùng ở dòng {seen[code]}; dòng mới thì để trống cột Mã."
            found.faults.append(Fault(SHEETS[part.code], line, "Mã", said))
            continue
        elif code not in present and not CODE.fullmatch(code):
            said = "Mã chỉ gồm chữ thường không dấu, số, dấu chấm, gạch nối; hoặc để trống."
            found.faults.append(Fault(SHEETS[part.code], line, "Mã", said))
            continue
        seen[code] = line
        row = deepcopy(present[code]) if code in present else fresh(part, code)
        for one in part.fields:
            if one.key in values:
                put(row, one, values[one.key])
        made.append(row)
    return made


def _values(
    found: ReadDefinition, part: Part, line: int, cells: Mapping[str, Any]
) -> Iterator[tuple[str, Any]]:
    for one in part.fields:
        try:
            yield one.key, value_in(one, cells.get(one.key, ""))
        except BadCell as why:
            found.faults.append(Fault(SHEETS[part.code], line, one.words, str(why)))


def _general(found: ReadDefinition, lines: list[Line]) -> None:
    texts = {one.key: one for one in GENERAL}
    moved = {level: list(takers) for level, takers in found.definition["reassign"].items()}
    for line, cells in lines:
        code = str(cells[CODE_KEY]).strip()
        try:
            if code in texts:
                put_general(found.definition, code, value_in(texts[code], cells["value"]))
            elif code == OWN_LINE:
                put_meant_for(found.definition, levels_in(text_in(cells["value"])))
            elif code.removeprefix(LEVEL_LINE) in LEVELS:
                level = code.removeprefix(LEVEL_LINE)
                takers = levels_in(text_in(cells["value"])) or [level]
                moved[level] = takers
        except BadCell as why:
            words = texts[code].words if code in texts else "Cấp nào điền"
            found.faults.append(Fault(SHEETS["chung"], line, words, str(why)))
    found.definition["reassign"] = {
        level: takers for level, takers in moved.items() if takers != [level]
    }
