"""Bodies through time: what they were called on a day, who carried on what they were. Pure.

A body (sở, huyện, xã …) keeps its code for ever. ``merge``, ``split``, ``rename`` (under another
code) and ``dissolve`` end it: the last day before ``Step.on``. ``transfer`` moves a part of its
work or territory while it goes on, so it makes no heir. Days are inclusive, None is open.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter

from portal.units.rules import valid_on

#: Kinds of succession after which the predecessor is no more.
ENDING = frozenset({"merge", "split", "rename", "dissolve"})
#: Kinds of ending that have exactly one successor.
SINGLE = frozenset({"merge", "rename"})


@dataclass(frozen=True)
class FormerName:
    """A name that a body bore from ``valid_from`` to ``valid_to``."""

    name: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class Body:
    """A body of the register with the days it exists; ``name`` is its last one."""

    code: str
    name: str
    valid_from: date | None = None
    valid_to: date | None = None
    former: tuple[FormerName, ...] = ()


@dataclass(frozen=True)
class Step:
    """On ``on`` (its first day) ``successor`` took over; empty when nobody did (dissolve)."""

    predecessor: str
    successor: str
    on: date
    kind: str
    document: str = ""


def name_on(name: str, former: Iterable[FormerName], day: date) -> str:
    """What a body now called ``name`` was called on ``day``."""
    for one in former:
        if valid_on(one.valid_from, one.valid_to, day):
            return one.name
    return name


class Register:
    """Bodies and the steps between them, asked as of any day.

    The answers hold for a register without ``problems``; for any other one they still end.
    """

    def __init__(self, bodies: Iterable[Body], steps: Iterable[Step]) -> None:
        self.bodies = {body.code: body for body in bodies}
        self.steps = tuple(sorted(steps, key=lambda step: (step.on, step.predecessor)))
        self._after: dict[str, list[Step]] = defaultdict(list)
        self._before: dict[str, list[Step]] = defaultdict(list)
        for step in self.steps:
            self._after[step.predecessor].append(step)
            self._before[step.successor].append(step)

    def exists(self, code: str, day: date) -> bool:
        """Whether the body exists on ``day``."""
        body = self.bodies.get(code)
        return body is not None and valid_on(body.valid_from, body.valid_to, day)

    def after(self, code: str, day: date) -> list[Step]:
        """The steps away from a body that had been taken by ``day``, oldest first."""
        return [step for step in self._after[code] if step.on <= day]

    def before(self, code: str, day: date) -> list[Step]:
        """The steps towards a body that had been taken by ``day``, oldest first."""
        return [step for step in self._before[code] if step.on <= day]

    def heirs(self, code: str, day: date) -> tuple[str, ...]:
        """The bodies of ``day`` that carry on ``code``: itself while it exists, otherwise those
        at the ends of its chains. Empty when it was not there yet or left nobody behind."""
        found: dict[str, None] = {}
        seen: set[str] = set()
        waiting = [code]
        while waiting:
            one = waiting.pop(0)
            if one in seen:
                continue
            seen.add(one)
            if self.exists(one, day):
                found[one] = None
                continue
            steps = self.after(one, day)
            waiting += [step.successor for step in steps if step.kind in ENDING]
        return tuple(found)

    def origins(self, code: str, day: date) -> tuple[str, ...]:
        """Every former body that ``code`` carries on, as known on ``day``: A and B for A→B→C."""
        found: dict[str, None] = {}
        waiting = [code]
        while waiting:
            for step in self.before(waiting.pop(), day):
                other = step.predecessor
                if step.kind in ENDING and other not in found and other != code:
                    found[other] = None
                    waiting.append(other)
        return tuple(found)


def problems(register: Register) -> list[str]:
    """What is wrong with a register, one Vietnamese sentence each; empty when it is sound."""
    found: list[str] = []
    for body in register.bodies.values():
        if body.valid_from and body.valid_to and body.valid_to < body.valid_from:
            found.append(f"{body.name}: ngày kết thúc trước ngày bắt đầu.")
        found += _name_problems(body)
        found += _ending_problems(register, body)
    for step in register.steps:
        found += _step_problems(register, step)
    return found + _cycles(register)


def _name_problems(body: Body) -> list[str]:
    found = []
    names = sorted(body.former, key=lambda one: one.valid_from or date.min)
    for one, following in zip(names, [*names, None][1:], strict=True):
        what = f"{body.code}: tên cũ “{one.name}”"
        if one.valid_to is None:
            found.append(f"{what} chưa có ngày thôi dùng.")
        elif following is not None:
            begins = following.valid_from or date.min
            if begins <= one.valid_to:
                found.append(f"{what} trùng thời gian với tên “{following.name}”.")
            elif begins > one.valid_to + timedelta(days=1):
                found.append(f"{what} và tên “{following.name}” cách nhau một khoảng trống.")
        elif body.valid_to and one.valid_to > body.valid_to:
            found.append(f"{what} còn dùng sau ngày đơn vị kết thúc.")
    return found


def _ending_problems(register: Register, body: Body) -> list[str]:
    ends = [step for step in register.after(body.code, date.max) if step.kind in ENDING]
    if body.valid_to is None:
        if ends:
            return [f"{body.name}: đã có đơn vị kế thừa nhưng chưa có ngày kết thúc."]
        return []
    if not ends:
        return [f"{body.name}: đã kết thúc nhưng chưa ghi sáp nhập, chia tách hay giải thể."]
    kinds = {step.kind for step in ends}
    if len({step.on for step in ends}) > 1 or len(kinds) > 1:
        return [f"{body.name}: chỉ kết thúc một lần, theo một hình thức, trong một ngày."]
    if kinds & SINGLE and len(ends) > 1:
        return [f"{body.name}: sáp nhập hoặc đổi tên chỉ có một đơn vị kế thừa."]
    return []


def _step_problems(register: Register, step: Step) -> list[str]:
    one = register.bodies.get(step.predecessor)
    other = register.bodies.get(step.successor)
    if one is None or (other is None and step.successor):
        return [f"Không có đơn vị {step.predecessor if one is None else step.successor}."]
    if other is None:
        lacks = step.kind != "dissolve"
        return [f"{one.name}: thiếu đơn vị kế thừa."] if lacks else _end_problem(one, step)
    if one is other:
        return [f"{one.name}: không thể kế thừa chính mình."]
    found = []
    if not valid_on(other.valid_from, other.valid_to, step.on):
        found.append(f"{other.name} không hoạt động ngày {step.on:%d/%m/%Y}, khi kế thừa.")
    return found + _end_problem(one, step)


def _end_problem(one: Body, step: Step) -> list[str]:
    eve = step.on - timedelta(days=1)
    if step.kind not in ENDING:
        there = valid_on(one.valid_from, one.valid_to, eve)
        return [] if there else [f"{one.name} không hoạt động ngày {eve:%d/%m/%Y}, khi bàn giao."]
    if one.valid_to is None or one.valid_to == eve:
        return []
    if one.valid_to > eve:
        return [f"{one.name} còn hoạt động sau ngày có đơn vị kế thừa ({step.on:%d/%m/%Y})."]
    return [f"{one.name}: khoảng trống từ ngày kết thúc đến {step.on:%d/%m/%Y}."]


def _cycles(register: Register) -> list[str]:
    """Bodies that would come after themselves."""
    before = {
        code: {step.predecessor for step in register.before(code, date.max) if step.kind in ENDING}
        for code in register.bodies
    }
    try:
        TopologicalSorter(before).prepare()
    except CycleError as error:
        names = [register.bodies[code].name for code in error.args[1] if code in register.bodies]
        return [f"Kế thừa thành vòng: {' → '.join(names)}."]
    return []
