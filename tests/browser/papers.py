"""Files that people upload in the browser tests: a plan in Word, signed papers in PDF."""

from pathlib import Path

from docx import Document

from portal.config import ROOT

SEED = ROOT.parent / "shared" / "seeds" / "docx" / "003_83904f557bb4d90c.docx"


def plan_in_word(folder: Path) -> Path:
    """The real Sơn La document when it is at hand, else one of the same build."""
    if SEED.exists():
        return SEED
    document = Document()
    document.add_paragraph("Số: /QĐ-UBND")
    document.add_heading("KẾ HOẠCH", 1)
    document.add_paragraph("I. MỤC ĐÍCH, YÊU CẦU").runs[0].bold = True
    document.add_paragraph("Đánh giá kết quả thực hiện nhiệm vụ cải cách hành chính.")
    document.add_paragraph("II. ĐỐI TƯỢNG KIỂM TRA").runs[0].bold = True
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Đơn vị", "Thời gian"
    table.cell(1, 0).text, table.cell(1, 1).text = "Sở Tài chính", "Quý IV"
    document.add_paragraph(r"I:\Dropbox\Kế hoạch\ban-thao.docx")
    path = folder / "ke-hoach.docx"
    document.save(path)
    return path


def signed_pdf(folder: Path, name: str) -> Path:
    """A small PDF, different for each name."""
    path = folder / name
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%" + name.encode() + b"\n%%EOF\n"
    )
    return path
