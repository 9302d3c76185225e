"""The lists of an index plan in the review: the fields of each row, and what is taken of them."""

from collections.abc import Callable
from typing import Any

from portal.deadlines.deadline_rule import DeadlineRule, InvalidRule
from portal.plans.content_items import item_code
from portal.plans.forms import lines
from portal.plans.importing import window_fields
from portal.plans.importing.blocks_found import FoundBlock
from portal.plans.importing.items_found import FoundGroup, FoundStep
from portal.plans.importing.reading import Reading
from portal.plans.importing.review_fields import key_of, select, take
from portal.plans.item_rules import (
    SURVEY_MODES,
    Body,
    InvalidItem,
    Item,
    Subject,
    SurveyGroup,
    Task,
)
from portal.plans.naming_queries import Naming
from portal.units.rules import BLOCKS
from portal.web.fields import CheckboxesField, DateField, IntegerField, TextAreaField, TextField

_DAYS = {
    "before_date": "Trước ngày (đến ngày đó là quá hạn)",
    "by_date": "Chậm nhất, đến hết ngày",
    "on_date": "Đúng ngày",
}
_ROWS = 12
#: The fields of the review by the parts of a row.
_FIELDS = {
    "number": "number", "title": "title", "note": "note", "ballot_code": "code", "name": "name",
    "mode": "mode", "ballots": "ballots", "ballots_rule": "rule", "block": "block",
    "units": "units", "due": "day",
}  # fmt: skip


def step_key(one: FoundStep) -> str:
    """The key of a step."""
    return key_of("step", one.number, one.title)


def group_key(one: FoundGroup) -> str:
    """The key of a survey group."""
    return key_of("group", one.code)


def block_key(one: FoundBlock) -> str:
    """The key of a block."""
    return key_of("block", one.block)


def units_of(reading: Reading, one: FoundBlock) -> list[str]:
    """The units of a block: those it names, else all of its level on the day but those that the
    document leaves out (“trừ …”)."""
    codes = list(one.units) or reading.groups.get(one.level, [])
    return [code for code in codes if code not in one.without]


def count_note(reading: Reading, one: FoundBlock) -> str:
    """What to look at when the document counts other units than the register has."""
    found = len(units_of(reading, one))
    if one.said is None or one.said == found:
        return ""
    return f"Văn bản ghi {one.said:02d} đơn vị, danh sách dưới có {found:02d}; hãy rà lại."


def item_fields(reading: Reading, fields: dict[str, Any], values: dict[str, Any]) -> None:
    """Fields of every row, filled with what was found."""
    for step in reading.items.steps:
        _step(step, fields, values)
    for group in reading.items.groups:
        _group(group, fields, values)
    for block in reading.items.blocks:
        key, codes = block_key(block), units_of(reading, block)
        fields |= {
            f"take_{key}": take("Lấy khối này"),
            f"block_{key}": select("Khối", BLOCKS),
            f"units_{key}": TextAreaField(
                "Đơn vị (mỗi dòng một tên)", rows=min(_ROWS, len(codes) + 1), required=False,
                mark_optional=False, max_length=20_000,
            ),
        }  # fmt: skip
        values |= {
            f"take_{key}": bool(codes), f"block_{key}": block.block,
            f"units_{key}": "\n".join(reading.names[code] for code in codes),
        }  # fmt: skip


def _step(one: FoundStep, fields: dict[str, Any], values: dict[str, Any]) -> None:
    key = step_key(one)
    fields |= {
        f"take_{key}": take("Lấy việc này"),
        f"number_{key}": _text("Số thứ tự", 12),
        f"title_{key}": _area("Nội dung", 1000),
        f"lead_{key}": _area("Chủ trì (mỗi dòng một cơ quan)", 2000),
        f"support_{key}": _area("Phối hợp (mỗi dòng một cơ quan)", 2000),
        f"note_{key}": _text("Ghi chú", 500),
    }
    values |= {
        f"take_{key}": True, f"number_{key}": one.number, f"title_{key}": one.title,
        f"lead_{key}": "\n".join(one.lead), f"support_{key}": "\n".join(one.support),
        f"note_{key}": one.note,
    }  # fmt: skip
    if one.due and one.due.day:
        fields[f"word_{key}"] = select("Văn bản ghi", _DAYS)
        fields[f"day_{key}"] = DateField("Ngày", required=False, mark_optional=False)
        values |= {f"word_{key}": one.due.kind, f"day_{key}": one.due.day}
    elif one.due:
        window_fields.add(fields, values, key, one.due)


def _group(one: FoundGroup, fields: dict[str, Any], values: dict[str, Any]) -> None:
    key = group_key(one)
    fields |= {
        f"take_{key}": take("Lấy đối tượng này"),
        f"code_{key}": _text("Mã phiếu", 50),
        f"name_{key}": _area("Đối tượng điều tra", 1000),
        f"mode_{key}": select("Hình thức", SURVEY_MODES),
        f"ballots_{key}": IntegerField(
            "Số phiếu", min=1, required=False, mark_optional=False, width=5
        ),
        f"rule_{key}": _text("Cách tính số phiếu", 500),
        f"rates_{key}": CheckboxesField(
            "Khối được đánh giá",
            choices=list(BLOCKS.items()),
            required=False,
            mark_optional=False,
        ),
    }
    values |= {
        f"take_{key}": True, f"code_{key}": one.code, f"name_{key}": one.name,
        f"mode_{key}": one.mode, f"ballots_{key}": one.ballots, f"rule_{key}": one.rule,
        f"rates_{key}": list(one.rates),
    }  # fmt: skip


def taken_items(form: Any, reading: Reading, naming: Naming, taken: set[str]) -> list[Item]:
    """The rows that were ticked; messages at the fields of what cannot stand. ``taken``: “list
    code” of the rows that the plan has already."""
    made: list[Item] = []
    known = set(taken)
    for part, make, first in _makers(reading, naming):
        for one, key in part:
            if f"take_{key}" not in form or not form[f"take_{key}"].data:
                continue
            try:
                item = make(form, one, key)
            except (InvalidItem, InvalidRule) as error:
                name = _FIELDS.get(getattr(error, "field", ""), "")
                at = f"{name or ('start' if f'start_{key}' in form else 'day')}_{key}"
                form[at if at in form else f"take_{key}"].errors = [str(error)]
                continue
            code = f"{item.list_name} {item_code(item)}"
            if code in known:
                form[f"{first}_{key}"].errors = [
                    "Kế hoạch đã có mục này, hoặc ghi hai lần: sửa lại, hoặc bỏ chọn."
                ]
            known.add(code)
            made.append(item)
    return made


def _makers(
    reading: Reading, naming: Naming
) -> list[tuple[list[tuple[Any, str]], Callable[..., Item], str]]:
    items = reading.items
    return [
        ([(one, step_key(one)) for one in items.steps],
         lambda form, one, key: _task(form, one, key, naming), "number"),
        ([(one, group_key(one)) for one in items.groups],
         lambda form, _one, key: _survey(form, key, naming), "code"),
        ([(one, block_key(one)) for one in items.blocks],
         lambda form, _one, key: _subject(form, key, naming), "block"),
    ]  # fmt: skip


def _task(form: Any, one: FoundStep, key: str, naming: Naming) -> Task:
    return Task(
        form[f"number_{key}"].data or "",
        form[f"title_{key}"].data or "",
        _due(form, one.due, key),
        tuple(naming.body(line) for line in lines(form[f"lead_{key}"].data)),
        tuple(naming.body(line) for line in lines(form[f"support_{key}"].data)),
        form[f"note_{key}"].data or "",
    )


def _due(form: Any, found: DeadlineRule | None, key: str) -> DeadlineRule | None:
    if found is None:
        return None
    if not found.day:
        return window_fields.reviewed(form, key, found)
    day = form[f"day_{key}"].data
    return DeadlineRule(form[f"word_{key}"].data or found.kind, day=day) if day else None


def _survey(form: Any, key: str, naming: Naming) -> SurveyGroup:
    ballots = form[f"ballots_{key}"].data
    return SurveyGroup(
        form[f"code_{key}"].data or "",
        form[f"name_{key}"].data or "",
        form[f"mode_{key}"].data or "",
        int(ballots) if ballots is not None else None,
        form[f"rule_{key}"].data or "",
        tuple(
            Body(naming.blocks.get(code, BLOCKS[code]), code)
            for code in form[f"rates_{key}"].data or ()
        ),
    )


def _subject(form: Any, key: str, naming: Naming) -> Subject:
    block = form[f"block_{key}"].data
    units, unknown = naming.listed(form[f"units_{key}"].data or "")
    if unknown:
        raise InvalidItem("units", f"Chưa nhận ra: {'; '.join(unknown[:10])}.")
    return Subject(Body(naming.blocks.get(block, block), block), tuple(units))


def _text(label: str, most: int) -> TextField:
    return TextField(label, required=False, mark_optional=False, max_length=most)


def _area(label: str, most: int) -> TextAreaField:
    return TextAreaField(label, rows=2, required=False, mark_optional=False, max_length=most)
