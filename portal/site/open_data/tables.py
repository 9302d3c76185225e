"""The tables of open data: their columns with their meaning, and where the rows come from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from portal.publishing.shelf import Shelf
from portal.site.open_data.remedies import answers, count_remediation, remediation
from portal.site.open_data.rows import (
    Row,
    count_findings,
    deadlines,
    findings,
    findings_by_conclusion,
    plan_units,
    reports,
    role_row,
    rows_of,
    sessions,
    successions,
    units,
)
from portal.site.open_data.writing import Group, in_batches
from portal.site.plan_lists import quantity_row, survey_row, task_row


@dataclass(frozen=True)
class Table:
    """A table of open data: its columns with their meaning, and where its rows come from.

    ``by_publication``: the same rows, those together that follow from one publication alone
    (named by its hash), for a table so long that a freeze takes them over from the last one;
    ``counted``: how many there are, without making them. ``daily``: the day decides of what a row
    says, so that ``rows`` is given it too (and ``counted`` is needed).
    """

    name: str
    title: str
    columns: dict[str, str]
    rows: Callable[..., Iterator[Row]]
    by_publication: Callable[[Shelf], Iterator[Group]] | None = None
    counted: Callable[[Shelf], int] | None = None
    daily: bool = False

    def rows_on(self, shelf: Shelf, as_of: date) -> Iterator[Row]:
        """All rows as they read on a day."""
        return self.rows(shelf, as_of) if self.daily else self.rows(shelf)

    def groups(self, shelf: Shelf, as_of: date) -> Iterator[Group]:
        """The same, as they are written together."""
        if self.by_publication:
            return self.by_publication(shelf)
        return in_batches(self.rows_on(shelf, as_of))

    def count(self, shelf: Shelf) -> int:
        """How many rows there are."""
        if self.counted:
            return self.counted(shelf)
        return sum(1 for _ in self.rows(shelf))


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
_FINDING = {
    "dia_chi": "Trang của kết luận",
    "ma_noi_dung": "Mã nội dung trong kết luận ấy; nối bảng ket-luan với bảng khac-phuc",
}
TABLES = (
    Table(
        "ke-hoach", "Kế hoạch và đơn vị được kiểm tra, đánh giá",
        {
            "nam": "Năm kế hoạch", "ke_hoach": "Tên kế hoạch", **_DOCUMENT,
            "loai_kiem_tra": "Loại kiểm tra, hoặc khối được đánh giá, xếp hạng", **_UNIT,
            "dia_chi": "Trang của kế hoạch", **_DEMO,
        },
        plan_units,
    ),
    Table(
        "nhiem-vu", "Nhiệm vụ và thời gian hoàn thành theo kế hoạch",
        {
            **_PLAN, "so_thu_tu": "Số thứ tự như trong văn bản", "noi_dung": "Nội dung",
            "thoi_gian": "Thời gian hoàn thành như trong văn bản",
            "han_cuoi": "Ngày cuối của thời hạn (năm-tháng-ngày)", "chu_tri": "Cơ quan chủ trì",
            "phoi_hop": "Cơ quan phối hợp", "ghi_chu": "Ghi chú", **_DEMO,
        },
        rows_of("tasks", task_row),
    ),
    Table(
        "dieu-tra", "Đối tượng điều tra xã hội học theo kế hoạch",
        {
            **_PLAN, "ma_phieu": "Mã phiếu", "doi_tuong": "Đối tượng điều tra",
            "hinh_thuc": "Trực tuyến; phiếu giấy", "khoi": "Khối được đánh giá",
            "so_phieu": "Số phiếu; trống: văn bản không ấn định",
            "cach_tinh": "Cách tính số phiếu", **_DEMO,
        },
        rows_of("survey_groups", survey_row),
    ),
    Table(
        "chi-tieu", "Chỉ tiêu, số lượng nêu trong kế hoạch",
        {
            **_PLAN, "chi_tieu": "Chỉ tiêu", "toi_thieu": "Số tối thiểu",
            "toi_da": "Số tối đa", "don_vi_tinh": "Đơn vị tính",
            "loai_kiem_tra": "Loại kiểm tra; trống: cả kế hoạch", **_DEMO,
        },
        rows_of("quantities", quantity_row),
    ),
    Table(
        "thoi-han", "Việc phải làm và thời hạn theo kế hoạch",
        {
            **_PLAN, "loai_kiem_tra": "Loại kiểm tra", "viec": "Việc phải làm",
            "han_cuoi": "Ngày cuối của thời hạn; trống: tính từ ngày kiểm tra, hoặc chưa ấn định",
            "giai_thich": "Thời hạn và cách tính, bằng lời",
            "du_kien": "1: tính theo lịch nghỉ còn dự kiến", **_DEMO,
        },
        deadlines,
    ),
    Table(
        "lich-kiem-tra", "Buổi làm việc theo lịch",
        {
            "ngay": "Ngày (năm-tháng-ngày)", "buoi": "Buổi", "gio": "Giờ, nếu đã định", **_UNIT,
            "loai_kiem_tra": "Loại kiểm tra",
            "don_vi_truc_thuoc": "Đơn vị trực thuộc được kiểm tra", "dia_diem": "Địa điểm",
            "trang_thai": "planned: theo lịch; moved: đã dời; cancelled: đã hủy; done: đã làm việc",
            "doi_sang": "Ngày mới của buổi đã dời", "ly_do": "Lý do dời, hủy",
            "nam": "Năm kế hoạch", "ma_buoi": "Mã buổi, giữ khi sửa giờ, địa điểm",
            "ma_buoi_moi": "Mã của buổi thay buổi đã dời", **_DEMO,
        },
        sessions,
    ),
    Table(
        "ket-luan", "Kết quả nêu trong kết luận",
        {
            "nam": "Năm kế hoạch", **_UNIT, **_DOCUMENT, "linh_vuc": "Lĩnh vực",
            "ma_linh_vuc": "Mã lĩnh vực, không đổi qua các năm",
            "loai": "Ưu điểm; tồn tại, hạn chế; vi phạm", **_REMEDY, **_FINDING, **_DEMO,
        },
        findings, findings_by_conclusion, count_findings,
    ),
    Table(
        "khac-phuc", "Khắc phục sau kiểm tra",
        {
            "nam": "Năm kế hoạch", **_UNIT, **_REMEDY, "ngay_bao_cao": "Ngày đơn vị báo cáo",
            "ngay_bao_cao_lan_dau": "Ngày báo cáo lần đầu: đúng hạn hay không tính theo ngày này",
            "ngay_xac_minh": "Ngày xác minh",
            "trang_thai": "Trạng thái; quá hạn tính đến ngày công bố tệp",
            "ma_trang_thai": "Trạng thái bằng mã", **_FINDING, **_DEMO,
        },
        remediation, counted=count_remediation, daily=True,
    ),
    Table(
        "don-vi", "Cơ quan, đơn vị, cả đơn vị đã kết thúc hoạt động",
        {
            "ma_don_vi": "Mã đơn vị, không đổi qua các năm", "don_vi": "Tên (tên cuối cùng)",
            "ten_cu": "Tên cũ của chính đơn vị", "loai": "Loại", "cap": "Cấp",
            "ma_cap_tren": "Mã đơn vị cấp trên", "tu_ngay": "Hoạt động từ ngày, trống: từ trước",
            "den_ngay": "Đến hết ngày, trống: đang hoạt động", "dia_chi": "Trang của đơn vị",
        },
        units,
    ),
    Table(
        "ke-thua", "Sắp xếp đơn vị: đơn vị nào thành đơn vị nào",
        {
            "ngay": "Ngày đầu của đơn vị kế thừa", "hinh_thuc": "Hình thức",
            "ma_don_vi": "Mã đơn vị trước sắp xếp", "don_vi": "Đơn vị trước sắp xếp",
            "ma_ke_thua": "Mã đơn vị kế thừa, trống: không có", "ke_thua": "Đơn vị kế thừa",
            "can_cu": "Văn bản làm căn cứ",
        },
        successions,
    ),
    Table(
        "kien-nghi", "Kiến nghị của đơn vị được kiểm tra",
        {
            "nam": "Năm kế hoạch", **_UNIT, "kien_nghi": "Nội dung kiến nghị",
            "co_quan_tra_loi": "Cơ quan trả lời", "han_tra_loi": "Hạn trả lời (năm-tháng-ngày)",
            "ngay_tra_loi": "Ngày trả lời, trống: chưa trả lời", "tra_loi": "Nội dung trả lời",
            **_DEMO,
        },
        answers,
    ),
    Table(
        "thanh-phan-doan", "Thành phần đoàn kiểm tra theo kế hoạch",
        {
            **_PLAN, "vai_tro": "Vai trò trong đoàn", "ma_co_quan": "Mã cơ quan, trống: ngoài tỉnh",
            "co_quan": "Cơ quan cử người", "loai_kiem_tra": "Loại kiểm tra; trống: cả kế hoạch",
            "ghi_chu": "Ghi chú", **_DEMO,
        },
        rows_of("team_roles", role_row),
    ),
    Table(
        "nop-bao-cao", "Nộp báo cáo theo kế hoạch: đúng hạn, quá hạn, chưa nộp",
        {
            **_PLAN, "dia_chi": "Trang của bảng", **_UNIT, "bao_cao": "Loại báo cáo",
            "han_nop": "Ngày cuối của thời hạn, đã tính gia hạn; trống: chưa ấn định",
            "da_gia_han": "1: cơ quan chủ trì đã cho thêm thời gian",
            "ket_qua": "on_time: đúng hạn; late: nộp quá hạn; missing: quá hạn, chưa nộp; "
            "ahead: chưa đến hạn; waived: được miễn",
            "so_ngay_cham": "Số ngày sau hạn; 0: không quá hạn",
            "tinh_den": "Ngày của số liệu", **_DEMO,
        },
        reports,
    ),
)  # fmt: skip
