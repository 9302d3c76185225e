"""Steps 2 and 3: the office enters a plan and publishes it; the public reads it."""

from pathlib import Path
from typing import Any

from tests.browser.papers import plan_in_word, signed_pdf

TITLE = "Kế hoạch kiểm tra bổ sung công tác cải cách hành chính"
UNIT = "Ban Quản lý các khu công nghiệp"


def enter_plan(editor: Any, year: int, folder: Path) -> str:
    """Enter a plan with its kinds, units, deadlines, text and issued document; its path."""
    page = editor.open("/lam-viec/dieu-hanh/ke-hoach/them/")
    page.fill("[name=title]", TITLE)
    page.fill("[name=year]", str(year))
    page.fill("[name=summary]", "Kiểm tra bổ sung một đơn vị; các đơn vị khác tự kiểm tra.")
    editor.press("Lưu")
    path = page.url.removeprefix(editor.served.address).split("#")[0]
    _add_strand(editor, path)
    _add_deadlines(editor, path)
    _import_text(editor, path, folder)
    _record_document(editor, path, folder)
    return path


def _add_strand(editor: Any, path: str) -> None:
    page = editor.open(path + "loai/them/")
    page.fill("[name=name]", "Kiểm tra trực tiếp bổ sung")
    page.check("[name=mode][value=onsite]")
    editor.press("Lưu")
    editor.open(path)
    editor.follow("Chọn đơn vị")
    page.fill("[name=pasted]", "BQL các KCN\nSở Không Có Thật")
    editor.press("Đối chiếu danh sách dán")
    editor.must_see("Sở Không Có Thật")
    assert page.locator("[name=units]:checked").count() == 1
    editor.press("Lưu danh sách đơn vị")
    editor.must_see("Có tên chưa khớp đơn vị nào")
    page.fill("[name=pasted]", "")
    editor.press("Lưu danh sách đơn vị")
    editor.must_see("Đã lưu 1 đơn vị")
    editor.must_see(UNIT)


def _add_deadlines(editor: Any, path: str) -> None:
    page = editor.page
    for title, duty, number in (
        ("Gửi báo cáo cho Đoàn kiểm tra", "visit_report", "5"),
        ("Thông báo lịch kiểm tra", "schedule_notice", "10"),
    ):
        editor.open(path)
        editor.follow("Thêm thời hạn")
        page.fill("[name=title]", title)
        page.select_option("[name=duty]", duty)
        page.select_option("[name=kind]", "days_before_visit")
        page.wait_for_selector("[name=n]")
        page.fill("[name=n]", number)
        editor.press("Lưu thời hạn")
        editor.must_see(title)


def _import_text(editor: Any, path: str, folder: Path) -> None:
    page = editor.open(path + "nhap-word/")
    page.set_input_files("[name=file]", str(plan_in_word(folder)))
    editor.press("Tải lên và xem trước")
    editor.must_see("Số: /QĐ-UBND")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state("load")


def _record_document(editor: Any, path: str, folder: Path) -> None:
    page = editor.open(path + "van-ban/")
    page.select_option("[name=kind]", "ke-hoach")
    page.fill("[name=number]", "199/KH-UBND")
    page.fill("[name=issued_on]", "05/03/2024")
    page.fill("[name=issuer]", "Ủy ban nhân dân tỉnh Sơn La")
    page.fill("[name=signer]", "Người ký minh họa")
    page.fill("[name=signer_title]", "Phó Chủ tịch")
    page.fill("[name=subject]", "Kiểm tra bổ sung công tác cải cách hành chính")
    page.fill("[name=place]", "Sơn La")
    page.set_input_files("[name=signed_file]", str(signed_pdf(folder, "ke-hoach-199.pdf")))
    editor.press("Lưu")
    editor.must_see("199/KH-UBND")


def propose_plan(editor: Any, path: str, note: str, kind: str = "") -> str:
    """Propose the plan for publication; the path of the request."""
    page = editor.open(path + "trinh-dang/")
    if kind:
        page.check(f"[name=change_kind][value={kind}]")
    page.fill("[name=change_note]", note)
    editor.press("Trình đăng")
    assert "/dang/" in page.url, page.inner_text("main")
    return page.url.removeprefix(editor.served.address)


def approve(approver: Any, request_path: str, what: str = "đăng") -> None:
    """Look at the request and its preview, then carry it out as the second person."""
    approver.open(request_path)
    approver.press(f"Duyệt và {what} ngay")
    approver.must_see(f"Đã {what}")


def correct_plan(editor: Any, path: str) -> str:
    """Correct a slip of the pen in the published plan and propose it as đính chính."""
    page = editor.open(path + "sua/")
    page.fill("[name=summary]", "Kiểm tra bổ sung một đơn vị; các đơn vị còn lại tự kiểm tra.")
    editor.press("Lưu")
    return propose_plan(editor, path, "Sửa lỗi câu chữ ở phần tóm tắt", "correction")


def read_plan(reader: Any, title: str = TITLE) -> str:
    """The public finds the plan, its metadata, unit and explained deadline; its path."""
    page = reader.open("/ke-hoach/")
    reader.follow(title)
    for text in ("199/KH-UBND", "05/03/2024", "Người ký minh họa", UNIT, "05 ngày"):
        reader.must_see(text)
    assert page.locator("[id^=muc-]").count() > 3, "clauses carry anchors"
    return page.url.removeprefix(reader.served.address)


def withdraw_plan(editor: Any, path: str) -> str:
    """Propose to take the plan off the site, with kind and reason; the request's path."""
    page = editor.open(path + "ngung-dang/")
    page.check("main [type=radio][value=mistake]")
    page.fill("[name=reason]", "Đăng nhầm bản dự thảo")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state("load")
    assert "/dang/" in page.url, page.inner_text("main")
    return page.url.removeprefix(editor.served.address)
