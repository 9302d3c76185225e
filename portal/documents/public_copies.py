"""Files on their way to the public: the copy of a Word file that may be published, and what a PDF
that must not be changed still tells of its making."""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from portal.documents import blobs
from portal.documents.actions import keep_file
from portal.documents.file_types import PDF
from portal.documents.models import Blob
from portal.documents.pdf_cleaning import clean_pdf, facts_of
from portal.documents.word.cleaning import CannotClean, Cleaned, clean_word

__all__ = ["CannotClean", "Cleaned", "cleaned_word", "kept_copy", "pdf_notices", "receive_public"]

_REMOVED = (
    "Đã bỏ thông tin ghi kèm tệp “{name}” (người tạo, chương trình soạn); các trang không đổi."
)


def cleaned_word(root: Path, original: Blob) -> Cleaned:
    """What would be public of a stored Word file; CannotClean if that cannot be guaranteed."""
    with blobs.open_blob(root, original.sha256) as file:
        return clean_word(file.read())


def kept_copy(root: Path, cleaned: Cleaned) -> Blob:
    """Store the public copy; call it before the transaction that names it."""
    return keep_file(root, io.BytesIO(cleaned.content), max_bytes=len(cleaned.content))


def receive_public(field: Any, root: Path) -> tuple[Blob | None, str]:
    """Store the file of a form field that is meant for the public, an unsigned PDF without what it
    tells of its making. (None, ""), and an error at the field, if it is refused; otherwise the
    row and the sentence that says what was taken out, if anything was."""
    sent = field.data.stream.read(field.max_bytes + 1)
    clean = clean_pdf(sent) if sent.startswith(b"%PDF-") and len(sent) <= field.max_bytes else sent
    try:
        kept = keep_file(root, io.BytesIO(clean), max_bytes=field.max_bytes)
    except (blobs.FileTooLarge, blobs.FileTypeRefused) as refusal:
        field.errors = [str(refusal)]
        return None, ""
    return kept, "" if clean == sent else _REMOVED.format(name=field.filename)


def pdf_notices(root: Path, files: Iterable[dict[str, Any]]) -> list[tuple[str, str]]:
    """(name of the file, sentence) for each PDF among public files that tells of its making."""
    found = []
    for file in files:
        if file["media_type"] != PDF:
            continue
        try:
            with blobs.open_blob(root, file["sha256"]) as stored:
                facts = facts_of(stored.read())
        except FileNotFoundError:
            continue  # the gate refuses what is not stored, and says so
        if facts.told:
            why = (
                "Tệp có chữ ký số nên được giữ nguyên từng byte"
                if facts.signed
                else "Tệp được nhận trước khi cổng bỏ thông tin ghi kèm"
            )
            words = "; ".join(f"{label}: {text}" for label, text in facts.told)
            found.append((file["name"], f"{why}. Người đọc xem được trong tệp: {words}."))
        elif not facts.readable:
            found.append((file["name"], "Không đọc được thông tin ghi kèm trong tệp này."))
    return found
