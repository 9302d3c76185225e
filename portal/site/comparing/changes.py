"""What differs between two versions of a document, in words readers know."""

import re
from typing import Any

from portal.publishing.rules import differences
from portal.site.comparing.text_blocks import lines_of
from portal.site.comparing.word_changes import paired
from portal.vietnamese import show_date

LABELS = {
    "title": "Tên",
    "summary": "Tóm tắt",
    "body_html": "Toàn văn",
    "document": "Văn bản ban hành",
    "number": "Số, ký hiệu",
    "issued_on": "Ngày ban hành",
    "issuer": "Cơ quan ban hành",
    "signer": "Người ký",
    "signer_title": "Chức vụ người ký",
    "sign_capacity": "Thể thức ký",
    "subject": "Trích yếu",
    "place": "Địa danh",
    "kind_name": "Loại",
    "legal_bases": "Căn cứ",
    "recipients": "Nơi nhận",
    "signed_file": "Bản ký số hoặc bản quét",
    "missing_document_reason": "Lý do văn bản ban hành chưa đủ",
    "strands": "Loại kiểm tra",
    "unit": "Đơn vị",
    "units": "Đơn vị",
    "deadlines": "Thời hạn",
    "last_day": "Hạn cuối",
    "former": "Hạn theo lịch ban đầu",
    "sentence": "Cách tính thời hạn",
    "provisional": "Dự kiến",
    "name": "Tên",
    "method": "Cách tiến hành",
    "mode_name": "Hình thức",
    "text": "Nội dung",
    "review_period": "Thời kỳ kiểm tra",
    "visit_days": "Thời gian một cuộc kiểm tra",
    "sub_units": "Đơn vị trực thuộc được kiểm tra",
    "team": "Đoàn kiểm tra",
    "original": "Tệp văn bản gốc",
    "relations": "Văn bản liên quan",
    "findings": "Kết quả kiểm tra",
    "cause": "Nguyên nhân",
    "recommendation": "Kiến nghị",
    "domain_name": "Lĩnh vực",
    "visit_dates": "Ngày kiểm tra",
    "extract_note": "Phần không công bố",
    "deadline": "Thời hạn",
    "label": "Tên văn bản",
    "contents": "Nội dung kiểm tra",
    "quantities": "Chỉ tiêu, số lượng",
    "minimum": "Tối thiểu",
    "maximum": "Tối đa",
    "team_roles": "Thành phần Đoàn kiểm tra",
    "agency": "Cơ quan",
    "role_name": "Vai trò",
    "tasks": "Nhiệm vụ",
    "due_words": "Thời gian hoàn thành",
    "lead": "Chủ trì",
    "support": "Phối hợp",
    "note": "Ghi chú",
    "survey_groups": "Điều tra xã hội học",
    "ballot_code": "Mã phiếu",
    "ballots": "Số phiếu",
    "ballots_rule": "Cách tính số phiếu",
    "rates": "Khối được đánh giá",
    "subjects": "Đối tượng đánh giá, xếp hạng",
    "as_of": "Tính đến ngày",
    "columns": "Loại báo cáo",
    "rows": "Từng báo cáo",
    "due": "Hạn nộp",
    "extended": "Đã gia hạn",
    "result_name": "Kết quả",
    "days_late": "Số ngày quá hạn",
    "on_time": "Đúng hạn",
    "late": "Nộp quá hạn",
    "missing": "Chưa nộp",
    "ahead": "Chưa đến hạn",
    "waived": "Được miễn",
    "sessions": "Buổi làm việc",
    "state": "Tình trạng",
    "on": "Ngày",
    "part_name": "Buổi",
    "time": "Giờ",
    "sub_unit": "Đơn vị trực thuộc",
    "reason": "Lý do",
    "team_head": "Trưởng đoàn",
    "strand_name": "Loại kiểm tra",
    "plan_title": "Kế hoạch",
    "conclusion_title": "Thông báo kết luận",
    "reported_on": "Ngày đơn vị báo cáo",
    "first_reported_on": "Ngày đơn vị báo cáo lần đầu",
    "reported_text": "Nội dung báo cáo",
    "verified_on": "Ngày xác minh",
    "verified_text": "Kết quả xác minh",
    "answers": "Kiến nghị của đơn vị",
    "answer": "Trả lời",
    "answered_on": "Ngày trả lời",
    "year": "Năm",
}
#: States of visits, of their sessions and of remediation.
STATES = {
    "planned": "theo lịch", "under_way": "đang kiểm tra", "visited": "đã kiểm tra",
    "concluded": "đã kết luận", "cancelled": "đã hủy", "moved": "đã dời", "done": "đã làm việc",
    "open": "chưa báo cáo", "overdue": "quá hạn báo cáo", "reported": "đã báo cáo",
    "insufficient": "chưa đạt, cần khắc phục tiếp", "verified": "đã xác minh",
}  # fmt: skip
#: Codes and hashes say nothing to readers; the words beside them change with them.
SILENT = frozenset(
    (
        "code", "kind", "mode", "domain", "finding_kind", "sha256", "size", "media_type",
        "plan_slug", "visit_slug", "is_extract", "demo", "strand", "role", "plan_kind",
        "report", "result", "part", "moved_to", "state_name", "conclusion_slug",
    )
)  # fmt: skip
_STEP = re.compile(r"([a-z_]+)(?:\[([^\]]+)\])?")


def readable_changes(before: dict[str, Any], after: dict[str, Any]) -> list[dict[str, str]]:
    """Changes from ``before`` to ``after`` as rows {label, before, after}, text by paragraph."""
    rows: list[dict[str, str]] = []
    for path, old, new in differences(before, after):
        steps = _STEP.findall(path)
        if not steps or steps[-1][0] in SILENT and not steps[-1][1]:
            continue
        label = _label(steps, before, after)
        if steps[-1][0] == "body_html":
            rows += [{"label": label, **pair} for pair in _paragraphs(old or "", new or "")]
        else:
            rows.append(
                {
                    "label": label,
                    "before": said(old, steps[-1][0]),
                    "after": said(new, steps[-1][0]),
                }
            )
    return rows


def _label(steps: list[tuple[str, str]], before: dict[str, Any], after: dict[str, Any]) -> str:
    words = []
    here: list[Any] = [after, before]
    for name, code in steps:
        words.append(LABELS.get(name, name.replace("_", " ")))
        here = [one.get(name) if isinstance(one, dict) else None for one in here]
        if code:
            here = [_row(one, code) for one in here]
            named: dict[str, Any] = next((one for one in here if one), {})
            words[-1] += f" “{headline(named) or code}”"
    return " › ".join(words)


def _row(rows: Any, code: str) -> Any:
    found = [one for one in rows or () if isinstance(one, dict) and one.get("code") == code]
    return found[0] if found else None


def headline(row: dict[str, Any]) -> str:
    """What a row of a payload is called."""
    text = next(
        (str(row[name]) for name in ("name", "title", "label", "text") if row.get(name)), ""
    )
    if not text and row.get("on"):
        text = ", ".join(filter(None, (show_date(row["on"]), row.get("part_name"))))
    return text if len(text) <= 70 else text[:67].rsplit(" ", 1)[0] + "…"


def said(value: Any, name: str = "") -> str:
    """A value of a payload, of the field ``name``, as readers see it."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, dict):
        return headline(value) or "; ".join(filter(None, map(said, value.values())))
    if isinstance(value, list):
        return "; ".join(said(one) for one in value)
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return show_date(value)
    return STATES.get(value, str(value)) if name == "state" else str(value)


def _paragraphs(old: str, new: str) -> list[dict[str, str]]:
    """Paragraphs and rows that differ between two texts, in order."""
    return [
        {"before": before.text if before else "", "after": after.text if after else ""}
        for before, after in paired(lines_of(old), lines_of(new), lambda line: line.text)
    ]
