"""What is sent: the files of a finished build with their hashes."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from portal.site.freezing.chain import CHAIN
from portal.site.freezing.manifest import NAME, SIGNATURE


class DeployFailed(Exception):
    """Nothing that readers see was changed; the message is one Vietnamese sentence."""

    exit_code = 1


class Unreachable(DeployFailed):
    """The line dropped, or the far side did not answer: the next run goes on from there."""

    exit_code = 3


class CopyDiffers(DeployFailed):
    """What arrived is not what was sent; it was not shown."""

    exit_code = 4


@dataclass(frozen=True)
class Release:
    """A build to be sent. ``files``: path → sha256, the manifest and its signature included."""

    site: Path
    name: str
    files: dict[str, str]

    @classmethod
    def of(cls, site: Path) -> "Release":
        """The release in a finished build, named after the hash of its manifest."""
        site = site.resolve()
        text = (site / NAME).read_bytes()
        own = {
            name: hashlib.sha256((site / name).read_bytes()).hexdigest()
            for name in (NAME, SIGNATURE, CHAIN)
            if (site / name).is_file()
        }
        return cls(site, hashlib.sha256(text).hexdigest()[:16], {**files_in(text), **own})

    def sums(self) -> str:
        """The files in the form that ``sha256sum --check`` reads."""
        return "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(self.files.items()))

    def size(self, names: "set[str]") -> int:
        """The bytes of some of the files."""
        return sum((self.site / name).stat().st_size for name in names)


def files_in(manifest: bytes | None) -> dict[str, str]:
    """Path → sha256 as a manifest says; empty without one, or when it cannot be read."""
    try:
        files = json.loads(manifest or b"{}").get("files", {})
    except (ValueError, AttributeError):
        return {}
    return files if isinstance(files, dict) else {}


def faults(found: dict[str, str], release: Release) -> list[str]:
    """How a copy (path → sha256) differs from a release, one Vietnamese line a file."""
    lines = []
    for name in sorted(release.files.keys() | found.keys()):
        if name not in found:
            lines.append(f"Thiếu tệp: {name}")
        elif name not in release.files:
            lines.append(f"Tệp thừa: {name}")
        elif found[name] != release.files[name]:
            lines.append(f"Tệp sai nội dung: {name}")
    return lines
