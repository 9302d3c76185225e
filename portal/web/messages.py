"""Every message of WTForms 3.3 and Flask-WTF 1.3 in Vietnamese (they ship none).

``tests/web/test_forms.py`` reads their source and fails when a message is missing here.
"""

import re

CSRF = "Phiên của biểu mẫu đã hết hạn. Nội dung đã nhập vẫn còn dưới đây; hãy gửi lại."

MESSAGES = {
    "CSRF failed.": CSRF,
    "CSRF token expired.": CSRF,
    "CSRF token missing.": CSRF,
    "Invalid CSRF Token.": CSRF,
    "Choices cannot be None.": "Danh sách lựa chọn chưa được nạp.",
    "Not a valid choice.": "Chọn một mục có trong danh sách.",
    "'%(value)s' is not a valid choice for this field.": "“%(value)s” không có trong danh sách.",
    "Invalid Choice: could not coerce.": "Chọn một mục có trong danh sách.",
    "Invalid choice(s): one or more data inputs could not be coerced.": (
        "Có mục đã chọn không có trong danh sách."
    ),
    "Not a valid datetime value.": "Ngày giờ không hợp lệ.",
    "Not a valid date value.": "Ngày không hợp lệ, hãy viết theo dạng 05/3/2024.",
    "Not a valid time value.": "Giờ không hợp lệ, hãy viết theo dạng 08:00.",
    "Not a valid week value.": "Tuần không hợp lệ.",
    "Not a valid integer value.": "Nhập một số nguyên.",
    "Not a valid decimal value.": "Nhập một số, ví dụ 1.234,5.",
    "Not a valid float value.": "Nhập một số, ví dụ 1.234,5.",
    "Field must be equal to %(other_name)s.": "Nội dung phải giống ô %(other_label)s.",
    "This field is required.": "Ô này không được để trống.",
    "Invalid IP address.": "Địa chỉ IP không hợp lệ.",
    "Invalid Mac address.": "Địa chỉ MAC không hợp lệ.",
    "Invalid URL.": "Địa chỉ trang không hợp lệ.",
    "Invalid UUID.": "Mã định danh không hợp lệ.",
    "Invalid value, must be one of: %(values)s.": "Chỉ nhận một trong các giá trị: %(values)s.",
    "Invalid value, can't be any of: %(values)s.": "Không nhận các giá trị: %(values)s.",
    "Field must be at least %(min)d character long.": "Nhập ít nhất %(min)d ký tự.",
    "Field cannot be longer than %(max)d character.": "Nhập tối đa %(max)d ký tự.",
    "Field must be exactly %(max)d character long.": "Nhập đúng %(max)d ký tự.",
    "Field must be between %(min)d and %(max)d characters long.": (
        "Nhập từ %(min)d đến %(max)d ký tự."
    ),
    "Number must be at least %(min)s.": "Số phải từ %(min)s trở lên.",
    "Number must be at most %(max)s.": "Số không được quá %(max)s.",
    "Number must be between %(min)s and %(max)s.": "Số phải từ %(min)s đến %(max)s.",
    "Date must be at least %(min)s.": "Ngày phải từ %(min)s trở đi.",
    "Date must be at most %(max)s.": "Ngày không được sau %(max)s.",
    "Date must be between %(min)s and %(max)s.": "Ngày phải từ %(min)s đến %(max)s.",
    "Invalid input.": "Nội dung không đúng dạng.",
    "This field cannot be edited.": "Ô này không sửa được.",
    "This field is disabled and cannot have a value.": "Ô này đang khóa, không nhận nội dung.",
    "Invalid field name '%s'.": "Không có ô nào tên “%s”.",
    "Invalid email address.": "Địa chỉ thư điện tử không hợp lệ, ví dụ ten@sonoivu.gov.vn.",
    "File does not have an approved extension.": "Loại tệp này không được nhận.",
    "File does not have an approved extension: {extensions}": (
        "Loại tệp này không được nhận; chỉ nhận: {extensions}."
    ),
    "The response parameter is missing.": "Thiếu phần xác nhận.",
}

# Flask-WTF fills in the sizes before it asks for the translation.
_FILE_SIZE = re.compile(r"File must be between (\d+) and (\d+) bytes\.")


class Translations:
    """What WTForms asks for a message; Vietnamese has no plural forms."""

    def gettext(self, string: str) -> str:
        """The Vietnamese message, or the text itself when it is none of WTForms' (a label)."""
        if found := _FILE_SIZE.fullmatch(string):
            return f"Tệp phải nặng từ {found[1]} đến {found[2]} byte."
        return MESSAGES.get(string, string)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """The Vietnamese message, the same for one and for many."""
        return MESSAGES.get(singular, singular if n == 1 else plural)


TRANSLATIONS = Translations()
