"""Files as units send them back, for tests."""

import io

import xlsxwriter

KEYS = ("#phu-luc-2", "note", "code", "seen")


def appendices(
    note: str = "Ghi chú từ tệp", code: str = "i.1-nhiem-vu", seen: str = "", duty: int = 0
) -> bytes:
    """The smallest sheet of Phụ lục II: one indicator with its note, and the report it was made for."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Phụ lục II")
        sheet.write_row(0, 0, (*KEYS, f"duty-{duty}" if duty else ""))
        sheet.write_row(1, 0, ("", note, code, seen))
    return out.getvalue()
