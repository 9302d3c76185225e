"""The draft of a report as a file on the clerk's own computer (JSON), and read back again.

The browser adds to the file what it has not been able to send (static/workspace/draft-file.js);
a field so added says ``chua_gui``. The names of the file are Vietnamese without marks, so that
whoever opens it in an editor can read it. It is no paper of the report: only this portal reads it,
and only into the report that it was saved from.
"""

import json
from typing import Any

from portal.documents.sheets import BadSheet
from portal.reports.exchange.applying import cell_of
from portal.reports.exchange.comparing import FileCell, Payload, payload_of
from portal.reports.exchange.filled import Filled
from portal.reports.exchange.task_texts import COLUMNS, typed_cells
from portal.reports.form_version import FormDefinition
from portal.reports.models import Duty
from portal.reports.queries import definition_of
from portal.web.described import shown_again

KIND = "cong-cchc/ban-nhap"
_MARKS = ("done:", "typed:", "numbers")
_MOST = 4000


def header(duty: Duty) -> dict[str, Any]:
    """What says of which report a file is: unit, report, year, version of the form."""
    return {
        "loai": KIND,
        "don_vi": duty.unit.code,
        "ten_don_vi": duty.unit.name,
        "bao_cao": duty.id,
        "ten_bao_cao": duty.title,
        "nam": duty.year,
        "bieu_mau": duty.form.code,
        "phien_ban_bieu_mau": duty.form.version,
        "ma_bieu_mau": duty.form.sha256,
        "ten_tep": f"ban-nhap-{duty.unit.code}-{duty.year}-{duty.id}.json",
    }


def fields_of(filled: Filled) -> list[dict[str, Any]]:
    """Every field that somebody wrote, as its inputs hold it, with its version."""
    return [
        {
            "ma": code,
            "gia_tri": _payload(filled.definition, code, json.loads(field.value)),
            "phien_ban": field.version,
        }
        for code, field in filled.fields.items()
        if not code.startswith(_MARKS) and not (code.startswith("task:") and field.value == "null")
    ]


def read_file(content: bytes, duty: Duty) -> list[FileCell]:
    """The fields of a file of this very report; BadSheet says why it is not taken."""
    try:
        found: Any = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadSheet(_NOT_OURS) from error
    if not isinstance(found, dict) or found.get("loai") != KIND:
        raise BadSheet(_NOT_OURS)
    own = header(duty)
    if found.get("don_vi") != own["don_vi"]:
        raise BadSheet(
            f"Tệp là bản nháp của {_named(found, 'ten_don_vi')}, không phải của "
            f"{own['ten_don_vi']}, nên không nạp được."
        )
    if found.get("ma_bieu_mau") != own["ma_bieu_mau"]:
        raise BadSheet(
            f"Tệp làm theo phiên bản {_named(found, 'phien_ban_bieu_mau')} của biểu mẫu; báo cáo "
            f"này dùng phiên bản {own['phien_ban_bieu_mau']}, nên không nạp được."
        )
    if found.get("bao_cao") != own["bao_cao"]:
        raise BadSheet(
            f"Tệp là bản nháp của báo cáo khác ({_named(found, 'ten_bao_cao')}), "
            "nên không nạp được vào báo cáo này."
        )
    fields = found.get("o")
    if not isinstance(fields, list) or len(fields) > _MOST:
        raise BadSheet(_DAMAGED)
    definition = definition_of(duty)
    cells = [_cell(field, definition) for field in fields]
    if None in cells:
        raise BadSheet(_DAMAGED)
    return [cell for cell in cells if cell]


_NOT_OURS = "Tệp này không phải là bản nháp báo cáo tải về từ cổng."
_DAMAGED = "Tệp bản nháp bị hỏng hoặc đã bị sửa, nên không đọc được."


def _named(found: dict[str, Any], name: str) -> str:
    return shown_again(str(found.get(name, ""))[:200]) or "(không rõ)"


def _cell(field: Any, definition: FormDefinition) -> FileCell | None:
    if not isinstance(field, dict):
        return None
    value, place = field.get("gia_tri"), "(chưa gửi)" if field.get("chua_gui") is True else ""
    if isinstance(value, list) and all(isinstance(text, str) for text in value):
        value = [shown_again(text) for text in value]
    elif isinstance(value, dict) and all(isinstance(text, str) for text in value.values()):
        value = {name: shown_again(text) for name, text in value.items()}
    code = field.get("ma")
    named = shown_again(code) if isinstance(code, str) else code
    if isinstance(named, str) and named.startswith("task:") and isinstance(value, list):
        # as its inputs hold it, from the browser
        value = {column: "" for column in COLUMNS} | typed_cells(definition, map(str, value))
    return cell_of([named, value, field.get("phien_ban"), place])


def _payload(definition: FormDefinition, code: str, value: Any) -> Payload:
    """As the inputs hold it; what the files of Excel and Word do not have is written out here."""
    if code.startswith("earlier:"):
        return [str(item[part]) for item in value or () for part in ("text", "fixed", "why")] or [
            ""
        ]
    if code.endswith(":reason"):
        return [str(value or "")]
    return payload_of(definition, code, value) or [""]
