"""The signed PDF beside the data: differing numbers are listed, what cannot be read is said."""

import io
import unicodedata
from datetime import UTC, datetime

import pytest

from portal.documents.models import Blob
from portal.documents.pdf_signatures import ROOTS, PdfSignature
from portal.reports.attached_models import SignedCopy
from portal.reports.draft_values import read_field
from portal.reports.form_version import applicable
from portal.reports.layout import lay_out
from portal.reports.models import Duty, Submission
from portal.reports.signed_pdf.rules import SignedCheck, TextCheck, check_text, sentence
from portal.vietnamese import fold
from tests.documents.signed_pdfs import kept_with, ocsp_answer, pdf, root_pem, signed
from tests.reports import factories
from tests.reports.unit_pages.steps import sending

FORM = applicable(factories.definition("son-la-2026"), "province")
_TYPED = {"flag": ["Có"], "percent": ["98,5"], "count": ["1.204"]}
CELL = "stat:i.1-nhiem-vu:current"


def answered():
    return {
        item.field(column): read_field(
            FORM, item.field(column), _TYPED.get(item.type, ["12", "1.250"])
        )
        for item in FORM.indicators
        for column in ("previous", "current")
    }


def pages_of(values):
    """The table as the text of a PDF gives it, a page with its number after every 30 rows."""
    lines = []
    for place, line in enumerate(lay_out(FORM, values, 2024).statistics):
        cells = " ".join(text for _, text in line.cells.values())
        lines.append(f"{line.number} {line.label} {line.unit} {cells} {line.note}")
        if place % 30 == 29:
            lines.append(f"{place // 30 + 2}")
    return [" ".join(lines)]


def test_the_file_made_from_the_data_has_no_other_number():
    values = answered()
    found = check_text(FORM, values, 2024, ["Báo cáo số 12", *pages_of(values)])
    assert (found.state, found.differences, found.missing) == ("compared", (), ())
    assert found.compared > 90


def test_a_number_that_differs_is_listed_with_both():
    values = answered()
    other = {**values, CELL: {"state": "value", "value": "1205"}}
    [one] = check_text(FORM, values, 2024, pages_of(other)).differences
    assert FORM.indicator("i.1-nhiem-vu").label in one.label
    assert "1.204" in one.data
    assert "1.205" in one.file


def test_accents_apart_from_their_letters_do_no_harm():
    values = answered()
    pages = [unicodedata.normalize("NFD", page) for page in pages_of(values)]
    assert check_text(FORM, values, 2024, pages).differences == ()


@pytest.mark.parametrize(
    ("pages", "state"),
    [([], "no_text"), (["1", "2"], "no_text"), (["Kính gửi Sở Nội vụ " * 20], "no_table")],
)
def test_a_scan_and_a_letter_without_the_table_are_told_apart(pages, state):
    assert check_text(FORM, answered(), 2024, pages).state == state


def test_only_what_should_be_looked_at_is_grave():
    text = TextCheck("no_text")
    graves = [SignedCheck((PdfSignature(state),), text).grave
              for state in ("valid", "untrusted", "revoked", "altered", "unreadable")]  # fmt: skip
    assert graves == [False, False, True, True, True]
    assert not SignedCheck((), text).grave
    assert "sửa sau khi ký" in sentence(PdfSignature("altered"))


@pytest.fixture
def head(sign_in, unit, duty):
    return sign_in("unit_head", unit)


def upload(head, root, content, status=302):
    return head.post(f"{root}ban-ky/", {"file": (io.BytesIO(content), "bao-cao.pdf")}, status)


def test_the_unit_sees_the_signer_before_it_sends(head, app, duty, root):
    upload(head, root, signed(pdf("Bao cao cua don vi " * 4)))
    page = head.get(f"{root}ban-ky/")
    assert "Trần Thị Bình" in page.text
    assert "Chưa xác minh được người ký" in page.text
    assert "Chưa kiểm tra được thu hồi" in page.text
    folder = app.config["DATA"] / ROOTS
    folder.mkdir(parents=True)
    (folder / "goc.crt").write_bytes(root_pem())
    assert "Chữ ký số hợp lệ" in head.get(f"{root}ban-ky/").text
    page = head.get(f"{root}gui/")
    assert "bao-cao.pdf" in page.text
    form = sending()
    del form["file"]
    head.post(f"{root}gui/", form, 302)
    sent = Submission.get()
    assert (sent.signed_name, sent.signed_file_id) == ("bao-cao.pdf", Blob.get().sha256)
    assert not SignedCopy.select().exists()


def test_an_altered_file_is_shown_once_before_it_goes_out(head, sign_in, duty, root):
    altered = signed(pdf("Bao cao so 12/BC-SCT")).replace(b"12/BC-SCT", b"13/BC-SCT", 1)
    page = head.post(f"{root}gui/", sending(file=(io.BytesIO(altered), "sua.pdf")), 422)
    assert "Chữ ký số không hợp lệ" in page.text
    assert "đã được giữ lại" in page.text
    assert not Submission.select().exists()
    form = sending()
    del form["file"]
    head.post(f"{root}gui/", form, 302)
    assert Submission.get().signed_name == "sua.pdf"
    office = sign_in("office_editor")
    page = office.get(f"/lam-viec/dieu-hanh/nop-bao-cao/{duty.id}/lan/1/")
    assert "Kiểm tra chữ ký số" in page.text
    page = office.get(f"/lam-viec/dieu-hanh/nop-bao-cao/{duty.id}/lan/1/kiem-tra-ban-ky/")
    assert "Chữ ký số không hợp lệ" in page.text
    assert "Trần Thị Bình" in page.text


def test_what_the_file_keeps_of_revocation_is_told(head, app, root):
    folder = app.config["DATA"] / ROOTS
    folder.mkdir(parents=True)
    (folder / "goc.crt").write_bytes(root_pem())
    file = signed(pdf("Bao cao cua don vi " * 4))
    upload(head, root, kept_with(file, ocsp=ocsp_answer()))
    shown = head.get(f"{root}ban-ky/").text
    assert "Chứng thư chưa thu hồi (theo dữ liệu kèm trong tệp, tính đến" in shown
    revoked = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    upload(head, root, kept_with(file, ocsp=ocsp_answer(revoked=revoked)))
    shown = head.get(f"{root}ban-ky/").text
    assert "Chứng thư số đã bị thu hồi" in shown
    assert "đã thu hồi lúc 10:04 ngày 02/01/2026" in shown


def test_a_scan_is_said_to_be_one_and_goes_out_at_once(head, duty, root):
    upload(head, root, b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
    page = head.get(f"{root}ban-ky/")
    assert "không có chữ ký số" in page.text
    assert "bản quét" in page.text
    head.post(f"{root}gui/", sending(), 302)


def test_other_numbers_in_the_file_are_shown_before_it_goes_out(head, duty, root):
    head.post(f"{root}phu-luc-2/", {CELL: "1.204", "cutoff": "31/5/2024"}, 302)
    label = FORM.indicator("i.1-nhiem-vu").label
    text = "Bao cao so mot cua don vi gui Doan kiem tra nhu sau day\n1 " + fold(label)
    wrong = pdf(f"{text} Nhiem vu 1.205 ghi chu")
    page = head.post(f"{root}gui/", sending(file=(io.BytesIO(wrong), "a.pdf")), 422)
    assert "Chỉ tiêu có số khác nhau" in page.text
    assert "1.205" in page.text
    right = pdf(f"{text} Nhiem vu 1.204 ghi chu")
    head.post(f"{root}gui/", sending(file=(io.BytesIO(right), "b.pdf")), 302)
    assert Submission.get().signed_name == "b.pdf"


def test_only_a_pdf_of_an_open_report_is_kept(head, duty, root):
    page = upload(head, root, b"PK not a pdf", 422)
    assert "PDF" in page.text
    Duty.update(state="submitted").where(Duty.id == duty.id).execute()
    upload(head, root, pdf("x"))
    assert not SignedCopy.select().exists()
    head.get(f"{root}ban-ky/", 302)
