"""The Word file of an outline, changed as somebody changes it."""

import io
from datetime import UTC, datetime
from typing import Any

import docx
from docx.oxml.ns import qn

from portal.reports.exchange.comparing import Now, compare
from portal.reports.exchange.filled import Filled
from portal.reports.exchange.word_reading import read_outline
from portal.reports.form_version import applicable
from portal.reports.queries import StoredField
from portal.reports.rules import as_json, labels_of
from tests.reports import factories

AT = datetime(2026, 3, 5, tzinfo=UTC)
FORM = applicable(factories.definition("son-la-2026"), "province")
TITLE, UNIT = "Báo cáo năm 2024", "Sở Công Thương"
FIRST, SECOND = [one for one in FORM.answered_sections if one.kind == "narrative"][:2]
LIST = next(section for section in FORM.answered_sections if section.kind == "shortcomings")


def filled(values: dict[str, Any], form: Any = FORM) -> Filled:
    fields = {
        code: StoredField(code, as_json(value), version, AT, "Lan")
        for version, (code, value) in enumerate(values.items(), start=1)
    }
    return Filled(7, TITLE, UNIT, 2024, form, fields, dict(values), {})


def now_of(made: Filled) -> dict[str, Now]:
    return {code: Now(made.values.get(code), field.version, field.updated_by)
            for code, field in made.fields.items()}  # fmt: skip


def difference(content: bytes, made: Filled, duty_id: int = 7):
    read = read_outline(content, made.definition, duty_id, (TITLE, UNIT))
    return read, compare(
        made.definition, read.cells, now_of(made), {}, labels_of(made.definition, 2024)
    )


def edited(content: bytes, change: Any) -> bytes:
    document = docx.Document(io.BytesIO(content))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def control(document: Any, section: Any) -> Any:
    """The content of a section's control."""
    for found in document.element.body.iter(qn("w:sdt")):
        tag = found.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))
        if tag.startswith(f"{section.code}@"):
            return found.find(qn("w:sdtContent"))
    raise AssertionError(section.code)


def without_controls(document: Any) -> None:
    """What LibreOffice leaves of a file: the paragraphs, their bookmarks, no controls."""
    for found in list(document.element.body.iter(qn("w:sdt"))):
        for child in list(found.find(qn("w:sdtContent"))):
            found.addprevious(child)
        found.getparent().remove(found)
