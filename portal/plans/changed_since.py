"""What is on its way to readers beside what the office works on: a plan edited after it was put
forward. The approver decides on the proposal as it was read, and is told that there is more."""

from collections.abc import Iterator, Mapping
from typing import Any

from portal.clock import local
from portal.plans.models import Plan
from portal.plans.queries import public_versions
from portal.publishing.findings import Finding
from portal.publishing.gate import Proposal
from portal.publishing.payload import canonical
from portal.publishing.shelf import as_entry


def changed_since(
    plan: Plan, offered: Proposal, payload: Mapping[str, Any], link: str
) -> Iterator[Finding]:
    """One finding if the working plan (``payload``) says something else than the proposal.

    A plan that goes along with another one for its relations alone is left out: its working
    copy was not put forward.
    """
    if canonical(payload) == canonical(offered.payload) or _for_relations_alone(plan, offered):
        return
    yield Finding(
        "changed_since", "look",
        "Kế hoạch đang soạn khác bản trình đăng, sửa lần cuối lúc "
        f"{local(plan.updated_at):%H:%M ngày %d/%m/%Y}",
        place=plan.title,
        advice="Duyệt phiếu này là đăng bản lúc trình. Muốn đăng cả chỗ sửa sau thì trả lại hoặc "
        "rút phiếu rồi trình lại.", link=link, acceptable=False,
    )  # fmt: skip


def _for_relations_alone(plan: Plan, offered: Proposal) -> bool:
    entry = next(map(as_entry, public_versions(plan.slug)), None)
    if entry is None or entry.withdrawn:
        return False
    before, after = ({**one, "relations": []} for one in (entry.payload, offered.payload))
    return canonical(before) == canonical(after)
