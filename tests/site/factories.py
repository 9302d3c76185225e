"""Public payloads of a small province: its identity, its units, its plan and their parts."""

from typing import Any

from portal.plans.payload import (
    PlanPayload,
    QuantityPayload,
    StrandPayload,
    SurveyGroupPayload,
    TaskPayload,
)
from portal.publishing.editorial import ProvincePayload
from portal.publishing.payload import UnitRef
from portal.publishing.shared import PublicDeadline, PublicDocument
from portal.units.payload import UnitPayload

PLAN = "2026/kiem-tra-cchc"
NAMES = {
    "so-noi-vu": "Sở Nội vụ",
    "so-tai-chinh": "Sở Tài chính",
    "so-ngoai-vu": "Sở Ngoại vụ",
    "ubnd-xa-mai-son": "Ủy ban nhân dân xã Mai Sơn",
    "ubnd-phuong-moc-chau": "Ủy ban nhân dân phường Mộc Châu",
    "ubnd-huyen-mai-son": "Ủy ban nhân dân huyện Mai Sơn",
}


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
