"""The outline as a vertical agency (ngành dọc) uses it: adapted to its own ministry's rules. Pure.

The province's plan gives one general outline; an agency of the centre reports by the rules of the
Government and its ministry, so what is no task of its may stay blank (S0:L93).
"""

from dataclasses import replace

from portal.reports.form_version import FormDefinition

LEVEL = "vertical"
NOTE = (
    "Cơ quan ngành dọc xây dựng báo cáo theo đề cương chung, dựa trên quy định của Chính phủ và "
    "của bộ, ngành chủ quản. Số liệu không thuộc nhiệm vụ của cơ quan được để trống; phần đề "
    "cương không thuộc nhiệm vụ thì đánh dấu đã đủ mà không cần viết."
)


def adapted(definition: FormDefinition, level: str) -> FormDefinition:
    """The form for a unit of ``level``: no indicator is demanded of a vertical agency."""
    if level != LEVEL:
        return definition
    return replace(
        definition,
        indicators=tuple(replace(item, optional=True) for item in definition.indicators),
    )
