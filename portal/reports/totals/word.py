"""The Word draft of the provincial report: a template, filled; the office may bring its own.

The template is Jinja in a Word file (docxtpl). One that the office uploads is code from outside,
so it runs in the sandbox, without a global name, on plain text and lists alone, and a name that
is not there is an error that says so.
"""

import io
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from portal.config import ROOT
from portal.documents.archive_faults import ZIP_FAULTS
from portal.documents.file_types import DOCX, FileTypeRefused, media_type_of
from portal.documents.word.layout import printable
from portal.publishing import identity
from portal.reports.showing import show_any, show_day
from portal.reports.totals.adding_rules import in_words
from portal.reports.totals.collected import WHY_LEFT_OUT, Collected
from portal.reports.totals.restating_rules import Restatement
from portal.reports.totals.table import by_year
from portal.reports.totals.template_faults import fault_of
from portal.vietnamese import show_date

SHIPPED = ROOT / "content" / "documents" / "bao-cao-tong-hop.docx"
#: What a template may name, with what stands there.
PLACEHOLDERS = {
    "tinh": "tên tỉnh",
    "co_quan": "tên cơ quan lập báo cáo",
    "dia_danh": "địa danh",
    "ngay": "ngày lập, dạng ngày … tháng … năm …",
    "nam": "năm báo cáo",
    "nam_truoc": "năm liền trước",
    "ten_ke_hoach": "tên kế hoạch",
    "so_bao_cao": "số báo cáo phải nộp",
    "so_cong": "số báo cáo đã chấp nhận, được cộng",
    "so_khong_cong": "số báo cáo không cộng",
    "ngay_chot": "các ngày chốt số liệu: ngay, so_don_vi",
    "so_lieu": "các dòng Phụ lục: tt, chi_tieu, don_vi_tinh, nam_truoc, nam_nay, la_de_muc",
    "so": "một chỉ tiêu theo mã: so['i.1-nhiem-vu'].nam_nay, so['i.1-nhiem-vu'].nam_truoc",
    "chua_co": "báo cáo không cộng và lý do: don_vi, trang_thai, han",
    "ton_tai": "tồn tại, hạn chế các đơn vị nêu: muc, don_vi, noi_dung",
    "kien_nghi": "đề xuất, kiến nghị các đơn vị nêu: muc, don_vi, noi_dung",
    "sua_so": "số liệu năm trước có thay đổi: don_vi, chi_tieu, truoc, sau",
}
_MOST_LINES = 3000


class BadTemplate(ValueError):
    """The template cannot be used; the message says what to mend in it."""


def provincial_report(
    collected: Collected, restated: Sequence[Restatement], day: date, template: bytes | None = None
) -> bytes:
    """The draft as .docx, from ``template`` or the shipped one. BadTemplate if it fails."""
    return _filled(template or SHIPPED.read_bytes(), _context(collected, restated, day))


def check_template(content: bytes) -> list[str]:
    """BadTemplate unless every name in it is known and it can be filled.

    Returns the known names it does not use: nothing wrong, but worth a look.
    """
    _refuse_other_files(content)
    document = _opened(content)
    try:
        named = document.get_undeclared_template_variables(_environment())
    except TemplateError as error:
        fault = fault_of(document.get_xml(), _environment())
        raise BadTemplate(f"Mẫu có chỗ viết sai: {fault}.") from error
    unknown = sorted(named - PLACEHOLDERS.keys())
    if unknown:
        raise BadTemplate(f"Mẫu dùng tên không có: {', '.join(unknown)}. Xem danh sách tên ở dưới.")
    _filled(content, SAMPLE)
    return [name for name in PLACEHOLDERS if name not in named]


#: One line of everything: what an uploaded template is tried on.
_ROW = {
    "tt": "1", "chi_tieu": "Chỉ tiêu", "don_vi_tinh": "Văn bản", "nam_truoc": "1", "nam_nay": "2",
    "la_de_muc": False, "don_vi": "Sở A", "trang_thai": "Chưa nộp", "han": "01/01/2026",
    "muc": "Mục", "noi_dung": "Nội dung", "truoc": "1", "sau": "2", "ngay": "31/12/2025",
    "so_don_vi": 1,
}  # fmt: skip
_LISTS = ("ngay_chot", "so_lieu", "chua_co", "ton_tai", "kien_nghi", "sua_so")


class _AnyCode(dict[str, Any]):
    """Any indicator has a row while a template is tried: the form may hold another one later."""

    def __missing__(self, key: str) -> dict[str, Any]:
        return _ROW


SAMPLE: dict[str, Any] = {
    **dict.fromkeys(PLACEHOLDERS, "1"),
    **{name: [_ROW] for name in _LISTS},
    "so": _AnyCode(),
}


def _refuse_other_files(content: bytes) -> None:
    """What the store would refuse, and what unpacks to more than it should, is not opened."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        try:
            kind = media_type_of(Path(file.name))
        except FileTypeRefused as error:
            raise BadTemplate(str(error)) from error
    if kind != DOCX:
        raise BadTemplate("Mẫu phải là tệp Word (.docx).")


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    environment.globals.clear()
    return environment


def _opened(content: bytes) -> DocxTemplate:
    try:
        document = DocxTemplate(io.BytesIO(content))
        document.init_docx()
    except (*ZIP_FAULTS, OpcError, SyntaxError, AttributeError) as error:
        raise BadTemplate("Không mở được tệp này bằng Word.") from error
    return document


def _filled(content: bytes, context: Mapping[str, Any]) -> bytes:
    document = _opened(content)
    try:
        document.render(dict(context), jinja_env=_environment(), autoescape=True)
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        raise BadTemplate(f"Mẫu có chỗ không điền được: {error}.") from error
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _context(collected: Collected, restated: Sequence[Restatement], day: date) -> dict[str, Any]:
    known = identity.province()
    rows, numbers = _rows(collected)
    said = _said(collected)
    context = {
        "tinh": known.get("name", ""),
        "co_quan": known.get("office_name", "Sở Nội vụ"),
        "dia_danh": known.get("place", ""),
        "ngay": f"ngày {day.day:02} tháng {day.month:02} năm {day.year}",
        "nam": collected.year,
        "nam_truoc": collected.year - 1,
        "ten_ke_hoach": collected.plan.title,
        "so_bao_cao": len(collected.reports)
        + sum(row.state != "waived" for row in collected.left_out),
        "so_cong": len(collected.reports),
        "so_khong_cong": sum(row.state != "waived" for row in collected.left_out),
        "ngay_chot": [
            {"ngay": show_day(cutoff) or "Không ghi ngày", "so_don_vi": len(units)}
            for cutoff, units in collected.cutoffs()
        ],
        "so_lieu": rows,
        "so": numbers,
        "chua_co": [
            {
                "don_vi": row.unit_name, "trang_thai": WHY_LEFT_OUT[row.state][0],
                "han": show_date(row.due_on),
            }
            for row in collected.left_out
            if row.state != "waived"
        ],
        "ton_tai": said["shortcomings"],
        "kien_nghi": said["proposals"],
        "sua_so": [
            {
                "don_vi": row.unit_name, "chi_tieu": collected.names[row.indicator.code],
                "truoc": row.before, "sau": row.after,
            }
            for row in restated
        ],
    }  # fmt: skip
    cleaned: dict[str, Any] = _clean(context)
    return cleaned


def _rows(collected: Collected) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    rows: list[dict[str, Any]] = []
    numbers: dict[str, dict[str, Any]] = {}
    for line in by_year(collected):
        row = {
            "tt": line.number, "chi_tieu": line.label, "don_vi_tinh": "", "nam_truoc": "",
            "nam_nay": "", "la_de_muc": line.indicator is None,
        }  # fmt: skip
        if line.indicator and line.totals:
            row |= {
                "don_vi_tinh": line.indicator.unit,
                "nam_truoc": in_words(line.indicator, line.totals["previous"]) or "–",
                "nam_nay": in_words(line.indicator, line.totals["current"]) or "–",
            }
            numbers[line.indicator.code] = row
        rows.append(row)
    return rows, numbers


def _said(collected: Collected) -> dict[str, list[dict[str, str]]]:
    """What the units wrote as shortcomings and proposals, section by section."""
    found: dict[str, list[dict[str, str]]] = {"shortcomings": [], "proposals": []}
    titles = {item.code: item.title for item in collected.form.sections}
    for section in collected.form.answered_sections:
        if section.kind not in found:
            continue
        name = titles.get(section.code.rpartition(".")[0], "") or section.title
        for report in (*collected.reports, *collected.wordy):
            for item in report.values.get(section.field) or []:
                text = show_any([item]).removeprefix("- ")
                found[section.kind].append(
                    {"muc": name, "don_vi": report.unit_name, "noi_dung": text}
                )
    return {kind: rows[:_MOST_LINES] for kind, rows in found.items()}


def _clean(value: Any) -> Any:
    """Texts without what a Word file cannot hold."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    return value
