"""Decisions about a change of a body that the office records: may it be, what it makes. Pure."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from portal.units.continuity_rules import ENDING, FormerName, Register, Step, problems
from portal.vietnamese import show_date

#: What the office records, as it asks for it. A rename keeps the body and its code.
CHANGES = {
    "merge": ("Sáp nhập, hợp nhất", "Đơn vị kết thúc; một đơn vị tiếp nhận toàn bộ."),
    "split": ("Chia, sắp xếp thành nhiều đơn vị", "Đơn vị kết thúc; từ hai đơn vị kế thừa."),
    "rename": ("Đổi tên", "Vẫn là đơn vị đó; hồ sơ trước ngày đổi giữ tên cũ."),
    "dissolve": ("Giải thể, kết thúc hoạt động", "Có thể có đơn vị nhận việc còn lại, hoặc không."),
    "transfer": (
        "Chuyển giao một phần", "Đơn vị vẫn hoạt động (tách một phần chức năng, địa bàn)."
    ),
}  # fmt: skip
LEVEL_OF = {
    "authority": "province",
    "department": "province",
    "agency": "province",
    "management_board": "province",
    "vertical": "vertical",
    "district": "district",
    "commune": "commune",
    "ward": "commune",
    "special_zone": "commune",
    "service_unit": "service_unit",
}
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Change:
    """A change on its first day ``on``, by ``document``; ``successors`` are codes."""

    kind: str
    on: date
    document: str
    successors: tuple[str, ...] = ()
    new_name: str = ""
    new_short_name: str = ""

    @property
    def ends(self) -> bool:
        """Whether the body is no more from ``on``."""
        return self.kind in ENDING and self.kind != "rename"


def steps_of(code: str, change: Change) -> list[Step]:
    """The steps that a change adds to the register; none for a new name."""
    if change.kind == "rename":
        return []
    successors = change.successors or ("",)
    return [Step(code, one, change.on, change.kind, change.document) for one in successors]


def change_problems(
    register: Register, code: str, change: Change, today: date
) -> list[tuple[str, str]]:
    """Why a change may not be recorded: (field of the form, message); empty when it may.

    A field of "" stands for the form as a whole.
    """
    body = register.bodies[code]
    if body.valid_to is not None and change.on > body.valid_to + _DAY:
        return [("on", f"Đơn vị đã kết thúc hoạt động sau ngày {show_date(body.valid_to)}.")]
    if body.valid_to is not None and change.kind != "transfer":
        return [("kind", "Đã ghi nhận đơn vị này kết thúc hoạt động; không ghi lần nữa.")]
    if body.valid_from is not None and change.on <= body.valid_from:
        return [("on", f"Đơn vị hoạt động từ ngày {show_date(body.valid_from)}; chọn ngày sau đó.")]
    if change.kind == "rename":
        return _rename_problems(register, code, change, today)
    found = _successor_problems(register, code, change)
    return found or [("", text) for text in _new_problems(register, code, change)]


def _rename_problems(
    register: Register, code: str, change: Change, today: date
) -> list[tuple[str, str]]:
    body = register.bodies[code]
    if not change.new_name:
        return [("new_name", "Nhập tên mới của đơn vị.")]
    if change.new_name == body.name:
        return [("new_name", "Tên mới giống tên đang dùng.")]
    if change.on > today:
        return [("on", "Chưa đến ngày đổi tên; hãy ghi nhận từ ngày tên mới có hiệu lực.")]
    last = max((one.valid_to for one in body.former if one.valid_to), default=None)
    if last is not None and change.on <= last + _DAY:
        return [("on", f"Tên đang dùng có từ ngày {show_date(last + _DAY)}; chọn ngày sau đó.")]
    return []


def _successor_problems(register: Register, code: str, change: Change) -> list[tuple[str, str]]:
    many = len(change.successors)
    wanted = {
        "merge": (many == 1, "Sáp nhập có đúng một đơn vị kế thừa."),
        "split": (many >= 2, "Chia đơn vị thì có từ hai đơn vị kế thừa trở lên."),
        "transfer": (many >= 1, "Ghi đơn vị nhận phần được chuyển giao."),
    }
    fits, message = wanted.get(change.kind, (True, ""))
    found = [] if fits else [("successors", message)]
    if code in change.successors:
        found.append(("successors", "Đơn vị không thể kế thừa chính mình."))
    absent = [one for one in change.successors if not register.exists(one, change.on)]
    names = "; ".join(register.bodies[one].name for one in absent)
    if absent:
        found.append(("successors", f"Không hoạt động ngày {show_date(change.on)}: {names}."))
    return found


def _new_problems(register: Register, code: str, change: Change) -> list[str]:
    """What the change would make wrong elsewhere, such as a body that came into it later."""
    body = register.bodies[code]
    changed = replace(body, valid_to=change.on - _DAY) if change.ends else body
    bodies = {**register.bodies, code: changed}
    after = Register(bodies.values(), [*register.steps, *steps_of(code, change)])
    before = set(problems(register))
    return [text for text in problems(after) if text not in before]


def former_name(register: Register, code: str, on: date) -> FormerName:
    """The name that a body gives up on ``on``, with the days it was borne."""
    body = register.bodies[code]
    ends = [one.valid_to for one in body.former if one.valid_to]
    begins = max(ends) + _DAY if ends else body.valid_from
    return FormerName(body.name, begins, on - _DAY)
