"""The form of the review: a field or two per proposal, nothing ticked that is doubtful."""

from collections.abc import Mapping
from typing import Any

from portal.deadlines.deadline_rule import DeadlineRule
from portal.deadlines.wording import rule_words
from portal.inspections.rules import PARTS
from portal.plans.forms import ApplyForm, YearField
from portal.plans.importing import window_fields
from portal.plans.importing.deadlines_found import FoundDeadline
from portal.plans.importing.found_kind import FoundKind
from portal.plans.importing.items_review import item_fields
from portal.plans.importing.reading import GROUPS, Reading, group_units, kind_for
from portal.plans.importing.review_fields import (
    document_fields,
    general_fields,
    key_of,
    select,
    take,
)
from portal.plans.importing.sessions_found import CARRIED
from portal.plans.item_rules import PLAN_KINDS
from portal.plans.rules import MODES
from portal.web.fields import (
    CheckboxField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    TextAreaField,
    TextField,
)

SKIP = "— Bỏ qua —"
CONFIDENCE = {
    "high": ("Rõ", "green"), "medium": ("Nên xem lại", "yellow"), "low": ("Chưa chắc", "orange"),
}  # fmt: skip
HOWS = {
    "exact": "trùng tên", "marks": "khác dấu", "kind": "theo vị trí trong danh sách",
    "close": "gần giống, có thể gõ nhầm", "former": "tên hoặc đơn vị của thời kỳ khác",
    "below": "đơn vị trực thuộc", "several": "có nhiều đơn vị cùng tên",
    "none": "chưa đối chiếu được",
}  # fmt: skip


def kind_key(kind: FoundKind) -> str:
    """The key of a kind of inspection."""
    return key_of("kind", kind.key)


def review_form(reading: Reading, new: bool, data: Mapping[str, Any]) -> ApplyForm:
    """The form, filled with what was found (``data``: version and the like)."""
    fields: dict[str, Any] = {"take_text": take("Lấy toàn văn của tệp làm toàn văn kế hoạch")}
    values: dict[str, Any] = {"take_text": True, **data}
    if new:
        fields |= {
            "plan_kind": RadioField("Loại kế hoạch", choices=list(PLAN_KINDS.items())),
            "title": TextField("Tên kế hoạch", max_length=300),
            "year": YearField("Năm", width=4),
        }
        values |= {"plan_kind": reading.kind, "title": reading.title, "year": reading.year}
    for part in (document_fields, general_fields, _kinds, _deadlines, item_fields, _sessions):
        part(reading, fields, values)
    return type("ReviewForm", (ApplyForm,), fields)(data=values)


def _kinds(reading: Reading, fields: dict[str, Any], values: dict[str, Any]) -> None:
    for kind in reading.kinds:
        key = kind_key(kind)
        fields[f"take_{key}"] = take("Lấy loại kiểm tra này")
        fields[f"name_{key}"] = TextField("Tên loại kiểm tra", required=False, mark_optional=False)
        fields[f"mode_{key}"] = select("Hình thức", MODES)
        fields[f"method_{key}"] = TextAreaField(
            "Cách tiến hành", rows=3, required=False, mark_optional=False, max_length=5000
        )
        fields[f"more_{key}"] = TextAreaField(
            "Thêm đơn vị (dán danh sách tên)",
            rows=2,
            required=False,
            mark_optional=False,
            max_length=20_000,
        )
        values |= {
            f"take_{key}": kind.sure, f"name_{key}": kind.name, f"mode_{key}": kind.mode,
            f"method_{key}": "\n".join(kind.method)[:5000],
        }  # fmt: skip
        for one in kind.units:
            unit = unit_key(kind, one.mention.written)
            fields[unit] = unit_field(reading, one.mention)
            sure = one.mention.confidence != "low"
            values[unit] = one.mention.code if sure else ""
        for level, _ in kind.groups:
            group = f"group_{key}_{level}"
            count = len(group_units(reading, kind, level))
            rest = " chưa nêu ở loại kiểm tra trực tiếp" if kind.mode == "self_inspection" else ""
            fields[group] = take(f"{GROUPS[level][0]}{rest}: {count} đơn vị")
            values[group] = kind.mode == "self_inspection"


def unit_key(kind: FoundKind, written: str) -> str:
    """The name of the field of one unit of a kind."""
    return key_of("unit", kind.key, written)


def unit_field(reading: Reading, mention: Any) -> SelectField:
    """What a written name may mean; nothing, when nobody chooses."""
    choices = [
        (code, reading.names[code])
        for code in dict.fromkeys((mention.code, *mention.candidates))
        if code
    ]
    return SelectField(
        f"Đơn vị của “{mention.written[:80]}”",
        choices=choices,
        blank=SKIP,
        required=False,
        mark_optional=False,
    )


def deadline_key(one: FoundDeadline) -> str:
    """The key of a deadline."""
    return key_of("deadline", one.sort)


def _deadlines(reading: Reading, fields: dict[str, Any], values: dict[str, Any]) -> None:
    kinds = [(kind_key(one), one.name) for one in reading.kinds]
    for one in reading.deadlines:
        key, rule = deadline_key(one), one.rule
        about = kind_for(reading, one)
        fields[f"take_{key}"] = take("Lấy thời hạn này")
        fields[f"title_{key}"] = TextField("Việc phải làm", required=False, mark_optional=False)
        fields[f"for_{key}"] = SelectField(
            "Thuộc loại kiểm tra", choices=kinds, blank=SKIP, required=False, mark_optional=False
        )
        first = not one.note.startswith("Văn bản ghi hai cách") or not any(
            other.duty == one.duty and other.rule.day == rule.day and other.line < one.line
            for other in reading.deadlines
        )
        values |= {
            f"take_{key}": about is not None and first, f"title_{key}": one.title,
            f"for_{key}": kind_key(about) if about else "",
        }  # fmt: skip
        if rule.day:
            words = {
                "before_date": "Trước ngày (đến ngày đó là quá hạn)",
                "by_date": "Chậm nhất, đến hết ngày",
                "on_date": "Đúng ngày",
            }
            fields[f"word_{key}"] = select("Văn bản ghi", words)
            fields[f"day_{key}"] = DateField("Ngày", required=False, mark_optional=False)
            values |= {f"word_{key}": rule.kind, f"day_{key}": rule.day}
        elif rule.n:
            counting = {"calendar": "ngày (tính theo lịch)", "working": "ngày làm việc"}
            fields[f"n_{key}"] = IntegerField(
                "Số ngày", required=False, mark_optional=False, width=4
            )
            fields[f"counting_{key}"] = select("Tính theo", counting)
            values |= {f"n_{key}": rule.n, f"counting_{key}": rule.counting}
        elif rule.kind in window_fields.KINDS:
            window_fields.add(fields, values, key, rule)


def said(rule: DeadlineRule) -> str:
    """A rule in words."""
    return rule_words(rule, None)


def _sessions(reading: Reading, fields: dict[str, Any], values: dict[str, Any]) -> None:
    if reading.sessions:
        fields |= {
            "clash_accept": CheckboxField("Vẫn lưu dù có cảnh báo ở trên"),
            "clash_why": TextField(
                "Lý do vẫn lưu (ghi vào nhật ký)", required=False, max_length=300
            ),
            "clash_seen": HiddenField(),
        }
    for one in reading.sessions:
        key = session_key(one)
        fields[f"take_{key}"] = take("Lấy buổi làm việc này")
        fields[f"on_{key}"] = DateField("Ngày", required=False, mark_optional=False)
        fields[f"part_{key}"] = select("Buổi", PARTS)
        for name, label in (
            ("place", "Địa điểm"),
            ("team", "Đoàn kiểm tra"),
            ("chair", "Trưởng đoàn"),
            ("deputy", "Phó Trưởng đoàn"),
            ("secretary", "Thư ký"),
        ):
            fields[f"{name}_{key}"] = TextField(
                label, required=False, mark_optional=False, max_length=200
            )
            values[f"{name}_{key}"] = getattr(one, name)
        mention = one.unit
        sure = mention is not None and bool(mention.code) and mention.confidence != "low"
        if mention is not None:
            fields[f"unit_{key}"] = unit_field(reading, mention)
            values[f"unit_{key}"] = mention.code if sure else ""
        values |= {
            f"take_{key}": sure and one.note != CARRIED,
            f"on_{key}": one.on,
            f"part_{key}": one.part,
        }


def session_key(one: Any) -> str:
    """The key of a session."""
    return key_of(
        "session", str(one.on), one.part, one.time, one.unit.written if one.unit else "", one.quote
    )
