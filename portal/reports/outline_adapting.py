"""The general outline as a vertical agency (ngành dọc) uses it, where it has no form of its own.
Pure.

The province's plan gives one general outline; an agency of the centre reports by the rules of the
Government and its ministry, so what is no task of its may stay blank (S0:L93). A form that is
meant for such agencies (``FormDefinition.meant_for``) already leaves that out.
"""

from dataclasses import replace

from portal.reports.form_version import FormDefinition

LEVEL = "vertical"
NOTE = (
    "Cơ quan ngành dọc xây dựng báo cáo theo đề cương chung, dựa trên quy định của Chính phủ và "
    "của bộ, ngành chủ quản. Số liệu không thuộc nhiệm vụ của cơ quan được để trống; phần đề "
    "cương không thuộc nhiệm vụ thì đánh dấu đã đủ mà không cần viết."
)
OWN_NOTE = (
    "Biểu mẫu dành cho cơ quan ngành dọc: đề cương theo quy định của Chính phủ và của bộ, ngành "
    "chủ quản, số liệu gồm các chỉ tiêu thuộc nhiệm vụ của cơ quan. Chỉ tiêu nào bộ, ngành không "
    "giao thì ghi kad (không áp dụng)."
)


def note_for(definition: FormDefinition, level: str) -> str:
    """What a unit of ``level`` is told about its form; "" when nothing."""
    if level != LEVEL:
        return ""
    return OWN_NOTE if definition.meant_for else NOTE


def adapted(definition: FormDefinition, level: str) -> FormDefinition:
    """The form for a unit of ``level``: a general one demands no indicator of a vertical agency."""
    if level != LEVEL or definition.meant_for:
        return definition
    return replace(
        definition,
        indicators=tuple(replace(item, optional=True) for item in definition.indicators),
    )
