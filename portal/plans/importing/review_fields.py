"""The fields of the review that hold facts of the document and of the plan as a whole."""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from wtforms.validators import ValidationError

from portal.documents.rules import KINDS, SIGN_CAPACITIES
from portal.plans.forms import ONE_A_LINE
from portal.plans.importing.reading import Reading
from portal.web.fields import CheckboxField, DateField, SelectField, TextAreaField, TextField

#: facts of the document: (key, label), in the order of the form
DOCUMENT = {
    "kind": "Loại văn bản",
    "number": "Số, ký hiệu",
    "issued_on": "Ngày ban hành",
    "place": "Địa danh",
    "issuer": "Cơ quan ban hành",
    "subject": "Trích yếu",
    "signer": "Người ký",
    "signer_title": "Chức vụ người ký",
    "sign_capacity": "Thẩm quyền ký",
    "legal_bases": "Căn cứ ban hành",
    "recipients": "Nơi nhận",
}
GENERAL = {
    "contents": "Nội dung kiểm tra",
    "team": "Cơ quan cử người tham gia Đoàn kiểm tra",
    "review_period": "Thời kỳ kiểm tra",
    "visit_days": "Thời hạn một cuộc kiểm tra",
    "sub_units": "Đơn vị trực thuộc được kiểm tra",
}
_LONG = frozenset({"subject", "legal_bases", "recipients", "contents", "team"})


def _number(form: Any, field: Any) -> None:
    if field.data and not re.fullmatch(r"\d+[\w-]*/\S+", field.data):
        raise ValidationError("Hãy ghi cả số và ký hiệu, ví dụ 352/QĐ-UBND.")


def _field(name: str, label: str) -> Any:
    if name == "kind":
        choices = [(code, named) for code, (named, _) in KINDS.items()]
        return SelectField(label, choices=choices, required=False, mark_optional=False)
    if name == "sign_capacity":
        choices = [(code, named) for code, named in SIGN_CAPACITIES.items() if code]
        return SelectField(
            label, choices=choices, blank=SIGN_CAPACITIES[""], required=False, mark_optional=False
        )
    if name == "issued_on":
        return DateField(label, required=False, mark_optional=False)
    if name in _LONG:
        hint = "" if name == "subject" else ONE_A_LINE
        rows = 2 if name == "subject" else 5
        return TextAreaField(
            label, hint=hint, rows=rows, required=False, mark_optional=False, max_length=10_000
        )
    checks = [_number] if name == "number" else []
    return TextField(label, required=False, mark_optional=False, max_length=255, validators=checks)


def document_fields(reading: Reading, fields: dict[str, Any], values: dict[str, Any]) -> None:
    """Facts of the issued document; a blank one is not ticked."""
    facts = reading.head.facts
    for name, label in DOCUMENT.items():
        fact = facts.get(name)
        lines = {
            "legal_bases": [one.text for one in reading.bases],
            "recipients": reading.head.recipients,
        }
        if fact is None and not lines.get(name):
            continue
        fields[f"take_{name}"] = take(f"Lấy: {label}")
        value = "\n".join(lines[name]) if name in lines else fact.value if fact else ""
        values[f"take_{name}"] = bool(value) or (name == "sign_capacity" and "signer" in facts)
        values[name] = reading.head.issued_on if name == "issued_on" else value
        fields[name] = _field(name, label)


def general_fields(reading: Reading, fields: dict[str, Any], values: dict[str, Any]) -> None:
    """What the plan says of all its inspections."""
    for name, label in GENERAL.items():
        fact = reading.general.get(name)
        if fact:
            fields[f"take_{name}"], fields[name] = take(f"Lấy: {label}"), _field(name, label)
            values |= {f"take_{name}": True, name: "\n".join(fact.lines)}


def key_of(*parts: str) -> str:
    """A name for the fields of a proposal that stays the same while the document does."""
    return "p" + sha256("\x00".join(parts).encode()).hexdigest()[:10]


def take(label: str) -> CheckboxField:
    """The box that says a proposal is wanted."""
    return CheckboxField(label)


def select(label: str, choices: Mapping[str, str]) -> SelectField:
    """A list without a blank line; absent, it keeps what was found."""
    return SelectField(
        label, choices=list(choices.items()), blank=None, required=False, mark_optional=False
    )
