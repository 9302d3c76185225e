"""Forms of an import: shape only."""

from portal.web.fields import FileField, HiddenField
from portal.web.forms import Form


class FileForm(Form):
    """The file; nothing of it is kept."""

    file = FileField("Tệp danh mục đơn vị", kinds=("xlsx", "csv"), max_bytes=5 * 1024 * 1024)


class ReviewForm(Form):
    """What was read, carried by the page until it is confirmed or left."""

    rows = HiddenField()
    name = HiddenField()
    seen = HiddenField()
