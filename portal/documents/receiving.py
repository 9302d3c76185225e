"""From a file field of a form to a stored blob, with the refusal said at the field."""

from pathlib import Path
from typing import Any

from portal.db import write
from portal.documents import blobs
from portal.documents.models import Blob


def receive_upload(field: Any, root: Path) -> Blob | None:
    """Store the file of ``field`` under ``root``; None (and an error at the field) if refused.

    The bytes are on disk before any transaction begins; the row that names them is written
    here, so that the caller's own transaction may refer to it.
    """
    upload = field.data
    try:
        stored = blobs.store(
            root, upload.stream, max_bytes=field.max_bytes, filename=upload.filename
        )
    except (blobs.FileTooLarge, blobs.FileTypeRefused) as refusal:
        field.errors = [str(refusal)]
        return None
    with write():
        blob, _created = Blob.get_or_create(
            sha256=stored.sha256,
            defaults={"size": stored.size, "media_type": stored.media_type},
        )
    return blob
