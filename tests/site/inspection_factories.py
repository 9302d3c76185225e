"""Public payloads of what follows a plan: visits, a conclusion, its remedies, the report dates."""

from typing import Any

from portal.inspections.payload import (
    AnswerRow,
    ConclusionPayload,
    FindingPayload,
    RemediationPayload,
    RemediationRow,
    SessionPayload,
    VisitPayload,
)
from portal.publishing.payload import UnitRef
from portal.reports.timeliness.payload import ReportColumn, ReportRow, TimelinessPayload
from tests.site.factories import NAMES, PLAN, deadline, document

CONCLUSION = "2026/ket-luan-so-tai-chinh"


def session(code: str, on: str, **values: Any) -> SessionPayload:
    """A morning at the seat of the unit."""
    defaults: dict[str, Any] = {
        "part": "morning",
        "part_name": "Buổi sáng",
        "time": "",
        "place": "Trụ sở đơn vị",
        "sub_unit": "",
        "state": "planned",
    }
    return SessionPayload(code, on, **{**defaults, **values})


def visit(code: str, *sessions: SessionPayload, **values: Any) -> VisitPayload:
    """A visit of the plan."""
    defaults: dict[str, Any] = {
        "year": 2026,
        "plan_slug": PLAN,
        "plan_title": "Kế hoạch kiểm tra công tác cải cách hành chính năm 2026",
        "unit": UnitRef(code, NAMES.get(code, code)),
        "strand": "truc-tiep",
        "strand_name": "Kiểm tra trực tiếp theo kế hoạch",
        "method": "Trực tiếp tại đơn vị",
        "team": "Đoàn kiểm tra cải cách hành chính tỉnh năm 2026",
        "team_head": "Lãnh đạo Sở Nội vụ (minh họa)",
        "sessions": sessions,
        "deadlines": (deadline(last_day="2026-11-20", sentence="05 ngày trước ngày kiểm tra"),),
        "state": "planned",
        "demo": True,
    }
    return VisitPayload(**{**defaults, **values})


def finding(code: str, **values: Any) -> FindingPayload:
    """A shortcoming to put right."""
    defaults: dict[str, Any] = {
        "domain": "the-che",
        "domain_name": "Cải cách thể chế",
        "finding_kind": "shortcoming",
        "kind_name": "Tồn tại, hạn chế",
        "text": "Chưa rà soát văn bản theo đúng kỳ.",
        "cause": "Chưa phân công người phụ trách.",
        "recommendation": "Rà soát và công bố danh mục văn bản hết hiệu lực.",
        "deadline": deadline(
            code, title="Báo cáo khắc phục", last_day="2026-07-05",
            sentence="Trong 30 ngày kể từ ngày ban hành kết luận",
        ),
    }  # fmt: skip
    return FindingPayload(code, **{**defaults, **values})


def conclusion(**values: Any) -> ConclusionPayload:
    """A conclusion notice on the department of finance."""
    strength = finding(
        "pt1", domain="chi-dao-dieu-hanh", domain_name="Công tác chỉ đạo, điều hành",
        finding_kind="strength", kind_name="Ưu điểm", text="Ban hành kế hoạch đúng hạn.",
        cause="", recommendation="", deadline=None,
    )  # fmt: skip
    defaults: dict[str, Any] = {
        "year": 2026,
        "title": "Kết luận kiểm tra công tác cải cách hành chính tại Sở Tài chính",
        "unit": UnitRef("so-tai-chinh", "Sở Tài chính"),
        "plan_slug": PLAN,
        "plan_title": "Kế hoạch kiểm tra công tác cải cách hành chính năm 2026",
        "visit_slug": "2026/so-tai-chinh",
        "visit_dates": ("2026-05-12", "2026-05-13"),
        "document": document(kind="thong-bao", kind_name="Thông báo", number="31/TB-SNV"),
        "missing_document_reason": "",
        "summary": "Đơn vị đã ban hành kế hoạch đúng thời gian, phân công rõ người phụ trách.",
        "findings": (strength, finding("pt2"), finding("pt3", text="Công khai dự toán chậm.")),
        "is_extract": True,
        "extract_note": "Một số nội dung không đăng công khai.",
        "demo": True,
    }
    return ConclusionPayload(**{**defaults, **values})


def remediation(**values: Any) -> RemediationPayload:
    """What became of the shortcomings: one verified, one open."""
    rows = tuple(
        RemediationRow(
            code, "Cải cách thể chế", text, "Rà soát lại.", deadline(code, last_day="2026-07-05"),
            reported, reported and "Đã rà soát.", verified, verified and "Đúng báo cáo.",
            state, name,
        )
        for code, text, reported, verified, state, name in (
            ("pt2", "Chưa rà soát văn bản.", "2026-06-20", "2026-07-01", "verified", "Đã xác minh"),
            ("pt3", "Công khai dự toán chậm.", "", "", "overdue", "Quá hạn báo cáo"),
        )
    )  # fmt: skip
    defaults: dict[str, Any] = {
        "year": 2026,
        "unit": UnitRef("so-tai-chinh", "Sở Tài chính"),
        "conclusion_slug": CONCLUSION,
        "conclusion_title": "Kết luận kiểm tra công tác cải cách hành chính tại Sở Tài chính",
        "rows": rows,
        "answers": (
            AnswerRow("kn1", "Bố trí thêm máy quét.", "Sở Tài chính", "2026-08-01", "", ""),
        ),
        "demo": True,
    }
    return RemediationPayload(**{**defaults, **values})


def timeliness(**values: Any) -> TimelinessPayload:
    """Reports of two units: one in the time given, one late, one missing."""
    rows = tuple(
        ReportRow(
            f"{code}/{report}", f"{NAMES[code]}: báo cáo", UnitRef(code, NAMES[code]), report,
            due, extended, result, said, late, visit,
        )
        for code, report, due, extended, result, said, late, visit in (
            ("so-ngoai-vu", "self_inspection_report", "2026-10-30", False, "missing",
             "Chưa nộp, quá hạn 20 ngày", 20, ""),
            ("so-tai-chinh", "visit_report", "2026-05-06", True, "on_time", "Đúng hạn", 0,
             "2026/so-tai-chinh"),
            ("so-tai-chinh", "self_inspection_report", "2026-10-30", False, "late",
             "Chậm 3 ngày", 3, ""),
        )
    )  # fmt: skip
    defaults: dict[str, Any] = {
        "year": 2026,
        "plan_slug": PLAN,
        "plan_title": "Kế hoạch kiểm tra công tác cải cách hành chính năm 2026",
        "as_of": "2026-11-19",
        "columns": (
            ReportColumn("visit_report", "Báo cáo phục vụ kiểm tra", on_time=1),
            ReportColumn("self_inspection_report", "Báo cáo tự kiểm tra", late=1, missing=1),
        ),
        "rows": rows,
        "demo": True,
    }
    return TimelinessPayload(**{**defaults, **values})
