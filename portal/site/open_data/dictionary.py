"""The data dictionary: what each column of open data holds, under ids that never change.

A column's id is ``<table>.<column>``. Columns of one name mean the same in all tables and years.
"""

from typing import Any

from portal.site.open_data.tables import Table
from portal.site.remedies import STATES

LICENCE = (
    "Được tự do sao chép, chia sẻ, dùng lại và kết hợp với dữ liệu khác, cho mọi mục đích. Khi "
    "dùng, ghi nguồn (tên cổng, địa chỉ bảng, ngày tải) và không làm sai lệch nội dung. Dữ liệu "
    "được cung cấp như đã đăng; khi khác với văn bản ban hành thì theo văn bản."
)
_TYPES = {
    "integer": ("nam", "so_phieu", "so_ngay_cham"),
    "number": ("toi_thieu", "toi_da"),
    "date": (
        "ngay", "ngay_ban_hanh", "doi_sang", "han_cuoi", "han_khac_phuc", "ngay_bao_cao",
        "ngay_bao_cao_lan_dau",
        "ngay_xac_minh", "tu_ngay", "den_ngay", "han_tra_loi", "ngay_tra_loi", "han_nop",
        "tinh_den",
    ),
    "time": ("gio",),
    "boolean": ("minh_hoa", "da_gia_han", "du_kien"),
    "code": (
        "ma_don_vi", "ma_cap_tren", "ma_ke_thua", "ma_co_quan", "ma_phieu", "ma_buoi",
        "ma_buoi_moi", "ma_noi_dung", "ma_linh_vuc", "ma_trang_thai",
    ),
    "address": ("dia_chi",),
}  # fmt: skip
TYPE_NAMES = {
    "text": "văn bản", "integer": "số nguyên", "number": "số", "date": "ngày (năm-tháng-ngày)",
    "time": "giờ", "boolean": "0 hoặc 1", "code": "mã", "address": "địa chỉ trong cổng",
}  # fmt: skip
_TYPE_OF = {column: kind for kind, columns in _TYPES.items() for column in columns}
_UNITS = {
    "so_phieu": "phiếu",
    "so_ngay_cham": "ngày",
    "toi_thieu": "theo cột don_vi_tinh",
    "toi_da": "theo cột don_vi_tinh",
}
_YES_NO = {"0": "không", "1": "có"}
_CODES = {
    ("lich-kiem-tra", "trang_thai"): {
        "planned": "theo lịch", "moved": "đã dời", "cancelled": "đã hủy", "done": "đã làm việc",
    },
    ("khac-phuc", "ma_trang_thai"): {code: name.lower() for _, code, name in STATES},
    ("nop-bao-cao", "ket_qua"): {
        "on_time": "đúng hạn", "late": "nộp quá hạn", "missing": "quá hạn, chưa nộp",
        "ahead": "chưa đến hạn", "waived": "được miễn",
    },
}  # fmt: skip
#: Codes of these columns are listed in another table.
_LISTED = {
    "ma_don_vi": "don-vi.ma_don_vi", "ma_cap_tren": "don-vi.ma_don_vi",
    "ma_ke_thua": "don-vi.ma_don_vi", "ma_co_quan": "don-vi.ma_don_vi",
    "ma_buoi_moi": "lich-kiem-tra.ma_buoi",
}  # fmt: skip
_SOURCES = {
    "don-vi": "Danh mục cơ quan, đơn vị đã đăng trên cổng",
    "ke-thua": "Danh mục cơ quan, đơn vị đã đăng trên cổng",
    "lich-kiem-tra": "Lịch kiểm tra đã đăng",
    "ket-luan": "Thông báo kết luận đã đăng",
    "khac-phuc": "Theo dõi khắc phục sau kiểm tra đã đăng",
    "kien-nghi": "Theo dõi khắc phục sau kiểm tra đã đăng",
    "nop-bao-cao": "Tình hình nộp báo cáo đã đăng",
}


def source_of(table: Table) -> str:
    """Which publications a table comes from."""
    return _SOURCES.get(table.name, "Kế hoạch đã đăng")


def columns_of(table: Table) -> list[dict[str, Any]]:
    """Every column with id, type, meaning, unit and code list."""
    return [_column(table.name, name, meaning) for name, meaning in table.columns.items()]


def _column(table: str, name: str, meaning: str) -> dict[str, Any]:
    kind = _TYPE_OF.get(name, "text")
    return {
        "id": f"{table}.{name}",
        "name": name,
        "type": kind,
        "type_name": TYPE_NAMES[kind],
        "meaning": meaning,
        "unit": _UNITS.get(name, ""),
        "codes": _CODES.get((table, name), _YES_NO if kind == "boolean" else {}),
        "listed_in": "" if f"{table}.{name}" == _LISTED.get(name) else _LISTED.get(name, ""),
    }
