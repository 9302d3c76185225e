"""Decisions about plans: kinds of inspection, duties, relations, and what may be published."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.deadlines.deadline_rule import DeadlineRule

MODES = {
    "onsite": "Kiểm tra trực tiếp",
    "self_inspection": "Tự kiểm tra",
    "unannounced": "Kiểm tra đột xuất",
    "report": "Kiểm tra qua báo cáo",
    "online": "Kiểm tra trực tuyến",
    "recheck": "Phúc tra",
}
DUTIES = {
    "visit_report": "Đơn vị gửi báo cáo trước cuộc kiểm tra",
    "schedule_notice": "Đoàn kiểm tra thông báo lịch",
    "self_inspection_plan": "Đơn vị gửi kế hoạch tự kiểm tra",
    "self_inspection_report": "Đơn vị gửi báo cáo tự kiểm tra",
    "remediation_report": "Đơn vị gửi báo cáo khắc phục",
    "civil_service_half": "Đơn vị gửi báo cáo công vụ 06 tháng",
    "civil_service_year": "Đơn vị gửi báo cáo công vụ năm",
    "other": "Việc khác",
}
RULE_KINDS = {
    "before_date": "Trước một ngày (đến ngày đó là quá hạn)",
    "by_date": "Chậm nhất, đến hết một ngày",
    "on_date": "Đúng một ngày",
    "days_before_visit": "Trước ngày kiểm tra một số ngày",
    "days_after": "Trong một số ngày kể từ một sự kiện",
    "month": "Trong một tháng",
    "quarter": "Trong một quý",
    "months": "Trong nhiều tháng",
    "range": "Từ ngày … đến ngày …",
    "duration": "Kéo dài một số ngày kể từ một sự kiện",
    "decided_by_head": "Do Trưởng đoàn quyết định",
    "free": "Không ấn định ngày, ghi bằng lời",
}
#: code: (said of the plan it is about, code and words said of the plan that is the document)
RELATIONS = {
    "amends": ("amended_by", "Được sửa đổi, bổ sung bởi", "Sửa đổi, bổ sung"),
    "replaces": ("replaced_by", "Được thay thế bởi", "Thay thế"),
    "repeals": ("repealed_by", "Bị bãi bỏ bởi", "Bãi bỏ"),
    "corrects": ("corrected_by", "Được đính chính bởi", "Đính chính"),
    "issues": ("issued_with", "Ban hành kèm theo", "Văn bản kèm theo"),
    "basis": ("based_on", "Căn cứ", "Là căn cứ của"),
}
#: Relations that allow a change of substance.
AMENDING = frozenset({"amended_by", "replaced_by"})
#: Parts of a public plan that only an issued document may change.
SUBSTANCE = {
    "title": "tên kế hoạch",
    "year": "năm",
    "review_period": "thời kỳ kiểm tra",
    "visit_days": "thời hạn kiểm tra",
    "sub_units": "đơn vị trực thuộc",
    "team": "thành phần Đoàn kiểm tra",
    "contents": "nội dung kiểm tra",
    "strands": "loại kiểm tra, đơn vị, thời hạn",
    "plan_kind": "loại kế hoạch",
    "quantities": "chỉ tiêu, số lượng",
    "team_roles": "vai trò trong Đoàn kiểm tra",
    "tasks": "nhiệm vụ và thời gian hoàn thành",
    "survey_groups": "đối tượng điều tra xã hội học",
    "subjects": "đối tượng đánh giá, xếp hạng",
    "body_html": "toàn văn",
}
#: What an issued document needs to be published without a stated reason.
DOCUMENT_PARTS = {
    "number": "số, ký hiệu",
    "issued_on": "ngày ban hành",
    "signed_file": "bản đã ký (PDF)",
}
_BLOCK_END = re.compile(
    r"(</(?:p|h[2-4]|li|ul|ol|table|caption|thead|tbody|tr|blockquote)>|<(?:ul|ol|table|thead|tbody|tr)>)(?=<)"
)
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class State:
    """Where a plan stands on its way to readers, in words and a tone of ``state_tag``."""

    text: str
    tone: str
    version: int = 0
    waiting: bool = False
    changed: bool = False
    withdrawn: bool = False


def state_of(version: int, withdrawn: bool, waiting: bool, changed: bool) -> State:
    """The state of a plan. ``version`` is the newest public one (0: none yet); ``changed``:
    the working text differs from what is public or, when one waits, from what was proposed."""
    if waiting:
        text = "Chờ duyệt đăng" + (", đã sửa thêm sau khi trình" if changed else "")
        return State(text, "warn" if changed else "info", version, True, changed, withdrawn)
    if withdrawn:
        return State("Đã ngừng đăng", "late", version, withdrawn=True, changed=changed)
    if not version:
        return State("Nháp", "muted", changed=True)
    if changed:
        return State(
            f"Đã đăng phiên bản {version}, có thay đổi chưa đăng", "warn", version, False, True
        )
    return State(f"Đã đăng phiên bản {version}", "ok", version)


def naming_day(issued_on: date | None, year: int, today: date) -> date:
    """The day whose register a plan is about: units exist and are named as on that day.

    The day of issue; while it is not known, today kept within the year of the plan.
    """
    return issued_on or min(max(today, date(year, 1, 1)), date(year, 12, 31))


def laid_out(html: str) -> str:
    """The same HTML with a block a line: what people edit and compare, and what is stored."""
    return _BLOCK_END.sub(r"\1\n", html).strip()


def is_code(text: str) -> bool:
    """Whether ``text`` may be a code: lower-case ASCII words joined by hyphens."""
    return len(text) <= 60 and _CODE.fullmatch(text) is not None


def free_code(wanted: str, taken: set[str], default: str) -> str:
    """``wanted`` (or ``default`` when it is empty), with -2, -3 … behind it when taken."""
    base, code, n = wanted or default, wanted or default, 1
    while code in taken:
        n += 1
        code = f"{base}-{n}"
    return code


def duty_fits(duty: str, rule: DeadlineRule) -> str:
    """Why a rule cannot stand for a duty, in Vietnamese; empty when it can."""
    if duty != "other" and rule.kind == "duration":
        return "Thời gian kéo dài không phải hạn gửi; hãy chọn nghĩa vụ “Việc khác”."
    before = rule.kind == "days_before_visit"
    if duty == "schedule_notice" and rule.kind == "days_after":
        return "Thông báo lịch phải trước ngày kiểm tra, không tính “kể từ” một sự kiện."
    if duty not in ("visit_report", "schedule_notice", "other") and before:
        return "Báo cáo này không tính theo ngày kiểm tra; hãy chọn cách tính khác."
    return ""


@dataclass(frozen=True)
class Offer:
    """What a clerk wants published. ``public`` is the last public version (None: never any);
    ``used`` are labels of amending documents that an earlier version already went by."""

    change_kind: str
    proposed: Mapping[str, Any]
    public: Mapping[str, Any] | None
    reason: str = ""
    used: frozenset[str] = frozenset()


def missing_parts(document: Mapping[str, Any]) -> list[str]:
    """What the record of the issued document still lacks, in words."""
    return [words for name, words in DOCUMENT_PARTS.items() if not document.get(name)]


def changed_substance(public: Mapping[str, Any], proposed: Mapping[str, Any]) -> list[str]:
    """The parts of substance that differ, in words."""
    return [words for name, words in SUBSTANCE.items() if public.get(name) != proposed.get(name)]


def offer_problems(offer: Offer) -> dict[str, str]:
    """Why an offer may not go to the approver: {field of the form: message}; empty when it may.

    Issuing is not publishing: after the first publication, substance changes only by an
    amending document with its own number and date, or to mend a mistake of publication.
    """
    found: dict[str, str] = {}
    missing = missing_parts(offer.proposed["document"])
    if missing and not offer.reason.strip():
        found["missing_document_reason"] = (
            f"Văn bản chưa có {', '.join(missing)}: cần nêu lý do đăng khi chưa đủ."
        )
    problem = _kind_problem(offer)
    if problem:
        found["change_kind"] = problem
    return found


def _kind_problem(offer: Offer) -> str:
    if offer.public is None:
        return "" if offer.change_kind == "first" else "Kế hoạch chưa đăng lần nào."
    if offer.change_kind == "first":
        return "Kế hoạch đã từng được đăng; hãy chọn loại thay đổi khác."
    if offer.change_kind == "correction":
        return ""
    changed = changed_substance(offer.public, offer.proposed)
    if offer.change_kind == "update" and changed:
        return (
            f"Đã thay đổi {'; '.join(changed)}. Thay đổi nội dung phải theo văn bản sửa đổi, "
            "thay thế; chỉ lỗi khi đăng mới được đính chính."
        )
    if offer.change_kind == "amended" and not _new_amendment(offer):
        return (
            "Chưa ghi văn bản sửa đổi, thay thế có số và ngày cho lần thay đổi này. "
            "Hãy thêm ở mục “Văn bản liên quan”."
        )
    return ""


def _new_amendment(offer: Offer) -> bool:
    return any(
        row["kind"] in AMENDING
        and row["number"]
        and row["issued_on"]
        and row["label"] not in offer.used
        for row in offer.proposed["relations"]
    )
