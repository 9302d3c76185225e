"""What a signed PDF says, read when somebody asks: its file is the only thing that is kept."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from portal.documents.blobs import path_of
from portal.documents.file_text import lines_of
from portal.documents.models import Blob
from portal.documents.pdf_signatures import signatures_of
from portal.reports.attached_models import SignedCopy
from portal.reports.form_version import FormDefinition
from portal.reports.models import Duty
from portal.reports.signed_pdf.rules import SignedCheck, TextCheck, check_text

#: A PDF without either has no text to read: a scan.
_TEXT_MARKS = (b"/Font", b"/ObjStm")


def signed_copy_of(duty: Duty) -> SignedCopy | None:
    """The signed copy that awaits the submission of this report, if any."""
    return SignedCopy.get_or_none(SignedCopy.duty == duty)


def checked(
    data: Path, blob: Blob, form: FormDefinition | None, values: Mapping[str, Any], year: int
) -> SignedCheck:
    """The signatures of a stored PDF and its numbers beside ``values``."""
    path = path_of(data, blob.sha256)
    signatures = tuple(signatures_of(path, data))
    if form is None:
        return SignedCheck(signatures, TextCheck("no_data"))
    content = path.read_bytes()
    has_text = any(mark in content for mark in _TEXT_MARKS)
    pages = lines_of(data, blob.sha256) if has_text else []
    return SignedCheck(signatures, check_text(form, values, year, pages))
