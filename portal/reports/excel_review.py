"""The file of both appendices, for whoever loads it: the unit, or the office in its place.

The words of the pages differ, what they do with the file does not: ``unit_excel`` and
``office_keying`` give their templates.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any

from flask import send_file
from werkzeug.wrappers import Response

from portal.documents.file_types import XLSX
from portal.documents.sheets import BadSheet
from portal.reports import queries
from portal.reports.exchange import applying
from portal.reports.exchange.comparing import FileCell
from portal.reports.exchange.excel_reading import FileContent, read_appendices
from portal.reports.exchange.excel_writing import appendices_xlsx
from portal.reports.exchange.filled import filled_of
from portal.reports.forms import ExcelForm
from portal.reports.models import Duty
from portal.reports.unit_file_review import UNIT, FileKind, Way, carried_form, content_of
from portal.web.rendering import render


def appendices_file(duty: Duty) -> Response:
    """The draft's appendices as a file to be filled in."""
    content = BytesIO(appendices_xlsx(filled_of(duty)))
    name = f"phu-luc-{duty.unit.code}-{duty.year}.xlsx"
    return send_file(content, mimetype=XLSX, as_attachment=True, download_name=name)


def differences(
    duty: Duty, cells: list[FileCell], name: str, content: FileContent | None = None
) -> dict[str, Any]:
    """What the page of differences shows; ``content`` only right after the upload."""
    found = applying.difference(duty, cells)
    more: dict[str, Any] = {"unmatched": (), "absent": [], "foreign": False, "missing": ()}
    if content:
        more = {
            "unmatched": content.unmatched,
            "absent": applying.absent_tasks(duty, cells, content),
            "foreign": content.duty_id != duty.id,
            "missing": applying.absent_indicators(duty, cells, content),
        }
    return {"form": carried_form(found, name), "found": found, "name": name, **more}


@dataclass(frozen=True)
class ExcelPages:
    """The two pages of whoever loads the file: where it is taken in, and what it would change.

    ``upload`` and ``review``: (template, what the path to the page calls it); ``frame``: what a
    page shows around its content, given that name.
    """

    upload: tuple[str, str]
    review: tuple[str, str]
    frame: Callable[[Duty, str], dict[str, Any]]
    way: Way = UNIT

    def page(self, duty: Duty, form: Any = None, status: int = 200) -> Response:
        """Where the file is taken in; ``form``: one that was refused."""
        template, here = self.upload
        form = form or ExcelForm(formdata=None)
        return render(template, status=status, form=form, **self.frame(duty, here))

    def compared(
        self,
        duty: Duty,
        cells: list[FileCell],
        name: str,
        content: FileContent | None = None,
        status: int = 200,
    ) -> Response:
        """The page of differences; ``content`` only right after the upload."""
        template, here = self.review
        found = differences(duty, cells, name, content)
        return render(template, status=status, **found, **self.frame(duty, here))

    def uploaded(self, duty: Duty) -> Response:
        """What the uploaded file would change; the first page again (422) if it is no such file.

        Nothing of the file is kept.
        """
        form = ExcelForm()
        if form.validate_on_submit():
            try:
                content = read_appendices(content_of(form.file), queries.definition_of(duty))
            except BadSheet as problem:
                form.file.errors = [str(problem)]
            else:
                cells = applying.cells_of(duty, content)
                return self.compared(duty, cells, form.file.filename, content)
        return self.page(duty, form, 422)

    @property
    def kind(self) -> FileKind:
        """The file for ``apply_reviewed``: what changed meanwhile is shown again (409)."""
        return FileKind(ExcelForm, "ô", self.page, partial(self.compared, status=409), self.way)
