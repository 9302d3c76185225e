"""Forms of cloning: shape only."""

from portal.plans.forms import YearField
from portal.web.fields import TextField
from portal.web.forms import Form


class CloneForm(Form):
    """The year and the title of the new plan."""

    year = YearField("Năm của kế hoạch mới", width=4)
    title = TextField("Tên kế hoạch mới", max_length=300)


class KeepForm(Form):
    """Why a thing stays as it is; empty when it was put right."""

    reason = TextField("Lý do giữ nguyên", required=False, max_length=500)
