"""Which choice of a plan counts for a report, and what speaks against one. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from portal.reports.duties.kinds import KINDS
from portal.reports.form_version import FormDefinition, applicable
from portal.units.rules import LEVELS, TYPES

#: Groups of units: by level, or narrower by type.
GROUPS = {
    "": "Mọi đơn vị",
    **{f"cap:{code}": f"Theo cấp: {words}" for code, words in LEVELS.items()},
    **{f"loai:{code}": words for code, words in TYPES.items() if code != "authority"},
}
#: Kinds of report that are filled in on a form.
FORM_KINDS = {"": "Mọi loại báo cáo"} | {
    code: kind.words for code, kind in KINDS.items() if kind.on_form
}


class Choice(Protocol):
    """What a stored choice says."""

    kind: str
    units: str


C = TypeVar("C", bound=Choice)


@dataclass(frozen=True)
class Finding:
    """Something about a choice; ``refused``: units could not answer on that form."""

    text: str
    refused: bool = False


def in_group(units: str, unit_type: str, level: str) -> bool:
    """Whether a unit of that type and level belongs to the group."""
    return units in ("", f"cap:{level}", f"loai:{unit_type}")


def narrowest(choices: Iterable[C], kind: str, unit_type: str, level: str) -> C | None:
    """The choice that counts for a report: the group of units first, then the kind of report."""
    fitting = [
        one for one in choices if one.kind in ("", kind) and in_group(one.units, unit_type, level)
    ]
    return max(
        fitting,
        key=lambda one: (("", "cap", "loai").index(one.units.partition(":")[0]), one.kind != ""),
        default=None,
    )


def findings(form: FormDefinition, levels: Iterable[str], newest: int) -> list[Finding]:
    """What speaks against asking units of ``levels`` on ``form``; ``newest``: its last version.

    Refused: a form meant for others, or one that asks them nothing at all.
    """
    found = []
    for level in sorted(levels):
        words = LEVELS.get(level, level)
        own = applicable(form, level)
        if form.meant_for and level not in form.meant_for:
            others = ", ".join(LEVELS.get(one, one) for one in form.meant_for)
            found.append(
                Finding(f"Biểu mẫu này chỉ dành cho {others}, không dùng cho {words}.", True)
            )
        elif not own.answered_sections and not own.indicators:
            found.append(Finding(f"Biểu mẫu này không có phần nào cho {words} trả lời.", True))
        elif form.indicators and not own.indicators:
            found.append(Finding(f"Biểu mẫu này không có chỉ tiêu nào cho {words}."))
    if form.version < newest:
        found.append(Finding(f"Đã có bản {newest} mới hơn của biểu mẫu này."))
    return found
