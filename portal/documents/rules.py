"""Kinds of administrative documents and how a document is named in running text."""

from datetime import date

from portal.vietnamese import long_date

# code: (name, symbol in số/ký hiệu), after Nghị định 30/2020/NĐ-CP, Phụ lục III
KINDS = {
    "quyet-dinh": ("Quyết định", "QĐ"),
    "ke-hoach": ("Kế hoạch", "KH"),
    "thong-bao": ("Thông báo", "TB"),
    "bao-cao": ("Báo cáo", "BC"),
    "bien-ban": ("Biên bản", "BB"),
    "to-trinh": ("Tờ trình", "TTr"),
    "giay-moi": ("Giấy mời", "GM"),
    "huong-dan": ("Hướng dẫn", "HD"),
    "cong-van": ("Công văn", ""),
}

SIGN_CAPACITIES = {
    "": "Ký trực tiếp",
    "TM.": "Thay mặt (TM.)",
    "KT.": "Ký thay (KT.)",
    "TL.": "Thừa lệnh (TL.)",
    "TUQ.": "Thừa ủy quyền (TUQ.)",
    "Q.": "Quyền (Q.)",
}

#: What is read in a cell of a table whose formula has no result in the file: no blank, no value.
FORMULA_WITHOUT_RESULT = "(công thức không có kết quả)"


def kind_name(kind: str) -> str:
    """`ke-hoach` → `Kế hoạch`; the code itself when it is not known."""
    return KINDS[kind][0] if kind in KINDS else kind


def signed_file_name(kind: str, number: str) -> str:
    """What readers save a signed PDF as: `Kế hoạch 12-KH-UBND.pdf`.

    The name under which a clerk uploaded it stays inside: it may hold a person's name or words
    of a draft.
    """
    return f"{kind_name(kind)} {number}".strip().replace("/", "-") + ".pdf"


def citation(kind: str, number: str, issued_on: date | None, issuer: str, subject: str) -> str:
    """First citation by Nghị định 30/2020/NĐ-CP: type, number, date, issuer, subject."""
    parts = [
        kind_name(kind),
        f"số {number}" if number else "",
        long_date(issued_on) if issued_on else "",
        f"của {issuer}" if issuer else "",
        subject,
    ]
    return " ".join(part for part in parts if part)
