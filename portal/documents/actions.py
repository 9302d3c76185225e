"""Writes of files: bytes first, row afterwards."""

from pathlib import Path
from typing import BinaryIO

from portal.db import write
from portal.documents import blobs
from portal.documents.models import Blob


def keep_file(root: Path, stream: BinaryIO, *, max_bytes: int) -> Blob:
    """Store what `stream` holds in the data folder `root` and return its row, new or known.

    Call it before the transaction that attaches the file: the bytes are durable when it
    returns. Raises what `blobs.store` raises. No audit entry of its own: the action that
    attaches the file writes one.
    """
    stored = blobs.store(root, stream, max_bytes=max_bytes)
    with write():
        Blob.insert(
            sha256=stored.sha256, size=stored.size, media_type=stored.media_type
        ).on_conflict_ignore().execute()
    return Blob.get_by_id(stored.sha256)
