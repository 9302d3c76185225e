"""Vietnamese words for the kinds of publication and the fields of payloads."""

import re

from portal.publishing.rules import Deciding

KINDS = {
    "plan": "Kế hoạch",
    "visit": "Cuộc kiểm tra",
    "conclusion": "Thông báo kết luận",
    "remediation": "Khắc phục sau kiểm tra",
    "timeliness": "Bảng nộp báo cáo",
    "unit": "Đơn vị",
    "page": "Trang thông tin",
    "province": "Thông tin cổng",
}
STATES = {
    "waiting": ("Chờ duyệt đăng", "orange"),
    "approved": ("Đã duyệt đăng", "blue"),
    "published": ("Đã đăng", "green"),
    "refused": ("Không duyệt", "red"),
    "recalled": ("Đã rút lại", "grey"),
}
#: The same of a request that takes something off the site.
ENDING_STATES = {
    **STATES,
    "waiting": ("Chờ duyệt ngừng đăng", "orange"),
    "approved": ("Đã duyệt ngừng đăng", "blue"),
    "published": ("Đã ngừng đăng", "grey"),
}
#: How a publication was allowed, as records say it.
MODES = {
    "portal": "Người thứ hai duyệt trên cổng",
    "paper": "Duyệt trên giấy",
    "alone": "Người trình tự duyệt (cơ quan chỉ có một người duyệt)",
    "forced": "Đăng không chờ người thứ hai",
    "setup": "Nạp dữ liệu ban đầu",
}
ERASURES = {
    "waiting": ("Chờ người thứ hai xác nhận", "orange"),
    "done": ("Đã xóa", "red"),
    "refused": ("Không xóa", "grey"),
}


def states_of(change_kind: str) -> dict[str, tuple[str, str]]:
    """The states of a request with their tones: a withdrawal carried out was not “Đã đăng”."""
    return ENDING_STATES if change_kind == "withdrawal" else STATES


#: What became of a file of an erased publication.
FATES = {
    "erased": "Đã xóa khỏi kho tệp.",
    "shared": "Còn dùng ở một nội dung khác đang đăng nên chưa xóa.",
    "held": "Còn là tài liệu của một hồ sơ nội bộ (bản nộp, bản chụp) nên chưa xóa.",
}
FIELDS = {
    "agency": "cơ quan", "answer": "trả lời", "answers": "kiến nghị",
    "body_html": "nội dung văn bản", "cause": "nguyên nhân", "deadline": "thời hạn",
    "deadlines": "thời hạn", "document": "văn bản", "domain_name": "lĩnh vực",
    "extract_note": "ghi chú bản trích", "findings": "phát hiện", "headline": "tiêu đề",
    "is_extract": "bản trích công khai", "issued_on": "ngày ban hành", "issuer": "cơ quan ban hành",
    "last_day": "ngày cuối", "legal_bases": "căn cứ", "method": "phương pháp",
    "missing_document_reason": "lý do chưa có văn bản", "moved_to": "chuyển sang buổi",
    "name": "tên", "number": "số, ký hiệu", "on": "ngày", "original": "tệp gốc",
    "part_name": "buổi", "place": "địa điểm", "reason": "lý do", "recipients": "nơi nhận",
    "recommendation": "kiến nghị khắc phục", "relations": "văn bản liên quan",
    "first_reported_on": "ngày báo cáo lần đầu",
    "reported_on": "ngày đơn vị báo cáo", "reported_text": "nội dung báo cáo",
    "review_period": "thời kỳ kiểm tra", "rows": "dòng", "sentence": "diễn giải thời hạn",
    "sessions": "buổi làm việc", "sign_capacity": "thẩm quyền ký", "signed_file": "tệp đã ký",
    "signer": "người ký", "signer_title": "chức vụ người ký", "state": "trạng thái",
    "state_name": "trạng thái", "strands": "loại kiểm tra", "strand_name": "loại kiểm tra",
    "sub_unit": "đơn vị trực thuộc", "sub_units": "đơn vị trực thuộc", "subject": "trích yếu",
    "summary": "tóm tắt", "team": "Đoàn kiểm tra", "team_head": "Trưởng đoàn", "text": "nội dung",
    "time": "giờ", "title": "tên", "unit": "đơn vị", "units": "đơn vị",
    "verified_on": "ngày xác minh", "verified_text": "kết quả xác minh",
    "ballot_code": "mã phiếu", "ballots": "số phiếu", "ballots_rule": "cách tính số phiếu",
    "due_words": "thời gian hoàn thành", "lead": "chủ trì", "maximum": "tối đa",
    "minimum": "tối thiểu", "mode_name": "hình thức", "note": "ghi chú",
    "plan_kind": "loại kế hoạch", "quantities": "chỉ tiêu, số lượng", "rates": "khối được đánh giá",
    "role_name": "vai trò", "subjects": "đối tượng đánh giá, xếp hạng", "support": "phối hợp",
    "survey_groups": "đối tượng điều tra xã hội học", "tasks": "nhiệm vụ",
    "team_roles": "thành phần Đoàn kiểm tra",
    "ahead": "chưa đến hạn", "as_of": "tính đến ngày", "columns": "loại báo cáo",
    "days_late": "số ngày quá hạn", "due": "hạn nộp", "extended": "đã gia hạn",
    "late": "nộp quá hạn", "missing": "chưa nộp", "on_time": "đúng hạn", "result_name": "kết quả",
    "waived": "được miễn",
    "visit_days": "thời hạn kiểm tra", "visit_dates": "ngày kiểm tra", "year": "năm",
}  # fmt: skip


def field_label(path: str) -> str:
    """“thời hạn › ngày cuối” for ``strands[a].deadlines[b].last_day``."""
    steps = [re.sub(r"\[.*?\]", "", step) for step in path.split(".")]
    return " › ".join(FIELDS.get(step, step.replace("_", " ")) for step in steps if step)


def next_words(
    state: str, facts: Deciding, hour: str, late: bool = False, stopped: bool = False
) -> str:
    """What happens next with a request, in one sentence to the person of ``facts``.

    ``hour`` is the planned hour in words, empty when none is planned; ``late``: it is long past;
    ``stopped``: the planned publication could not be done, and trying again would not help.
    """
    if state == "approved":
        if stopped:
            return (
                "Việc đăng theo hẹn đã dừng, nội dung này chưa lên trang công khai. Rút lại phiếu "
                "trình, xem lại hồ sơ rồi trình phiếu mới."
            )
        if late:
            return (
                f"Hẹn đăng {hour} mà cổng chưa đăng: bộ hẹn giờ của máy chủ có thể không chạy. "
                "Báo quản trị, hoặc chọn “Đăng ngay”."
            )
        if hour:
            return f"Cổng tự đăng lúc {hour}. Trước giờ đó có thể đổi giờ, hủy hẹn hoặc rút phiếu."
        return "Đã được duyệt nhưng chưa đăng: chọn “Đăng ngay” hoặc hẹn giờ đăng."
    if state == "refused":
        return "Người trình sửa theo ý kiến rồi trình lại."
    if state == "recalled":
        return "Phiếu đã rút, không còn tác dụng. Muốn đăng thì trình phiếu mới."
    if state == "published":
        return "Không còn việc. Muốn thay đổi nội dung đã đăng thì trình phiếu mới."
    if facts.is_author:
        return "Người duyệt đăng xem trước rồi quyết định; anh/chị sẽ thấy kết quả tại đây."
    if facts.may_approve:
        return "Anh/chị xem trước rồi duyệt, hẹn giờ đăng hoặc trả lại."
    return "Người duyệt đăng xem trước rồi quyết định."
