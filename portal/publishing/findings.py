"""What a check before publishing found: how serious it is, where it stands, what to do."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from portal.documents.annexes import missing_annexes
from portal.documents.blocks import Blocks, blocks_of
from portal.documents.citations import citation_faults
from portal.documents.flags import Flag, flags_in
from portal.documents.leftovers import leftovers
from portal.documents.numbering import numbering_breaks, row_breaks
from portal.vietnamese import fold

#: How serious: what must be mended, what somebody must look at, what could be better.
SEVERITIES = {
    "block": ("Chặn", "late"),
    "look": ("Cần xem", "warn"),
    "hint": ("Gợi ý", "info"),
}
_ORDER = tuple(SEVERITIES)


@dataclass(frozen=True)
class Finding:
    """One place. ``kind`` is a stable code, ``title`` says what is wrong, ``quote`` shows the
    words, ``place`` the part of the document, ``advice`` what to do, ``link`` where to do it.

    ``acceptable``: whether it may stay when somebody says why. ``path`` is the field of the
    payload, ``anchor`` the clause of its text; ``subject`` is “kind slug” of what is published.
    """

    kind: str
    severity: str
    title: str
    quote: str = ""
    path: str = ""
    place: str = ""
    anchor: str = ""
    advice: str = ""
    link: str = ""
    acceptable: bool = True
    subject: str = ""

    @property
    def key(self) -> str:
        """The same finding in the same words has the same key: a reason given once holds."""
        parts = (self.subject, self.kind, self.title, self.quote)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:20]


#: kind of a flag: (severity, may stay with a reason, what to do)
_RULES = {
    "path": ("block", False, "Xóa đường dẫn khỏi văn bản."),
    "filename": ("look", True, "Xóa tên tệp nội bộ nếu người đọc không tải được tệp đó."),
    "identity": ("block", True, "Xóa số giấy tờ của cá nhân. Nếu là mã số khác, ghi rõ lý do."),
    "legacy": ("block", True, "Chuyển chữ sang Unicode (TCVN 6909:2001) rồi lưu lại."),
    "number": ("look", True, "Ghi số văn bản đã được văn thư cấp, hoặc bỏ dòng để trống."),
    "date": ("look", True, "Ghi đủ ngày, tháng, năm ban hành."),
    "annex": ("look", True, "Đăng kèm phụ lục, hoặc sửa câu nhắc đến phụ lục."),
    "numbering": ("look", True, "So với bản đã ký; nếu nhập sai thì sửa số thứ tự."),
    "reference": ("look", True, "Sửa lại chỗ dẫn, ví dụ “khoản 1 Mục IV”."),
    "citation": ("look", True, "Tra lại số, ký hiệu và ngày của văn bản được dẫn."),
    "mark": ("look", True, "Xóa ký hiệu của người soạn."),
    "spaced": ("hint", True, "Viết liền số và ký hiệu, ví dụ 220/KH-UBND."),
    "cut": ("look", True, "So với bản đã ký và gõ đủ câu."),
    "markup": ("look", True, "Xóa mã định dạng, gõ lại chữ."),
    "repeated_header": ("hint", True, "Nối bảng thành một, bỏ dòng tiêu đề lặp lại."),
}
_FREE_MAIL = ("gmail.", "yahoo.", "outlook.", "hotmail.", "icloud.", "zoho.")
#: Parts of the name of a mailbox that belongs to an office, not to a person.
_OFFICES = (
    "so", "snv", "ubnd", "vp", "vanphong", "vanthu", "vthu", "cchc", "kstthc", "phong", "ban",
    "bbt", "bqt", "congthongtin", "lienhe", "hotro", "info", "contact", "support", "motcua",
    "ttpvhcc", "trungtam", "tt", "thanhtra", "tiepnhan", "baocao", "noivu", "tochuc", "hanhchinh",
    "admin", "webmaster",
)  # fmt: skip
_STARTS = (
    *(word for word in _OFFICES if len(word) >= 4),
    "snv", "sonoi", "soyte", "sotu", "sotai", "socong", "sogiao", "soxay", "sonong", "sokhoa",
    "sovan", "songoai", "sodan", "sodu",
)  # fmt: skip
_MOBILE = re.compile(r"^(?:\+84|0)[35789]\d{8}$")
#: Texts of a payload that no reader sees as text.
_NOT_READ = ("code", "sha256", "media_type", "slug", "kind", "mode", "path")


def text_findings(payload: dict[str, Any], attached: Iterable[str] = ()) -> list[Finding]:
    """What stands out in the texts of a payload, as readers would get them, most serious first.

    ``attached``: names of documents that go with it and may hold an annex.
    """
    names = [*attached, *_file_names(payload)]
    found: list[Finding] = []
    for path, text in _texts(payload):
        if path.endswith("body_html"):
            found += [_judged(flag, path) for flag in _of_body(blocks_of(text), names)]
        else:
            flags = [*flags_in([text]), *citation_faults([text])]
            found += [_judged(flag, path, placed=False) for flag in flags]
    return in_order(found)


def in_order(found: Iterable[Finding]) -> list[Finding]:
    """Each finding once, most serious first, otherwise in reading order."""
    once = {one.key: one for one in reversed(list(found))}
    return sorted(reversed(once.values()), key=lambda one: _ORDER.index(one.severity))


def is_personal_mailbox(address: str) -> bool:
    """Whether a mailbox looks like a person's: not named after an office, or at a free service."""
    name, _, host = fold(address).partition("@")
    if host.startswith(_FREE_MAIL):
        return True
    words = [word for word in re.split(r"[._\d-]+", name) if word]
    return not any(word in _OFFICES or word.startswith(_STARTS) for word in words)


def _of_body(text: Blocks, names: list[str]) -> list[Flag]:
    found = [flag for one in text.paragraphs for flag in flags_in([one.line], one.anchor)]
    for anchor, rows in text.tables:
        found += [flag for row in rows for cell in row for flag in flags_in([cell], anchor)]
        found += row_breaks(rows, anchor)
    found += numbering_breaks(text.paragraphs)
    found += missing_annexes(text.paragraphs, names)
    found += citation_faults(text.lines)
    return found + leftovers(text)


def _judged(flag: Flag, path: str, placed: bool = True) -> Finding:
    anchor = flag.place if placed and flag.place != "body" else ""
    if flag.kind == "email":
        return _mailbox(flag, path, anchor)
    if flag.kind == "phone":
        return _phone(flag, path, anchor)
    severity, acceptable, advice = _RULES[flag.kind]
    return Finding(
        flag.kind, severity, flag.label, flag.excerpt, path,
        anchor=anchor, advice=advice, acceptable=acceptable,
    )  # fmt: skip


def _mailbox(flag: Flag, path: str, anchor: str) -> Finding:
    there = re.findall(r"[\w.+-]+@[\w.-]+", flag.excerpt)
    personal = [one for one in there if is_personal_mailbox(one)]
    if not personal:
        return Finding(
            "role_mailbox", "hint", "Hộp thư chung của cơ quan", flag.excerpt, path,
            anchor=anchor, advice="Kiểm tra hộp thư còn dùng; nếu đúng thì giữ nguyên.",
        )  # fmt: skip
    host = personal[0].partition("@")[2].strip(".")
    own = host if host.endswith(".gov.vn") else "tên-miền-của-tỉnh.gov.vn"
    return Finding(
        "email", "look", "Hộp thư của cá nhân", flag.excerpt, path, anchor=anchor,
        advice="Thay bằng hộp thư chung của cơ quan nhận (hộp thư của văn thư hoặc của phòng, "
        f"dạng …@{own}): hộp thư mang tên người là dữ liệu cá nhân và hết dùng khi người đó "
        "chuyển việc.",
    )  # fmt: skip


def _phone(flag: Flag, path: str, anchor: str) -> Finding:
    numbers = re.findall(r"(?:\+84|0)(?:[ .-]?\d){9,10}", flag.excerpt)
    if not any(_MOBILE.match(re.sub(r"[ .-]", "", one)) for one in numbers):
        return Finding(
            "office_phone", "hint", "Số điện thoại cố định", flag.excerpt, path, anchor=anchor,
            advice="Giữ nguyên nếu là số của cơ quan.",
        )  # fmt: skip
    return Finding(
        "phone", "look", "Số điện thoại di động, có thể của cá nhân", flag.excerpt, path,
        anchor=anchor, advice="Thay bằng số máy của cơ quan.",
    )  # fmt: skip


def _texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a payload with its path, in the order of the payload."""
    if isinstance(value, str):
        if value.strip() and path.rpartition(".")[2] not in _NOT_READ:
            yield path, value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _texts(one, f"{path}.{name}" if path else name)
    elif isinstance(value, list | tuple):
        for one in value:
            code = one.get("code", "") if isinstance(one, dict) else ""
            yield from _texts(one, f"{path}[{code}]" if code else path)


def _file_names(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [str(value["name"])] if "sha256" in value and "name" in value else []
        return own + [name for one in value.values() for name in _file_names(one)]
    if isinstance(value, list | tuple):
        return [name for one in value for name in _file_names(one)]
    return []
