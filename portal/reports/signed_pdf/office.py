"""The office looks at a signed report: who signed it, and whether its numbers are the data's."""

from flask import Response, abort, current_app

from portal.accounts.access import allow
from portal.documents.file_types import PDF
from portal.reports.office_blueprint import READERS, blueprint, found_submission
from portal.reports.office_reading import read
from portal.reports.signed_pdf.queries import checked
from portal.reports.signed_pdf.rules import STATES, revocation_words, sentence
from portal.web.rendering import render


@blueprint.get("/<int:duty_id>/lan/<int:number>/kiem-tra-ban-ky/")
@allow(*READERS)
def signed_check(duty_id: int, number: int) -> Response:
    """The signatures of the file of a submission, its numbers beside what was submitted."""
    row, sent = found_submission(duty_id, number)
    blob = sent.signed_file
    if blob is None or blob.media_type != PDF:
        abort(404)
    reading = read(sent)
    return render(
        "workspace/reports/office/signed.html",
        row=row,
        duty=row.duty,
        submission=sent,
        check=checked(current_app.config["DATA"], blob, reading.form, reading.values, reading.year),
        states=STATES,
        sentence=sentence,
        revocation=revocation_words,
    )
