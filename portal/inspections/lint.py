"""What a check before publishing finds in the working data of visits."""

from collections.abc import Mapping

from flask import url_for

from portal.inspections.conclusion_proposals import conclusion_proposal
from portal.inspections.models import Conclusion
from portal.publishing.findings import Finding
from portal.publishing.gate import Proposal
from portal.publishing.payload import canonical


def look(offered: Proposal) -> tuple[list[Finding], Mapping[str, str]]:
    """Whether the conclusion behind a proposal was edited after it was put forward: the approver
    decides on the proposal as it was read, and is told that there is more."""
    if offered.kind != "conclusion" or offered.state != "published":
        return [], {}
    row = Conclusion.get_or_none(Conclusion.slug == offered.slug)
    if row is None:
        return [], {}
    page = url_for("inspections_office.visit", visit_id=row.visit_id)
    if canonical(conclusion_proposal(row).payload) == canonical(offered.payload):
        return [], {"": page}
    found = Finding(
        "changed_since", "look", "Hồ sơ kết luận nay khác bản trình đăng", place=row.title,
        advice="Duyệt phiếu này là đăng bản lúc trình. Muốn đăng cả chỗ sửa sau thì trả lại hoặc "
        "rút phiếu rồi trình lại.", link=page, acceptable=False,
    )  # fmt: skip
    return [found], {"": page}
