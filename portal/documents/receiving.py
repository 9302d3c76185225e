"""From a file field of a form to a stored blob, with a refusal said at the field."""

from pathlib import Path
from typing import Any

from portal.documents import blobs
from portal.documents.actions import keep_file
from portal.documents.models import Blob


def receive_upload(field: Any, root: Path) -> Blob | None:
    """Store the file of ``field`` under ``root``; None, and an error at the field, if refused."""
    try:
        return keep_file(root, field.data.stream, max_bytes=field.max_bytes)
    except (blobs.FileTooLarge, blobs.FileTypeRefused) as refusal:
        field.errors = [str(refusal)]
        return None
