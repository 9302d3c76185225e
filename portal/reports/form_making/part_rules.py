"""The parts of a form definition and their fields: what is shown, compared, typed, exported. Pure.

Works on the JSON mapping of a form version, so that keys nobody edits here (where a row comes
from, what was corrected in print) stay with their rows.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

Raw = dict[str, Any]

TYPES = {
    "count": "Số đếm",
    "percent": "Tỷ lệ phần trăm",
    "count_percent": "Số đếm và tỷ lệ",
    "pair": "Hai số (a/b)",
    "flag": "Có / Không",
    "text": "Chữ",
    "date": "Ngày",
}
KINDS = {
    "heading": "Đề mục, không điền",
    "narrative": "Phần viết",
    "shortcomings": "Tồn tại, hạn chế (từng mục)",
    "proposals": "Đề xuất, kiến nghị (từng mục)",
}
CHECKS = {
    "sum_le": "Tổng bên trái không lớn hơn tổng bên phải",
    "percent_sum_le_100": "Tổng các tỷ lệ bên trái không quá 100%",
    "numerator_le_denominator": "Số thứ nhất không lớn hơn số thứ hai",
    "sum_eq": "Tổng bên trái bằng tổng bên phải",
    "date_le": "Ngày bên trái không sau ngày bên phải",
}
#: Checks that compare two sides.
TWO_SIDED = ("sum_le", "sum_eq", "date_le")
SEVERITIES = {
    "soft": "Nhắc: vẫn gửi được, đơn vị ghi chú lý do",
    "hard": "Chặn: số liệu kỳ này chưa khớp thì chưa gửi được",
}
#: How deep sections and groups may stand in one another.
DEEPEST = 6
LEVELS = {
    "province": "Cấp tỉnh",
    "vertical": "Ngành dọc",
    "district": "Cấp huyện",
    "commune": "Cấp xã",
    "service_unit": "Đơn vị sự nghiệp",
}


@dataclass(frozen=True)
class Field:
    """A field of a row. ``kind``: text, whole, lines, codes, levels, choice, code (of a group),
    row (code of an indicator), yes, day (dd/mm), order (of columns).

    ``sparse``: left out of the row while empty. ``longest``: characters of a text, or of each
    line. ``needed``: never empty. ``default`` stands for nothing.
    """

    key: str
    words: str
    kind: str = "text"
    choices: Mapping[str, str] | None = None
    sparse: bool = False
    longest: int = 500
    needed: bool = False
    default: str = ""


@dataclass(frozen=True)
class Part:
    """A list of rows in the definition, where it stands, and the fields of its rows."""

    code: str
    words: str
    row_words: str
    path: tuple[str, str]
    title: str
    fields: tuple[Field, ...]

    def field(self, key: str) -> Field:
        """The field of that key."""
        return next(item for item in self.fields if item.key == key)


_NUMBER = Field("number", "Số thứ tự in", longest=20)
_LEVELS = Field("applies", "Cấp phải điền", "levels")
PARTS = {
    part.code: part
    for part in (
        Part("de-cuong", "Đề cương", "mục", ("outline", "sections"), "title", (
            _NUMBER, Field("title", "Tên mục", needed=True), Field("level", "Bậc", "whole"),
            Field("kind", "Loại mục", "choice", KINDS, needed=True), _LEVELS,
            Field("prompts", "Gợi ý nội dung", "lines"),
            Field("evidence", "Tài liệu cần có", "lines"),
        )),
        Part("nhom-nhiem-vu", "Nhóm nhiệm vụ (Phụ lục I)", "nhóm", ("tasks", "groups"), "title", (
            _NUMBER, Field("title", "Tên nhóm", needed=True),
        )),
        Part("nhom-chi-tieu", "Nhóm chỉ tiêu (Phụ lục II)", "nhóm", ("statistics", "groups"),
             "title", (
            _NUMBER, Field("title", "Tên nhóm", needed=True), Field("level", "Bậc", "whole"),
            Field("parent", "Thuộc nhóm", "code"), _LEVELS,
        )),
        Part("chi-tieu", "Chỉ tiêu (Phụ lục II)", "chỉ tiêu", ("statistics", "indicators"),
             "label", (
            _NUMBER, Field("label", "Tên chỉ tiêu", needed=True),
            Field("group", "Nhóm", "code", needed=True),
            Field("unit", "Đơn vị tính"),
            Field("type", "Loại số liệu", "choice", TYPES, needed=True),
            Field("parts", "Tên hai phần", "lines", sparse=True),
            Field("denominator", "Mẫu số của tỷ lệ", sparse=True),
            Field("denominator_row", "Chỉ tiêu làm mẫu số", "row", sparse=True),
            Field("show_percent", "Hiện tỷ lệ bên cạnh", "yes", sparse=True), _LEVELS,
            Field("optional", "Chỉ điền nếu có", "yes"),
            Field("hint", "Hướng dẫn điền", sparse=True),
        )),
        Part("kiem-tra", "Phép kiểm tra số liệu", "phép kiểm tra", ("statistics", "checks"),
             "message", (
            Field("message", "Lời nhắc", needed=True),
            Field("kind", "Phép so", "choice", CHECKS, needed=True),
            Field("severity", "Khi không khớp", "choice", SEVERITIES, default="soft"),
            Field("left", "Các chỉ tiêu bên trái", "codes"),
            Field("right", "Các chỉ tiêu bên phải", "codes"),
        )),
    )
}  # fmt: skip


def rows(raw: Mapping[str, Any], part: Part) -> list[Raw]:
    """The rows of a part, in order."""
    found: list[Raw] = raw[part.path[0]][part.path[1]]
    return found


def with_rows(raw: Mapping[str, Any], part: Part, new: Sequence[Raw]) -> Raw:
    """A copy of the definition with other rows in one part."""
    made = deepcopy(dict(raw))
    made[part.path[0]][part.path[1]] = [deepcopy(row) for row in new]
    return made


def row_of(raw: Mapping[str, Any], part: Part, code: str) -> Raw | None:
    """The row of that code; None when there is none."""
    return next((row for row in rows(raw, part) if row["code"] == code), None)


def every_row(raw: Mapping[str, Any]) -> Iterator[tuple[Part, Raw]]:
    """Every row of every part."""
    for part in PARTS.values():
        for row in rows(raw, part):
            yield part, row


def value_of(row: Mapping[str, Any], field: Field) -> Any:
    """The field as it is edited: text, number, list of texts, list of levels, bool."""
    value = row.get(field.key)
    if field.kind == "levels":
        return list(value["levels"]) if value else []
    if field.kind in ("lines", "codes"):
        return list(value or ())
    if field.kind == "yes":
        return bool(value)
    if field.kind == "whole":
        return int(value or 0)
    return str(value or field.default)


def put(row: Raw, field: Field, value: Any) -> None:
    """Write an edited value into the row, as the definition holds it."""
    if field.kind == "levels":
        chosen = [level for level in LEVELS if level in value]
        row[field.key] = {"levels": chosen} if chosen else None
    elif field.sparse and not value:
        row.pop(field.key, None)
    elif field.key == "parent":
        row[field.key] = value or None
    else:
        row[field.key] = list(value) if field.kind in ("lines", "codes") else value


def in_words(field: Field, value: Any) -> str:
    """An edited value for people."""
    if field.kind == "levels":
        return "; ".join(LEVELS.get(level, level) for level in value) or "Mọi cấp"
    if field.kind == "lines":
        return "\n".join(value)
    if field.kind == "codes":
        return "; ".join(value)
    if field.kind == "yes":
        return "Có" if value else "Không"
    if field.choices is not None:
        return field.choices.get(value, str(value))
    return str(value)


def seen_mark(row: Mapping[str, Any] | None) -> str:
    """What a page remembers of a row to tell whether somebody changed it meanwhile."""
    text = json.dumps(row, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def name_of(part: Part, row: Mapping[str, Any]) -> str:
    """“2.1 Số nhiệm vụ …”, for lists and messages."""
    return f"{row.get('number') or ''} {row.get(part.title) or ''}".strip()
