"""Step 7: findings, the conclusion notice, its public extract, remediation, petitions."""

from datetime import date
from pathlib import Path
from typing import Any

from portal.vietnamese import format_date
from tests.browser.papers import signed_pdf
from tests.browser.plan_steps import approve

SHORTCOMING = "Chưa công khai đầy đủ kết quả trả lời phản ánh, kiến nghị."
KEPT_INSIDE = "Một công chức đi muộn nhiều lần."
FIXED = "Đã công khai đủ trên trang thông tin của Ban."
PETITION = "Đề nghị tập huấn phần mềm một cửa cho công chức mới."


def record_findings(editor: Any, visit: str) -> None:
    """A shortcoming for the public, and one that the extract leaves out."""
    for text, public in ((SHORTCOMING, True), (KEPT_INSIDE, False)):
        page = editor.open(visit + "ghi-nhan/them/")
        page.check("[name=kind][value=shortcoming]")
        page.select_option("[name=domain]", "thu-tuc-hanh-chinh")
        page.fill("[name=text]", text)
        page.fill("[name=recommendation]", "Công khai lại trong tháng.")
        page.select_option("[name=due_kind]", "days_after")
        page.fill("[name=due_n]", "30")
        if not public:
            page.uncheck("[name=public]")
        editor.press("Lưu")
        editor.must_see(text)


def conclude(editor: Any, visit: str, folder: Path, on: date) -> None:
    """Draft the notice, take the Word file, record it as issued with its signed PDF."""
    page = editor.open(visit + "ket-luan/")
    if not page.input_value("[name=title]"):
        page.fill("[name=title]", "Thông báo kết luận kiểm tra đợt bổ sung")
    page.fill("[name=summary]", "Đơn vị thực hiện phần lớn nhiệm vụ cải cách hành chính.")
    page.fill("[name=extract_note]", "Lược bỏ nội dung liên quan đến cá nhân.")
    editor.press("Lưu dự thảo")
    word = page.request.get(editor.served.address + visit + "ket-luan/du-thao.docx")
    assert word.ok
    assert word.body()[:2] == b"PK"
    page = editor.open(visit + "ket-luan/ban-hanh/")
    page.fill("[name=number]", "77/TB-SNV")
    page.fill("[name=issued_on]", format_date(on))
    for name, value in (("issuer", "Sở Nội vụ"), ("signer", "Giám đốc (minh họa)"),
                        ("signer_title", "Giám đốc")):  # fmt: skip
        if page.locator(f"[name={name}]").count():
            page.fill(f"[name={name}]", value)
    page.set_input_files("[name=signed]", str(signed_pdf(folder, "ket-luan-77.pdf")))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state("load")
    editor.must_see("77/TB-SNV")


def publish(editor: Any, approver: Any, path: str, note: str) -> None:
    """Propose what ``path`` offers, and let the second person publish it."""
    page = editor.open(path)
    page.fill("[name=change_note]", note)
    editor.press("Trình đăng")
    assert "/dang/" in page.url, page.inner_text("main")
    approve(approver, page.url.removeprefix(editor.served.address))


def read_conclusion(reader: Any) -> str:
    """The public reads the extract: its note, the shortcoming, nothing that was kept inside."""
    page = reader.open("/ket-luan/")
    page.locator("main a", has_text="Ban Quản lý các khu công nghiệp").first.click()
    page.wait_for_load_state("load")
    if SHORTCOMING not in page.inner_text("main"):
        page = reader.open("/ket-luan/")
        links = page.locator("main a[href*='/ket-luan/']").evaluate_all(
            "links => links.map(link => link.getAttribute('href'))"
        )
        for link in links:
            page = reader.open(link)
            if SHORTCOMING in page.inner_text("main"):
                break
    reader.must_see("77/TB-SNV")
    reader.must_see("trích")
    assert KEPT_INSIDE not in page.content()
    return page.url.removeprefix(reader.served.address)


def report_remediation(unit: Any, visit_id: str, folder: Path, on: date) -> None:
    """The unit sees the conclusion and what is owed, and reports what it mended."""
    page = unit.open(f"/lam-viec/don-vi/kiem-tra/{visit_id}/")
    unit.must_see(SHORTCOMING)
    page = unit.open(f"/lam-viec/don-vi/kiem-tra/{visit_id}/khac-phuc/f1/")
    page.fill("[name=text]", FIXED)
    if page.locator("[name=on]").count():
        page.fill("[name=on]", format_date(on))
    page.locator("main form [type=file]").first.set_input_files(
        str(signed_pdf(folder, "khac-phuc.pdf"))
    )
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state("load")
    unit.must_see("Đã báo cáo")


def verify_remediation(editor: Any, visit: str, on: date) -> None:
    """The office verifies what the unit reported: a second, separate fact."""
    page = editor.open(visit + "khac-phuc/f1/")
    editor.must_see(FIXED)
    page.check("[name=outcome][value=verified]")
    page.fill("[name=text]", "Đã kiểm tra trên trang thông tin.")
    page.fill("[name=on]", format_date(on))
    editor.press("Lưu kết quả xác minh")
    page = editor.open(visit + "kien-nghi/them/")
    page.fill("[name=text]", PETITION)
    page.fill("[name=agency]", "Sở Khoa học và Công nghệ")
    page.fill("[name=due_on]", "31/12/2026")
    page.check("[name=public]")
    editor.press("Lưu")
    editor.must_see(PETITION)
