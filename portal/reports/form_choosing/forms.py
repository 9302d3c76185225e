"""The form with which the office chooses a form for a plan: shape only."""

from portal.reports.form_choosing.rules import FORM_KINDS, GROUPS
from portal.web import fields
from portal.web.forms import Form


class ChoiceForm(Form):
    """Which reports, whose, on which version."""

    kind = fields.SelectField(
        "Loại báo cáo", choices=tuple(FORM_KINDS.items()), blank=None, required=False,
        mark_optional=False,
    )  # fmt: skip
    units = fields.SelectField(
        "Đơn vị", choices=tuple(GROUPS.items()), blank=None, required=False, mark_optional=False
    )
    form = fields.SelectField("Biểu mẫu", coerce=int)
