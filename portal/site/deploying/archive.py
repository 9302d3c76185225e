"""A ZIP of the site, for a server that only takes files by hand or a USB stick."""

import hashlib
import os
import zipfile
from pathlib import Path

from portal.site.deploying.release import CopyDiffers, Release, faults

#: The same site gives the same bytes: no clock enters the archive.
_MOMENT = (1980, 1, 1, 0, 0, 0)


def write_zip(release: Release, target: Path) -> None:
    """Write the archive, read it back, and only then put it in the place of the one before."""
    waiting = target.with_name(f".{target.name}.dang-ghi")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(waiting, "w") as made:
            for name in sorted(release.files):
                made.writestr(_entry(name), (release.site / name).read_bytes())
        found = faults(hashes_in(waiting), release)
        if found:
            raise CopyDiffers(f"Tệp nén ghi ra không đúng: {'; '.join(found[:5])}.")
        with waiting.open("rb") as file:
            os.fsync(file.fileno())
        os.replace(waiting, target)
    finally:
        waiting.unlink(missing_ok=True)


def hashes_in(path: Path) -> dict[str, str]:
    """Path → sha256 of every file in an archive; nothing when it is no archive."""
    try:
        with zipfile.ZipFile(path) as made:
            return {one: hashlib.sha256(made.read(one)).hexdigest() for one in made.namelist()}
    except (OSError, zipfile.BadZipFile):
        return {}


def _entry(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, _MOMENT)
    packed = name.endswith((".gz", ".br", ".woff2", ".zip", ".docx", ".xlsx"))
    made.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    made.external_attr = 0o644 << 16
    return made
