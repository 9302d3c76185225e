"""What the portal takes from the public, what it does not, and who decides on that instead.

Complaints and denunciations have procedures of their own (Luật Khiếu nại 2011, Luật Tố cáo
2018), petitions on administrative rules too (Nghị định 20/2008/NĐ-CP, sửa đổi bởi Nghị định
92/2017/NĐ-CP): a form on this portal would let a deadline of the law pass unnoticed.
"""

import secrets
from datetime import date, timedelta
from urllib.parse import unquote, urlsplit

from portal.vietnamese import fold

KINDS = {
    "information": (
        "Góp ý về thông tin trên cổng này",
        "Thông tin sai, thiếu, khó hiểu, khó tìm; tệp không mở được.",
    ),
    "petition": (
        "Phản ánh, kiến nghị",
        "Về quy định, thủ tục hành chính, việc giải quyết hồ sơ, thái độ phục vụ.",
    ),
    "complaint": (
        "Khiếu nại hoặc tố cáo",
        "Về quyết định, hành vi hành chính, hành vi vi phạm pháp luật.",
    ),
}
STATES = {
    "new": "Chờ trả lời",
    "answered": "Đã trả lời",
    "forwarded": "Đã chuyển nơi khác",
    "closed": "Không xử lý",
}
#: What the office may decide about a message.
DECISIONS = {
    "answered": ("Trả lời người góp ý", "Lời đáp hiện ở trang mà người góp ý mở bằng mã của họ."),
    "forwarded": ("Đã chuyển cơ quan có thẩm quyền", "Nêu cơ quan nhận, ngày chuyển."),
    "closed": ("Không xử lý", "Thư rác, trùng, không rõ nội dung: nêu lý do."),
}
#: So much from one place and in all within an hour; more is a machine, or a mistake.
MOST_FROM_ONE, MOST_IN_ALL = 5, 100
#: The office answers within so many days; then the start page says that it is late.
ANSWER_WITHIN = timedelta(days=7)
#: So long after the answer the name and the address of the sender are kept.
CONTACT_KEPT = timedelta(days=180)

#: The path of a page that feedback names is no longer.
LONGEST_PAGE = 300

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_OTHER_PROCEDURES = ("khieu nai", "to cao")
#: Pages that are not the public's to speak of, or the feedback pages themselves.
_NOT_PUBLIC = ("/gop-y/", "/lam-viec/", "/tai-khoan/")


def new_code() -> str:
    """The code by which a sender finds the answer: 12 characters that are not mistaken."""
    return "".join(secrets.choice(_LETTERS) for _ in range(12))


def shown_code(code: str) -> str:
    """The code in groups of four, as people copy it."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def typed_code(text: str) -> str:
    """What a person typed as the code, without hyphens, blanks and capitals."""
    return "".join(letter for letter in text.lower() if letter.isalnum())


def names_other_procedure(text: str) -> bool:
    """Whether a message speaks of a complaint or a denunciation, not taken here."""
    return any(words in fold(text) for words in _OTHER_PROCEDURES)


def may_send(from_one: int, in_all: int) -> bool:
    """Whether one more message is taken after so many within an hour."""
    return from_one < MOST_FROM_ONE and in_all < MOST_IN_ALL


def late(received_on: date, today: date) -> bool:
    """Whether a message has waited longer than the office should let it."""
    return today - received_on > ANSWER_WITHIN


def page_left(referrer: str | None, host: str) -> str:
    """The path of the public page of this ``host`` on which somebody pressed “Góp ý”.

    Empty where the browser does not tell, or tells of another place or of a desk's page.
    """
    try:
        came = urlsplit(referrer or "")
    except ValueError:
        return ""
    return page_named(came.path) if came.netloc == host else ""


def page_named(path: str) -> str:
    """A path as an address may name it to the form of feedback, and "" for anything else."""
    words = unquote(path)
    strange = not words.startswith("/") or not words.isprintable() or len(words) > LONGEST_PAGE
    return "" if strange or words.startswith(_NOT_PUBLIC) else words
