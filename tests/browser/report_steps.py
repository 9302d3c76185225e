"""Steps 5 and 6: the unit writes and sends its report; the office reviews it."""

from datetime import date
from pathlib import Path
from typing import Any

from portal.vietnamese import format_date
from tests.browser.papers import signed_pdf

COMMENT = "Đề nghị nêu rõ số nhiệm vụ chưa hoàn thành."
TEXT = "Đơn vị có 25 công chức; đã kiện toàn bộ phận đầu mối cải cách hành chính."


def open_report(unit: Any, plan_title: str) -> str:
    """The unit sees what it owes, and by when; the path of the report of this plan."""
    page = unit.open("/lam-viec/don-vi/")
    unit.must_see("Hạn gửi")
    card = page.locator("main li, main article, main .app-card").filter(has_text=plan_title)
    card.first.locator("a").first.click()
    page.wait_for_load_state("load")
    return page.url.removeprefix(unit.served.address)


def fill_outline(unit: Any, path: str) -> None:
    """Write a section; it is saved while one types, and once more on the button."""
    page = unit.open(path + "de-cuong/p1.i/")
    page.fill("main [name=value]", TEXT)
    page.keyboard.press("Tab")
    unit.must_see("Đã lưu")
    page.reload()
    assert TEXT in page.input_value("main [name=value]"), "what was acknowledged is kept"
    unit.press("Lưu và đánh dấu đã đủ")
    page = unit.open(path + "de-cuong/p2.iv/")
    boxes = page.locator("main textarea[name=value], main input[name=value]")
    boxes.nth(0).fill("Bổ sung máy quét cho bộ phận một cửa")
    boxes.nth(1).fill("Sở Khoa học và Công nghệ")
    unit.press("Lưu và đánh dấu đã đủ")


def fill_tasks(unit: Any, path: str) -> None:
    """Add a row to the TTHC group that the original table forgot."""
    page = unit.open(path + "phu-luc-1/thu-tuc-hanh-chinh/them/")
    fields = page.locator("main form").first
    for name, value in (
        ("name", "Rà soát, đơn giản hóa thủ tục hành chính"),
        ("doc_number", "15/KH-BQL"),
        ("subject", "Kế hoạch rà soát thủ tục hành chính"),
        ("due", "31/03/2024"),
        ("doc_date", "20/03/2024"),
    ):
        if fields.locator(f"[name={name}]").count():
            fields.locator(f"[name={name}]").fill(value)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state("load")
    unit.open(path + "phu-luc-1/")
    unit.must_see("Rà soát, đơn giản hóa thủ tục hành chính")
    unit.must_see("Đúng hạn")


def fill_statistics(unit: Any, path: str) -> None:
    """Type into the grid with the keyboard; wrong input is told at the cell and kept."""
    page = unit.open(path + "phu-luc-2/")
    page.fill("[name=cutoff]", "15/11/2024")
    cell = page.locator("[name='stat:i.1-nhiem-vu:current']")
    cell.click()
    cell.fill("1.204")
    page.keyboard.press("Enter")
    unit.must_see("Đã lưu")
    done = page.locator("[name='stat:i.1-hoan-thanh:current']")
    done.fill("một nghìn")
    page.keyboard.press("Tab")
    page.wait_for_selector("[name='stat:i.1-hoan-thanh:current'][aria-invalid=true]")
    assert done.input_value() == "một nghìn"
    done.fill("1204")
    page.keyboard.press("Tab")
    page.wait_for_selector("[name='stat:i.1-hoan-thanh:current']:not([aria-invalid=true])")
    page.reload()
    assert page.input_value("[name='stat:i.1-nhiem-vu:current']") == "1.204"
    assert page.input_value("[name='stat:i.1-hoan-thanh:current']") == "1.204"
    page.get_by_role("button", name="Lưu bảng").last.click()
    page.wait_for_load_state("load")


def attach_evidence(unit: Any, path: str, folder: Path) -> None:
    """Attach a document; a program is refused with a plain sentence."""
    page = unit.open(path + "minh-chung/")
    wrong = folder / "chuong-trinh.pdf"
    wrong.write_bytes(b"MZ" + b"\0" * 200)
    page.fill("[name=subject]", "Kế hoạch cải cách hành chính năm")
    page.set_input_files("[name=file]", str(wrong))
    unit.press("Đính kèm")
    unit.must_see("không phải là PDF")
    assert page.input_value("[name=subject]") == "Kế hoạch cải cách hành chính năm"
    page.set_input_files("[name=file]", str(signed_pdf(folder, "ke-hoach-cchc.pdf")))
    unit.press("Đính kèm")
    unit.must_see("ke-hoach-cchc.pdf")


def send(unit: Any, path: str, folder: Path, number: str) -> str:
    """Check, download the Word file, upload the signed PDF, send; the receipt's text."""
    page = unit.open(path + "kiem-tra/")
    word = page.request.get(unit.served.address + path + "bao-cao.docx")
    assert word.ok
    assert word.body()[:2] == b"PK"
    unit.follow("Tiếp tục: xác nhận và gửi")
    page.fill("[name=doc_number]", number)
    page.fill("[name=doc_date]", "20/11/2024")
    page.fill("[name=signer]", "Trưởng ban (minh họa)")
    page.set_input_files("[name=file]", str(signed_pdf(folder, number.replace("/", "-") + ".pdf")))
    for name, value in (("missing_reason", "Số liệu các mục khác gửi sau"), ("late_reason", "")):
        box = page.locator(f"[name={name}]")
        if box.count() and value:
            box.fill(value)
    page.check("[name=confirm]")
    unit.press("Xác nhận và gửi báo cáo")
    if page.locator("[name=late_reason]").count():
        page.fill("[name=late_reason]", "Chờ số liệu của đơn vị trực thuộc")
        page.set_input_files("[name=file]", str(signed_pdf(folder, "gui-lai.pdf")))
        page.check("[name=confirm]")
        unit.press("Xác nhận và gửi báo cáo")
    unit.must_see("Mã xác thực")
    return page.inner_text("main")


def duty_path(editor: Any, unit_name: str, plan_title: str) -> str:
    """The duty's page at the office, from the board that says who has sent what."""
    page = editor.open("/lam-viec/dieu-hanh/nop-bao-cao/")
    plan = page.locator("[name=ke-hoach], [name=plan], main select").first
    plan.select_option(label=[o for o in plan.locator("option").all_inner_texts()
                              if plan_title in o][0])  # fmt: skip
    with page.expect_navigation(wait_until="load", timeout=30_000):
        editor.press("Lọc")
    editor.follow(unit_name)
    return page.url.removeprefix(editor.served.address)


def return_report(editor: Any, duty: str, new_due: date) -> None:
    """Comment on a cell, keep an internal note apart, return with a new date."""
    page = editor.open(duty + "lan/1/gop-y/?muc=stat:i.1-hoan-thanh")
    page.fill("main textarea", COMMENT)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state("load")
    page = editor.open(duty + "lan/1/tra-lai/")
    page.fill("main textarea", "Bổ sung theo ý kiến đã ghi.")
    page.fill("main [name=new_due_on]", format_date(new_due))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state("load")
    editor.must_see("Đã trả lại")


def correct(unit: Any, path: str) -> None:
    """The unit sees the comment at the report and corrects what was flagged."""
    page = unit.open(path)
    unit.must_see(COMMENT)
    page = unit.open(path + "phu-luc-2/")
    page.fill("[name='stat:i.1-hoan-thanh:current']", "1.180")
    page.keyboard.press("Tab")
    unit.must_see("Đã lưu")


def accept(editor: Any, duty: str) -> None:
    """The office opens on what changed and accepts the second submission."""
    editor.open(duty + "lan/2/")
    editor.must_see("1.180")
    page = editor.open(duty + "lan/2/chap-nhan/")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state("load")
    editor.must_see("Đã chấp nhận")
