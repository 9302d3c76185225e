"""Numbers as they are typed and printed in Vietnam: 1.234,5 and 98,5 %."""

import re
from decimal import Decimal

_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?: \d{3})+", re.ASCII)
_PLAIN = re.compile(r"\d+", re.ASCII)
_MAX_TYPED = 40
_MAX_WHOLE = 15
_MAX_FRACTION = 6


def parse_number(text: str, *, whole_only: bool = False) -> Decimal:
    """The number meant by `1.234,5`, `1 234`, `98,5 %` (→ 98.5), `1234` or `-3`.

    Dot and space group thousands, the comma starts the fraction; a percent sign is dropped.
    At most 15 digits before and 6 after the comma. ValueError says in Vietnamese what is wrong;
    with ``whole_only``, for a field of whole numbers, it suggests no fraction (and refuses one).
    """
    if len(text) > _MAX_TYPED:
        raise ValueError("Số quá dài, hãy kiểm tra lại.")
    typed = re.sub(r"[\s\u00a0\u2007\u202f]+", " ", text).strip()
    if typed.endswith("%"):
        typed = typed[:-1].rstrip()
    sign, body = ("-", typed[1:].lstrip()) if typed[:1] in ("-", "\u2212") else ("", typed)
    if not body:
        raise ValueError("Hãy nhập một số.")
    if body.count(",") > 1:
        raise ValueError("Chỉ dùng một dấu phẩy, đặt trước phần thập phân, ví dụ 1.234,5.")
    whole, comma, fraction = body.partition(",")
    if comma and whole_only and (not fraction or fraction.strip("0")):
        raise ValueError("Chỉ nhận số nguyên, ví dụ 12 hoặc 1.234.")
    if comma and not _PLAIN.fullmatch(fraction):
        raise ValueError("Sau dấu phẩy phải là các chữ số, ví dụ 98,5.")
    if not _PLAIN.fullmatch(whole) and not _GROUPED.fullmatch(whole):
        raise ValueError(_complaint(whole, whole_only))
    digits = re.sub(r"[. ]", "", whole).lstrip("0") or "0"
    if len(digits) > _MAX_WHOLE:
        raise ValueError(f"Số quá lớn: tối đa {_MAX_WHOLE} chữ số.")
    if len(fraction) > _MAX_FRACTION:
        raise ValueError(f"Phần thập phân có tối đa {_MAX_FRACTION} chữ số.")
    value = Decimal(f"{sign}{digits}.{fraction or '0'}")
    return value if fraction else value.to_integral_value()


def format_number(value: Decimal | int, places: int | None = None) -> str:
    """`1234.50` → `1.234,5`; with `places` rounded half up to exactly that many decimals."""
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError(f"not a finite number: {value}")
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), rounding="ROUND_HALF_UP")
    whole, _, fraction = f"{number:,f}".partition(".")
    if places is None:
        fraction = fraction.rstrip("0")
    shown = whole.replace(",", ".") + ("," + fraction if fraction else "")
    return shown.removeprefix("-") if not number else shown


def _complaint(whole: str, whole_only: bool) -> str:
    """Why the part before the comma is not a number."""
    if re.search(r"[^\d., ]", whole, re.ASCII):
        return f"Chỉ nhập chữ số, ví dụ {'98 hoặc 1.234' if whole_only else '1234 hoặc 98,5'}."
    if "." in whole and whole_only:
        return "Dấu chấm chỉ dùng để tách từng nhóm ba chữ số (1.234)."
    if "." in whole:
        return (
            "Dấu chấm chỉ dùng để tách từng nhóm ba chữ số (1.234); "
            "phần thập phân viết sau dấu phẩy (98,5)."
        )
    if " " in whole:
        return "Dấu cách chỉ dùng để tách từng nhóm ba chữ số, ví dụ 1 234."
    return "Thiếu chữ số trước dấu phẩy, ví dụ 0,5."


def file_size(size: int) -> str:
    """`812 byte`, `12 KB`, `3,4 MB` (1 KB = 1024 byte)."""
    if size < 1024:
        return f"{format_number(size)} byte"
    if size < 1024**2:
        return f"{format_number(Decimal(size) / 1024, 0)} KB"
    return f"{format_number(Decimal(size) / 1024**2, 1)} MB"
