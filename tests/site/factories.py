"""Publications of a small province, as its features would hand them to the gate."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

from portal.accounts.rules import SYSTEM
from portal.clock import now, today
from portal.documents import blobs
from portal.documents.models import Blob
from portal.inspections.payload import (
    AnswerRow,
    ConclusionPayload,
    FindingPayload,
    RemediationPayload,
    RemediationRow,
    SessionPayload,
    VisitPayload,
)
from portal.plans.payload import (
    PlanPayload,
    QuantityPayload,
    RelationPayload,
    StrandPayload,
    SurveyGroupPayload,
    TaskPayload,
)
from portal.publishing import gate
from portal.publishing.actions import withdrawal
from portal.publishing.editorial import PagePayload, ProvincePayload
from portal.publishing.gate import Consent
from portal.publishing.models import Publication
from portal.publishing.payload import Payload, PublicFile, UnitRef
from portal.publishing.shared import PublicDeadline, PublicDocument
from portal.reports.timeliness.payload import ReportColumn, ReportRow, TimelinessPayload
from portal.units.payload import FormerName, SuccessionPayload, UnitPayload

PLAN = "2026/kiem-tra-cchc"
CONCLUSION = "2026/ket-luan-so-tai-chinh"
NAMES = {
    "so-noi-vu": "Sở Nội vụ",
    "so-tai-chinh": "Sở Tài chính",
    "so-ngoai-vu": "Sở Ngoại vụ",
    "ubnd-xa-mai-son": "Ủy ban nhân dân xã Mai Sơn",
    "ubnd-phuong-moc-chau": "Ủy ban nhân dân phường Mộc Châu",
    "ubnd-huyen-mai-son": "Ủy ban nhân dân huyện Mai Sơn",
}


def publish(slug: str, payload: Payload, note: str = "Đăng lần đầu") -> Publication | None:
    """Through the gate, as set-up does."""
    return gate.set_up(SYSTEM, slug, payload, note)


def correct(slug: str, payload: Payload, note: str) -> Publication:
    """A further version, as a correction of a mistake of publication."""
    consent = Consent("setup", SYSTEM.name, today())
    return gate.publish(SYSTEM, gate.proposal(slug, payload), "correction", note, consent)


def withdraw(kind: str, slug: str, how: str, reason: str, successor: str = "") -> Publication:
    """Take a publication off the site."""
    row = gate.newest_version(kind, slug)
    assert row is not None
    consent = Consent("setup", SYSTEM.name, today())
    offered = withdrawal(row, how, reason, successor)
    return gate.publish(SYSTEM, offered, "withdrawal", reason, consent)


def stored_pdf(root: Path, name: str, label: str, text: str = "Văn bản") -> PublicFile:
    """A file in the store with its row, as a payload names it."""
    content = f"%PDF-1.4\n% {text}\n%%EOF\n".encode()
    kept = blobs.store(root, io.BytesIO(content), max_bytes=1 << 20)
    Blob.get_or_create(
        sha256=kept.sha256,
        defaults={"size": kept.size, "media_type": kept.media_type, "created_at": now()},
    )
    return PublicFile(kept.sha256, name, kept.size, kept.media_type, label)


def province(**values: Any) -> ProvincePayload:
    """The identity of the portal."""
    defaults: dict[str, Any] = {
        "code": "son-la-2026",
        "name": "tỉnh Sơn La",
        "portal_title": "Cổng thông tin kiểm tra cải cách hành chính tỉnh Sơn La",
        "short_title": "Kiểm tra CCHC Sơn La",
        "authority": "Ủy ban nhân dân tỉnh Sơn La",
        "office_name": "Sở Nội vụ",
        "place": "Sơn La",
        "year": 2026,
        "theme": "do",
        "contact": "",
        "demo": True,
    }
    return ProvincePayload(**{**defaults, **values})


def unit(code: str, **values: Any) -> UnitPayload:
    """A unit of the register."""
    commune = code.startswith("ubnd-")
    defaults: dict[str, Any] = {
        "code": code,
        "name": NAMES.get(code, code),
        "short_name": NAMES.get(code, code).replace("Ủy ban nhân dân", "UBND"),
        "aliases": (),
        "type": "commune" if commune else "department",
        "type_name": "Ủy ban nhân dân xã" if commune else "Sở, ban, ngành",
        "level": "commune" if commune else "province",
        "level_name": "Cấp xã" if commune else "Cấp tỉnh",
        "block": "xa" if commune else "so-ban-nganh",
        "block_name": "Khối xã, phường" if commune else "Khối sở, ban, ngành",
        "parent": "",
        "parent_name": "",
        "valid_from": "2025-07-01" if commune else "",
        "valid_to": "",
    }
    return UnitPayload(**{**defaults, **values})


def deadline(code: str = "bao-cao", **values: Any) -> PublicDeadline:
    """A deadline with its sentence."""
    defaults: dict[str, Any] = {
        "title": "Gửi báo cáo theo đề cương cho Đoàn kiểm tra",
        "last_day": "",
        "sentence": "Ít nhất 05 ngày trước ngày kiểm tra, tính theo ngày lịch; "
        "hạn cụ thể có khi ấn định ngày kiểm tra",
    }
    return PublicDeadline(code, **{**defaults, **values})


def document(**values: Any) -> PublicDocument:
    """An issued document."""
    defaults: dict[str, Any] = {
        "kind": "quyet-dinh",
        "kind_name": "Quyết định",
        "number": "152/QĐ-UBND",
        "issued_on": "2026-02-06",
        "issuer": "Chủ tịch Ủy ban nhân dân tỉnh Sơn La",
        "signer": "Nguyễn Văn Minh Họa",
        "signer_title": "Chủ tịch",
        "subject": "Về việc ban hành Kế hoạch kiểm tra công tác cải cách hành chính năm 2026",
        "place": "Sơn La",
        "legal_bases": ("Luật Tổ chức chính quyền địa phương số 72/2025/QH15",),
        "recipients": ("Bộ Nội vụ", "Các sở, ban, ngành", "Lưu: VT, NC"),
    }
    return PublicDocument(**{**defaults, **values})


BODY = (
    '<h2 id="muc-i">I. Mục đích, yêu cầu</h2><p>Biết đúng kết quả, thấy rõ hạn chế.</p>'
    '<h2 id="muc-ii">II. Nội dung</h2><h3 id="muc-ii-1">1. Đối tượng kiểm tra</h3>'
    '<p id="muc-ii-1-a">a) Các sở, ban, ngành.</p><p id="muc-ii-1-b">b) Các xã, phường.</p>'
    "<table><tbody><tr><th>TT</th><th>Đơn vị</th></tr><tr><td>1</td><td>Sở Tài chính</td></tr>"
    "</tbody></table>"
    '<h2 id="muc-iii">III. Tổ chức thực hiện</h2><p>Sở Nội vụ chủ trì &amp; tổng hợp.</p>'
)


def refs(*codes: str) -> tuple[UnitRef, ...]:
    """Units as a record names them."""
    return tuple(UnitRef(code, NAMES.get(code, code)) for code in codes)


def plan(**values: Any) -> PlanPayload:
    """A plan with two kinds of inspection."""
    defaults: dict[str, Any] = {
        "year": 2026,
        "title": "Kế hoạch kiểm tra công tác cải cách hành chính năm 2026",
        "summary": "Kiểm tra trực tiếp ba cơ quan, đơn vị; nơi còn lại tự kiểm tra.",
        "document": document(),
        "missing_document_reason": "",
        "strands": (
            StrandPayload(
                "truc-tiep", "Kiểm tra trực tiếp theo kế hoạch", "onsite", "Kiểm tra trực tiếp",
                "Đoàn nghiên cứu hồ sơ và làm việc tại đơn vị.", "",
                refs("so-tai-chinh", "so-ngoai-vu", "ubnd-xa-mai-son"), (deadline(),),
            ),
            StrandPayload(
                "tu-kiem-tra", "Tự kiểm tra", "self_inspection", "Tự kiểm tra",
                "Đơn vị tự kiểm tra và gửi báo cáo.", "", refs("ubnd-phuong-moc-chau"),
                (
                    deadline(
                        "tu-kiem-tra", title="Gửi báo cáo tự kiểm tra", last_day="2026-11-29",
                        sentence="Văn bản ghi: trước ngày 30/11/2026, nên ngày cuối là 29/11/2026",
                    ),
                ),
            ),
        ),
        "review_period": "Từ ngày 01/01/2025 đến thời điểm kiểm tra",
        "visit_days": "Từ 02 đến 04 ngày làm việc",
        "sub_units": "Từ 02 đến 03 đơn vị trực thuộc",
        "team": ("Sở Nội vụ", "Văn phòng UBND tỉnh"),
        "body_html": BODY,
        "original": None,
        "contents": ("Công tác chỉ đạo, điều hành", "Cải cách thể chế"),
        "quantities": (
            QuantityPayload("so-ban", "Số bản báo cáo", "08 bộ", 8, 8, "bộ", "Tự kiểm tra"),
        ),
        "tasks": (
            TaskPayload(
                "1", "1", "Hướng dẫn đơn vị", "Trước ngày 01/3/2026", "2026-02-28",
                "Chậm nhất hết ngày 28/02/2026 (văn bản ghi: trước ngày 01/3/2026)",
                lead=refs("so-noi-vu"),
            ),
        ),
        "survey_groups": (
            SurveyGroupPayload("cc-ct", "CC-CT", "Công chức sở", "online", "Trực tuyến"),
        ),
        "demo": True,
    }  # fmt: skip
    return PlanPayload(**{**defaults, **values})


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


def publish_all(root: Path) -> None:
    """Every kind of page at least once: moved session, two versions, a merged unit, files."""
    publish("province", province())
    gone = unit(
        "ubnd-huyen-mai-son", valid_from="", valid_to="2025-06-30", level="district",
        level_name="Cấp huyện",
        successors=(
            SuccessionPayload(
                "ubnd-xa-mai-son", NAMES["ubnd-xa-mai-son"], "2025-07-01", "split", "Chia tách",
                "Nghị quyết số 1681/NQ-UBTVQH15",
            ),
        ),
    )  # fmt: skip
    born = unit(
        "ubnd-xa-mai-son",
        former_names=(FormerName("Ủy ban nhân dân thị trấn Hát Lót", "", "2025-06-30"),),
        predecessors=(
            SuccessionPayload(
                "ubnd-huyen-mai-son", NAMES["ubnd-huyen-mai-son"], "2025-07-01", "split",
                "Chia tách", "Nghị quyết số 1681/NQ-UBTVQH15",
            ),
        ),
    )  # fmt: skip
    for one in (gone, born, *map(unit, ("so-noi-vu", "so-tai-chinh", "so-ngoai-vu"))):
        publish(one.code, one)
    publish("ubnd-phuong-moc-chau", unit("ubnd-phuong-moc-chau", type="ward"))
    publish(
        "gioi-thieu",
        PagePayload(
            "Giới thiệu", "Cổng công bố kế hoạch, lịch và kết luận kiểm tra.", 1,
            '<h2 id="noi-dung">Nội dung</h2><p>Xem <a href="../lien-he/">Liên hệ</a>.</p>',
        ),
    )  # fmt: skip
    publish("lien-he", PagePayload("Liên hệ", "Nơi tiếp nhận.", 2, "<p>Sở Nội vụ.</p>"))
    _publish_records(root)


def _publish_records(root: Path) -> None:
    signed = stored_pdf(root, "Kế hoạch 2026 (đã ký).pdf", "Bản đã ký (PDF)")
    first = plan(document=document(signed_file=signed))
    publish(PLAN, first)
    corrected = replace(
        first,
        visit_days="Từ 02 đến 03 ngày làm việc",
        body_html=BODY.replace("thấy rõ hạn chế", "thấy rõ tồn tại, hạn chế"),
        relations=(
            RelationPayload(
                "amended_by-12", "amended_by", "Được sửa đổi, bổ sung bởi",
                "Quyết định số 12/QĐ-UBND ngày 05/3/2026", "12/QĐ-UBND", "2026-03-05", "sửa đổi",
            ),
        ),
    )  # fmt: skip
    correct(PLAN, corrected, "Sửa lỗi gõ ở mục I.")
    visits = {
        "so-tai-chinh": (
            session("b1", "2026-05-12", state="done"),
            session("b2", "2026-05-13", state="done", sub_unit="Trung tâm Tin học"),
        ),
        "so-ngoai-vu": (
            session(
                "b1", "2026-11-19", state="moved", moved_to="b2", reason="Trùng lịch họp UBND tỉnh"
            ),
            session("b2", "2026-12-08", time="08:00"),
        ),
        "ubnd-xa-mai-son": (
            session("b1", "2026-12-15"),
            session("b2", "2026-12-16", state="cancelled", reason="Rút ngắn thời gian"),
        ),
    }
    for code, sessions in visits.items():
        publish(f"2026/{code}", visit(code, *sessions))
    publish(CONCLUSION, conclusion())
    publish(CONCLUSION, remediation())
    publish(PLAN, timeliness())
