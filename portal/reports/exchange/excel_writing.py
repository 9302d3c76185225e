"""Both appendices of a draft as one .xlsx file, to be filled in Excel, LibreOffice or WPS."""

import io

import xlsxwriter

from portal.reports.exchange.filled import Filled
from portal.reports.exchange.statistics_sheet import write_statistics
from portal.reports.exchange.tasks_sheet import write_tasks

_GUIDE = (
    "Điền số vào các ô nền trắng; tiêu đề và nội dung chỉ tiêu được khóa để không sửa nhầm.",
    "Không phát sinh thì gõ kps; không áp dụng thì gõ kad; chưa có số liệu thì để trống.",
    "Chỉ tiêu có hai số: số thứ nhất và tổng số (hoặc số thứ hai) ghi ở hai ô cạnh nhau; "
    "tỷ lệ tự tính.",
    "Phụ lục I: mỗi nhiệm vụ một dòng, chọn nhóm trong danh sách; có thể sắp xếp lại các dòng, "
    "thêm dòng mới ở cuối.",
    "Không xóa các cột, dòng ẩn: cổng dùng chúng để ghép đúng ô và nhận ra ô đã có người khác sửa.",
    "Lưu dạng .xlsx rồi tải lên ở trang “Làm trên Excel” của báo cáo; đơn vị chưa có tài khoản thì "
    "gửi lại Sở Nội vụ. Cổng cho xem từng thay đổi trước khi ghi; dòng không còn trong tệp không "
    "bị xóa khỏi báo cáo.",
)


def appendices_xlsx(filled: Filled) -> bytes:
    """The file: Phụ lục II first, as it is the longer work, then Phụ lục I and a guide."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": f"{filled.title} - {filled.unit}"})
        write_statistics(book, filled)
        write_tasks(book, filled)
        guide = book.add_worksheet("Hướng dẫn")
        guide.set_column(0, 0, 110)
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for row, line in enumerate(_GUIDE):
            guide.write_string(row, 0, f"{row + 1}. {line}", wrapped)
    return out.getvalue()
