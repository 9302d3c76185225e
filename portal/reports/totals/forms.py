"""Form of the office about the template of the provincial report: shape only."""

from portal.web import fields
from portal.web.forms import Form


class TemplateForm(Form):
    """A Word file to be used as template."""

    file = fields.FileField("Tệp mẫu (.docx)", kinds=("docx",), max_bytes=5 * 1024 * 1024)
