"""Plans in Word as three unlike offices write them, made for the tests of the import.

None repeats a real document. Each comes with what a careful reader takes from it: units by the
code of the register it is read against, days, signer.
"""

import io
from dataclasses import dataclass, field
from datetime import date

import docx


@dataclass(frozen=True)
class Expected:
    """What stands in a document. ``units``: by kind of inspection; ``sessions``: (day, unit)."""

    register: str
    number: str
    issued_on: date | None
    signer: str
    signer_title: str
    units: dict[str, set[str]]
    days: set[tuple[str, str]]
    sessions: set[tuple[date, str]] = field(default_factory=set)


def _saved(document) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _letterhead(document, left: list[str], number: str, right: str) -> None:
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "\n".join(left)
    table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    table.cell(1, 0).text, table.cell(1, 1).text = number, right


def _signed(document, recipients: list[str], lines: list[str]) -> None:
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "Nơi nhận:\n" + "\n".join(f"- {one};" for one in recipients)
    table.cell(0, 1).text = "\n".join(lines)


def _paragraphs(document, *texts: str) -> None:
    for text in texts:
        document.add_paragraph(text)


def communes() -> tuple[bytes, Expected]:
    """A plan of 2026: no huyện any more, xã and phường by name, quarters, working days."""
    made = docx.Document()
    _letterhead(
        made,
        ["ỦY BAN NHÂN DÂN", "TỈNH SƠN LA"],
        "Số: 41/KH-UBND",
        "Sơn La, ngày 03 tháng 02 năm 2026",
    )
    _paragraphs(
        made,
        "KẾ HOẠCH",
        "Kiểm tra công tác cải cách hành chính nhà nước năm 2026",
        "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16/6/2025;",
        "Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ ban hành Chương "
        "trình "
        "tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030;",
        "Theo đề nghị của Sở Nội vụ tại Tờ trình số 18/TTr-SNV ngày 20/01/2026,",
        "UBND tỉnh ban hành Kế hoạch kiểm tra công tác cải cách hành chính năm 2026 như sau:",
        "I. MỤC ĐÍCH, YÊU CẦU",
        "Nắm tình hình, hướng dẫn, chấn chỉnh kịp thời.",
        "II. NỘI DUNG KIỂM TRA",
        "1. Công tác chỉ đạo, điều hành cải cách hành chính.",
        "2. Giải quyết thủ tục hành chính tại Trung tâm Phục vụ hành chính công cấp xã.",
        "III. ĐƠN VỊ ĐƯỢC KIỂM TRA",
        "1. Kiểm tra trực tiếp 09 đơn vị, gồm:",
        "- Sở: Nội vụ; Nông nghiệp và Môi trường; VHTTDL.",
        "- UBND các xã: Mai Sơn, Mường La, Sông Mã.",
        "- UBND các phường: Tô Hiệu, Mộc Châu; UBND xã Vân Hồ.",
        "2. Kiểm tra qua báo cáo đối với các đơn vị:",
        "- UBND xã Bắc Yên;",
        "- UBND xã Phù Yên;",
        "- Phường Chiềng Sinh.",
        "3. Tự kiểm tra: các sở, ban, ngành, UBND các xã, phường còn lại tự kiểm tra và gửi báo "
        "cáo về "
        "Sở Nội vụ chậm nhất ngày 31 tháng 10 năm 2026.",
        "IV. THỜI GIAN",
        "Kiểm tra trực tiếp: quý II và quý III năm 2026.",
        "V. TỔ CHỨC THỰC HIỆN",
        "1. Đơn vị được kiểm tra gửi báo cáo đến Đoàn kiểm tra ít nhất 07 ngày làm việc trước "
        "ngày kiểm "
        "tra; báo cáo kết quả khắc phục trong thời hạn 30 ngày kể từ ngày nhận được kết luận "
        "kiểm tra.",
        "2. Sở Nội vụ thông báo lịch kiểm tra trước 10 ngày tiến hành kiểm tra; tổng hợp, báo "
        "cáo UBND "
        "tỉnh trước ngày 05/12/2026.",
        "3. Giao Sở Tài chính, Sở Khoa học và Công nghệ cử công chức tham gia Đoàn kiểm tra.",
    )
    _signed(
        made,
        ["Bộ Nội vụ", "Các sở, ban, ngành", "UBND các xã, phường", "Lưu: VT, NC"],
        ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "(đã ký)", "Nguyễn Minh Họa"],
    )
    expected = Expected(
        "son-la-2026", "41/KH-UBND", date(2026, 2, 3), "Nguyễn Minh Họa", "Phó Chủ tịch",
        {
            "truc-tiep": {
                "so-noi-vu", "so-nong-nghiep-va-moi-truong", "so-van-hoa-the-thao-va-du-lich",
                "ubnd-xa-mai-son", "ubnd-xa-muong-la", "ubnd-xa-song-ma", "ubnd-phuong-to-hieu",
                "ubnd-phuong-moc-chau", "ubnd-xa-van-ho",
            },
            "qua-bao-cao": {"ubnd-xa-bac-yen", "ubnd-xa-phu-yen", "ubnd-phuong-chieng-sinh"},
        },
        {
            ("by_date", "2026-10-31"), ("months", "4,5,6,7,8,9"), ("days_before_visit", "7w"),
            ("days_after", "30"), ("days_before_visit", "10"), ("before_date", "2026-12-05"),
        },
    )  # fmt: skip
    return _saved(made), expected


def merged_table() -> tuple[bytes, Expected]:
    """A decision whose schedule stands in an annex with merged cells: two teams, two days."""
    made = docx.Document()
    _letterhead(
        made, ["UBND TỈNH QUẢNG NAM", "SỞ NỘI VỤ"], "Số: 77/QĐ-SNV", "Quảng Nam, ngày 5/3/2024"
    )
    _paragraphs(
        made,
        "QUYẾT ĐỊNH",
        "Về việc ban hành Kế hoạch kiểm tra chuyên đề cải cách hành chính năm 2024",
        "GIÁM ĐỐC SỞ NỘI VỤ",
        "Căn cứ Quyết định số 2817/QĐ-UBND ngày 25/12/2023 của UBND tỉnh;",
        "QUYẾT ĐỊNH:",
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch kiểm tra chuyên đề.",
        "Điều 2. Quyết định có hiệu lực kể từ ngày ký.",
    )
    _signed(made, ["UBND tỉnh", "Lưu: VT"], ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Trần Thị Minh Họa"])
    _paragraphs(
        made,
        "KẾ HOẠCH",
        "Kiểm tra chuyên đề cải cách hành chính năm 2024",
        "I. HÌNH THỨC KIỂM TRA",
        "Kiểm tra chuyên đề: Đoàn kiểm tra làm việc trực tiếp, đối chiếu hồ sơ tại đơn vị.",
        "Phụ lục I. LỊCH KIỂM TRA CHUYÊN ĐỀ",
    )
    rows = [
        ("TT", "Ngày", "Buổi", "Đơn vị được kiểm tra", "Địa điểm", "Đoàn kiểm tra", "Trưởng đoàn"),
        ("I", "Kiểm tra chuyên đề tại các sở", "", "", "", "", ""),
        (
            "1",
            "15/4/2024",
            "Sáng",
            "Sở Y tế",
            "Phòng họp Sở Y tế",
            "Đoàn số 1",
            "Ông Lê Văn Minh Họa",
        ),
        ("2", "", "Chiều", "Sở KH&ĐT", "Phòng họp tầng 2", "Đoàn số 1", ""),
        (
            "3",
            "16/4/2024",
            "Sáng",
            "UBND TX Điện Bàn",
            "Trụ sở UBND",
            "Đoàn số 2",
            "Bà Phạm Thị Ví Dụ",
        ),
        ("4", "17/4/2024", "08h00", "UBND h. Đại Lộc", "Trụ sở UBND", "Đoàn số 2", ""),
    ]
    table = made.add_table(len(rows), 7)
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            table.cell(y, x).text = text
    table.cell(1, 1).merge(table.cell(1, 6))
    for x in (1, 5, 6):
        text = table.cell(2, x).text
        table.cell(2, x).merge(table.cell(3, x)).text = text
    _paragraphs(made, "II. THỜI HẠN", "Đơn vị gửi báo cáo trước ngày kiểm tra 05 ngày.")
    units = {"so-y-te", "so-ke-hoach-va-dau-tu", "ubnd-thi-xa-dien-ban", "ubnd-huyen-dai-loc"}
    expected = Expected(
        "quang-nam", "77/QĐ-SNV", date(2024, 3, 5), "Trần Thị Minh Họa", "Phó Giám đốc",
        {"chuyen-de": units},
        {("days_before_visit", "5")},
        {
            (date(2024, 4, 15), "so-y-te"), (date(2024, 4, 15), "so-ke-hoach-va-dau-tu"),
            (date(2024, 4, 16), "ubnd-thi-xa-dien-ban"), (date(2024, 4, 17), "ubnd-huyen-dai-loc"),
        },
    )  # fmt: skip
    return _saved(made), expected


def pasted_from_excel() -> tuple[bytes, Expected]:
    """Everything in one table, without accents here and there, with slips of the pen."""
    made = docx.Document()
    _paragraphs(
        made,
        "UBND TỈNH HÀ NAM",
        "BAN CHỈ ĐẠO CCHC",
        "Số 09/KH-BCĐ",
        "Hà Nam, ngày 14/02/2022",
        "KẾ HOẠCH",
        "Kiểm tra công tác CCHC năm 2022",
        "Danh sách cơ quan, đơn vị kiểm tra năm 2022:",
    )
    rows = [
        ("STT", "Tên đơn vị", "Hình thức kiểm tra", "Thời gian thực hiện", "Ghi chú"),
        ("1", "So Tai chinh", "Trực tiếp", "2022-06-07 00:00:00", ""),
        ("2", "Sở GD&ĐT", "Trực tiếp", "2022-06-08 00:00:00", ""),
        ("3", "Sở LĐ-TB&XH", "Trực tiếp", "09/6/2022", "buổi sáng"),
        ("4", "UBND huyện Bình Luc", "Trực tiếp", "10/6/2022", ""),
        ("5", "TX Duy Tiên", "Trực tiếp", "13/6/2022", ""),
        ("6", "Phòng Nội vụ thành phố Phủ Lý", "Trực tiếp", "14/6/2022", ""),
        ("7", "UBND h. Kim Bảng", "Tự kiểm tra", "", "báo cáo trước ngày 30/10/2022"),
        ("8", "UBND huyện Lý Nhân", "Tự kiểm tra", "", ""),
        ("9", "Sở Kỹ thuật số", "Tự kiểm tra", "", "đang thành lập"),
    ]
    table = made.add_table(len(rows), 5)
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            table.cell(y, x).text = text
    _paragraphs(made, "TRƯỞNG BAN", "Đỗ Văn Ví Dụ")
    direct = {
        "so-tai-chinh", "so-giao-duc-va-dao-tao", "so-lao-dong-thuong-binh-va-xa-hoi",
        "ubnd-huyen-binh-luc", "ubnd-thi-xa-duy-tien", "ubnd-thanh-pho-phu-ly",
    }  # fmt: skip
    expected = Expected(
        "ha-nam", "09/KH-BCĐ", date(2022, 2, 14), "Đỗ Văn Ví Dụ", "Trưởng ban",
        {"truc-tiep": direct, "tu-kiem-tra": {"ubnd-huyen-kim-bang", "ubnd-huyen-ly-nhan"}},
        {("before_date", "2022-10-30")},
        {
            (date(2022, 6, 7), "so-tai-chinh"), (date(2022, 6, 8), "so-giao-duc-va-dao-tao"),
            (date(2022, 6, 9), "so-lao-dong-thuong-binh-va-xa-hoi"),
            (date(2022, 6, 10), "ubnd-huyen-binh-luc"), (date(2022, 6, 13), "ubnd-thi-xa-duy-tien"),
            (date(2022, 6, 14), "ubnd-thanh-pho-phu-ly"),
        },
    )  # fmt: skip
    return _saved(made), expected


OWN = {"communes": communes, "merged": merged_table, "pasted": pasted_from_excel}
