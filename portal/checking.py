"""``portal check``: whether what the portal keeps is still whole."""

from pathlib import Path

from portal.accounts.audit import broken_entries
from portal.documents import blobs
from portal.documents.models import Blob
from portal.publishing.queries import broken_publications
from portal.reports.seal_queries import broken_seals


def problems(data: Path) -> list[str]:
    """Broken links of the two chains, broken seals, missing or damaged files: a sentence each."""
    found = [f"Nhật ký: mục {entry} không khớp mã băm." for entry in broken_entries()]
    found += [f"Công bố: bản {row} không khớp mã băm." for row in broken_publications()]
    found += broken_seals()
    for row in Blob.select(Blob.sha256).iterator():
        if not blobs.verify(data, row.sha256):
            found.append(f"Kho tệp: tệp {row.sha256} thiếu hoặc hỏng.")
    return found
