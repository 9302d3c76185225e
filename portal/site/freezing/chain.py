"""The chain of manifests: which builds there were, and the head that others keep a note of.

``manifest.json.chain`` lies beside the manifest: one line for each build before this one, its
number and the sha256 of its manifest. The signed manifest holds the sha256 of that file, so that
whoever knows one head (printed on a decision, sent to the units) can tell whether a later build
carries it on, whether an older one was put in its place, and whether two builds bear one number.
Without a head from elsewhere an older build that was signed once is whole in itself: nothing in
it can tell that there is a newer one.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHAIN = "manifest.json.chain"
_HEAD = re.compile(r"(\d{1,9})[:\-]([0-9a-f]{16,64})")


@dataclass(frozen=True)
class Head:
    """A build as others know it: its number and the sha256 of its manifest, or its beginning."""

    number: int
    sha256: str

    @classmethod
    def parse(cls, text: str) -> "Head":
        """``12:3f2a 91bc …`` as people copy it from paper; ValueError when it is none."""
        found = _HEAD.fullmatch("".join(text.split()).lower())
        if not found:
            raise ValueError(text)
        return cls(int(found[1]), found[2])

    def grouped(self) -> str:
        """The hash in sixteen groups of four, to be read out and compared."""
        return " ".join(re.findall("....", self.sha256))


def lines_after(site: Path | None, number: int) -> str:
    """The chain of the build after the one in ``site`` (None: of the first build)."""
    if site is None:
        return ""
    kept = site / CHAIN
    before = kept.read_text(encoding="ascii") if kept.is_file() else ""
    return f"{before}{number} {manifest_sha256(site)}\n"


def manifest_sha256(site: Path) -> str:
    """The sha256 of the manifest in ``site``: the head of the chain."""
    return hashlib.sha256((site / "manifest.json").read_bytes()).hexdigest()


def faults(site: Path, manifest: dict[str, Any], own: str, head: Head | None) -> Iterator[str]:
    """What does not fit in the chain of a copy whose manifest (hash ``own``) is signed."""
    kept = site / CHAIN
    text = kept.read_bytes() if kept.is_file() and not kept.is_symlink() else b""
    if "chain" not in manifest:
        # a build from before there were chains: the file is no part of it
        if kept.exists():
            yield f"Tệp thừa: {CHAIN}"
        if head:
            yield "Bản này chưa có số và chuỗi danh mục nên không đối chiếu được với đầu chuỗi."
        return
    if hashlib.sha256(text).hexdigest() != manifest["chain"]:
        yield f"Chuỗi danh mục ({CHAIN}) đã bị sửa hoặc thiếu."
        return
    if head:
        yield from _against(head, Head(manifest["number"], own), text.decode("ascii"))


def _against(head: Head, own: Head, text: str) -> Iterator[str]:
    if own.number < head.number:
        yield (
            f"Đây là bản số {own.number}, cũ hơn bản số {head.number} đã biết: bản cũ đã được "
            "đưa lên lại."
        )
        return
    known = dict(line.split(" ") for line in text.splitlines())
    known[str(own.number)] = own.sha256
    there = known.get(str(head.number))
    if there is None:
        yield f"Chuỗi danh mục không có bản số {head.number} đã biết: chuỗi khác, hoặc bị cắt."
    elif not there.startswith(head.sha256):
        yield f"Bản số {head.number} trong chuỗi khác bản đã biết: có hai bản cùng một số."
