"""Units that a plan names in two kinds of inspection which leave each other out. Pure."""

from collections.abc import Iterable, Iterator

from portal.plans.lint_rules import VISITED, StrandFacts
from portal.publishing.findings import Finding

#: So many units are named in a sentence; more are counted.
_NAMED = 5


def double_findings(strands: Iterable[StrandFacts]) -> Iterator[Finding]:
    """Units that are inspected on the spot and are to inspect themselves as well.

    A plan may order self-inspection of everyone: then every unit that is visited is in both, and
    nothing is said. Where only some are, a unit that was added to the visits (by a draw, say)
    was not taken off the other list.
    """
    strands = list(strands)
    own = [one for one in strands if one.mode == "self_inspection" and one.units]
    for visited in (one for one in strands if one.mode in VISITED):
        for self_run in own:
            both = [name for code, name in visited.units.items() if code in self_run.units]
            if not both or len(both) == len(visited.units):
                continue
            rest = f" và {len(both) - _NAMED} đơn vị khác" if len(both) > _NAMED else ""
            yield Finding(
                "two_strands", "look",
                f"{len(both)} đơn vị có cả trong “{visited.name}” và “{self_run.name}”",
                ", ".join(both[:_NAMED]) + rest, f"strands[{self_run.code}].units", self_run.name,
                advice="Đơn vị được kiểm tra thì thường không phải tự kiểm tra: bỏ khỏi một danh "
                "sách, hoặc giữ nguyên nếu kế hoạch giao cả hai.", link=self_run.link,
            )  # fmt: skip
