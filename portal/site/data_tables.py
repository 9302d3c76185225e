"""The tables of open data: their columns with their meaning, and where the rows come from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from portal.publishing.shelf import Shelf
from portal.site.catalog import catalog, document_params
from portal.site.plan_lists import quantity_row, survey_row, task_row
from portal.site.registry import path_to

Row = dict[str, Any]


@dataclass(frozen=True)
class Table:
    """A table of open data: its columns with their meaning, and where its rows come from."""

    name: str
    title: str
    columns: dict[str, str]
    rows: Callable[[Shelf], Iterator[Row]]


def _plans(shelf: Shelf) -> Iterator[Row]:
    for entry in catalog(shelf).plans:
        plan = entry.payload
        ranked = [
            {"name": f"Đánh giá, xếp hạng: {block['name']}", "units": block["units"]}
            for block in plan.get("subjects", ())
        ]
        for strand in [*plan["strands"], *ranked]:
            for unit in strand["units"] or [{"code": "", "name": ""}]:
                yield {
                    "nam": plan["year"],
                    "ke_hoach": plan["title"],
                    "so_ky_hieu": plan["document"]["number"],
                    "ngay_ban_hanh": plan["document"]["issued_on"],
                    "loai_kiem_tra": strand["name"],
                    "ma_don_vi": unit["code"],
                    "don_vi": unit["name"],
                    "dia_chi": path_to("plan", **document_params(entry.slug)),
                    "minh_hoa": int(plan["demo"]),
                }


def _rows_of(name: str, row_of: Callable[[Row], Row]) -> Callable[[Shelf], Iterator[Row]]:
    """The rows of one list of every plan, between the plan they stand in and its marks."""

    def rows(shelf: Shelf) -> Iterator[Row]:
        for entry in catalog(shelf).plans:
            plan = entry.payload
            path = path_to("plan", **document_params(entry.slug))
            for one in plan.get(name, ()):
                yield {
                    "nam": plan["year"], "ke_hoach": plan["title"], "dia_chi": path,
                    **row_of(one), "minh_hoa": int(plan["demo"]),
                }  # fmt: skip

    return rows


def _sessions(shelf: Shelf) -> Iterator[Row]:
    for one in catalog(shelf).sessions:
        yield {
            "ngay": one["on"],
            "buoi": one["part_name"],
            "gio": one["time"],
            "ma_don_vi": one["unit"]["code"],
            "don_vi": one["unit"]["name"],
            "don_vi_truc_thuoc": one["sub_unit"],
            "dia_diem": one["place"],
            "trang_thai": one["state"],
            "doi_sang": one["moved_on"]["on"] if one["moved_on"] else "",
            "ly_do": one["reason"],
            "minh_hoa": int(one["demo"]),
        }


def _findings(shelf: Shelf) -> Iterator[Row]:
    for entry in catalog(shelf).conclusions:
        conclusion = entry.payload
        for finding in conclusion["findings"]:
            yield {
                "nam": conclusion["year"],
                "ma_don_vi": conclusion["unit"]["code"],
                "don_vi": conclusion["unit"]["name"],
                "so_ky_hieu": conclusion["document"]["number"],
                "ngay_ban_hanh": conclusion["document"]["issued_on"],
                "linh_vuc": finding["domain_name"],
                "loai": finding["kind_name"],
                "noi_dung": finding["text"],
                "kien_nghi": finding["recommendation"],
                "han_khac_phuc": (finding["deadline"] or {}).get("last_day", ""),
                "dia_chi": path_to("conclusion", **document_params(entry.slug)),
                "minh_hoa": int(conclusion["demo"]),
            }


def _remediation(shelf: Shelf) -> Iterator[Row]:
    for entry in catalog(shelf).remediations:
        for row in entry.payload["rows"]:
            yield {
                "nam": entry.payload["year"],
                "ma_don_vi": entry.payload["unit"]["code"],
                "don_vi": entry.payload["unit"]["name"],
                "noi_dung": row["text"],
                "kien_nghi": row["recommendation"],
                "han_khac_phuc": (row["deadline"] or {}).get("last_day", ""),
                "ngay_bao_cao": row["reported_on"],
                "ngay_xac_minh": row["verified_on"],
                "trang_thai": row["state_name"],
                "minh_hoa": int(entry.payload["demo"]),
            }


def _units(shelf: Shelf) -> Iterator[Row]:
    for code, entry in catalog(shelf).units.items():
        unit = entry.payload
        yield {
            "ma_don_vi": code,
            "don_vi": unit["name"],
            "ten_cu": "; ".join(row["name"] for row in unit["former_names"]),
            "loai": unit["type_name"],
            "cap": unit["level_name"],
            "ma_cap_tren": unit["parent"],
            "tu_ngay": unit["valid_from"],
            "den_ngay": unit["valid_to"],
            "dia_chi": path_to("unit", code=code),
        }


def _successions(shelf: Shelf) -> Iterator[Row]:
    shown = catalog(shelf)
    for code, entry in shown.units.items():
        for row in entry.payload["successors"]:
            yield {
                "ngay": row["on"],
                "hinh_thuc": row["how_name"],
                "ma_don_vi": code,
                "don_vi": entry.payload["name"],
                "ma_ke_thua": row["code"],
                "ke_thua": row["name"],
                "can_cu": row["document"],
            }


_UNIT = {"ma_don_vi": "Mã đơn vị, không đổi qua các năm", "don_vi": "Tên tại thời điểm đó"}
_DOCUMENT = {"so_ky_hieu": "Số, ký hiệu văn bản", "ngay_ban_hanh": "Ngày ban hành (năm-tháng-ngày)"}
_PLAN = {
    "nam": "Năm kế hoạch", "ke_hoach": "Tên kế hoạch", "dia_chi": "Trang của kế hoạch",
}  # fmt: skip
_DEMO = {"minh_hoa": "1: số liệu minh họa, không có thật"}
_REMEDY = {
    "noi_dung": "Nội dung được nêu",
    "kien_nghi": "Kiến nghị khắc phục",
    "han_khac_phuc": "Ngày cuối của thời hạn",
}
TABLES = (
    Table(
        "ke-hoach", "Kế hoạch và đơn vị được kiểm tra, đánh giá",
        {
            "nam": "Năm kế hoạch", "ke_hoach": "Tên kế hoạch", **_DOCUMENT,
            "loai_kiem_tra": "Loại kiểm tra, hoặc khối được đánh giá, xếp hạng", **_UNIT,
            "dia_chi": "Trang của kế hoạch", **_DEMO,
        },
        _plans,
    ),
    Table(
        "nhiem-vu", "Nhiệm vụ và thời gian hoàn thành theo kế hoạch",
        {
            **_PLAN, "so_thu_tu": "Số thứ tự như trong văn bản", "noi_dung": "Nội dung",
            "thoi_gian": "Thời gian hoàn thành như trong văn bản",
            "han_cuoi": "Ngày cuối của thời hạn (năm-tháng-ngày)", "chu_tri": "Cơ quan chủ trì",
            "phoi_hop": "Cơ quan phối hợp", "ghi_chu": "Ghi chú", **_DEMO,
        },
        _rows_of("tasks", task_row),
    ),
    Table(
        "dieu-tra", "Đối tượng điều tra xã hội học theo kế hoạch",
        {
            **_PLAN, "ma_phieu": "Mã phiếu", "doi_tuong": "Đối tượng điều tra",
            "hinh_thuc": "Trực tuyến; phiếu giấy", "khoi": "Khối được đánh giá",
            "so_phieu": "Số phiếu; trống: văn bản không ấn định",
            "cach_tinh": "Cách tính số phiếu", **_DEMO,
        },
        _rows_of("survey_groups", survey_row),
    ),
    Table(
        "chi-tieu", "Chỉ tiêu, số lượng nêu trong kế hoạch",
        {
            **_PLAN, "chi_tieu": "Chỉ tiêu", "toi_thieu": "Số tối thiểu",
            "toi_da": "Số tối đa", "don_vi_tinh": "Đơn vị tính",
            "loai_kiem_tra": "Loại kiểm tra; trống: cả kế hoạch", **_DEMO,
        },
        _rows_of("quantities", quantity_row),
    ),
    Table(
        "lich-kiem-tra", "Buổi làm việc theo lịch",
        {
            "ngay": "Ngày (năm-tháng-ngày)", "buoi": "Buổi", "gio": "Giờ, nếu đã định", **_UNIT,
            "don_vi_truc_thuoc": "Đơn vị trực thuộc được kiểm tra", "dia_diem": "Địa điểm",
            "trang_thai": "planned: theo lịch; moved: đã dời; cancelled: đã hủy; done: đã làm việc",
            "doi_sang": "Ngày mới của buổi đã dời", "ly_do": "Lý do dời, hủy", **_DEMO,
        },
        _sessions,
    ),
    Table(
        "ket-luan", "Kết quả nêu trong kết luận",
        {
            "nam": "Năm kế hoạch", **_UNIT, **_DOCUMENT, "linh_vuc": "Lĩnh vực",
            "loai": "Ưu điểm; tồn tại, hạn chế; vi phạm", **_REMEDY,
            "dia_chi": "Trang của kết luận", **_DEMO,
        },
        _findings,
    ),
    Table(
        "khac-phuc", "Khắc phục sau kiểm tra",
        {
            "nam": "Năm kế hoạch", **_UNIT, **_REMEDY, "ngay_bao_cao": "Ngày đơn vị báo cáo",
            "ngay_xac_minh": "Ngày xác minh", "trang_thai": "Trạng thái", **_DEMO,
        },
        _remediation,
    ),
    Table(
        "don-vi", "Cơ quan, đơn vị, cả đơn vị đã kết thúc hoạt động",
        {
            "ma_don_vi": "Mã đơn vị, không đổi qua các năm", "don_vi": "Tên (tên cuối cùng)",
            "ten_cu": "Tên cũ của chính đơn vị", "loai": "Loại", "cap": "Cấp",
            "ma_cap_tren": "Mã đơn vị cấp trên", "tu_ngay": "Hoạt động từ ngày, trống: từ trước",
            "den_ngay": "Đến hết ngày, trống: đang hoạt động", "dia_chi": "Trang của đơn vị",
        },
        _units,
    ),
    Table(
        "ke-thua", "Sắp xếp đơn vị: đơn vị nào thành đơn vị nào",
        {
            "ngay": "Ngày đầu của đơn vị kế thừa", "hinh_thuc": "Hình thức",
            "ma_don_vi": "Mã đơn vị trước sắp xếp", "don_vi": "Đơn vị trước sắp xếp",
            "ma_ke_thua": "Mã đơn vị kế thừa, trống: không có", "ke_thua": "Đơn vị kế thừa",
            "can_cu": "Văn bản làm căn cứ",
        },
        _successions,
    ),
)  # fmt: skip
