"""The manifest: every file with its hash, what was public, and the manifest before."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from portal.publishing.shelf import Shelf
from portal.site.catalog import KINDS
from portal.site.freezing.build import Build
from portal.site.freezing.chain import CHAIN, Head, faults, lines_after
from portal.site.freezing.signing import sign, signature_fits

NAME, SIGNATURE = "manifest.json", "manifest.json.sig"
#: What no manifest names: it signs the other files.
PARTS = (NAME, SIGNATURE, CHAIN)


def publications(shelf: Shelf) -> list[dict[str, Any]]:
    """Kind, slug, version and chain hash of everything current, tombstones included."""
    entries = (shelf.find(kind, slug) for kind in KINDS for slug in shelf.slugs(kind))
    return [
        {"kind": one.kind, "slug": one.slug, "version": one.version, "hash": one.hash}
        for one in entries
        if one is not None
    ]


def write(
    site: Path,
    data: Path,
    entries: dict[str, tuple[str, int]],
    public: list[dict[str, Any]],
    number: int,
    before: Build | None,
) -> str:
    """Write chain, manifest and signature into ``site``; the sha256 of the manifest.

    ``number`` of this build; ``before`` is the newest build made so far, shown or not.
    """
    chain = lines_after(before.site, before.number) if before else ""
    with (site / CHAIN).open("x", encoding="ascii") as kept:
        kept.write(chain)
    content = {
        "format": 1,
        "files": {name: sha256 for name, (sha256, _) in entries.items()},
        "publications": public,
        "previous": before.manifest_sha256 if before else "",
        "number": number,
        "chain": hashlib.sha256(chain.encode("ascii")).hexdigest(),
    }
    # a line for each value, as with ``indent``, which is ten times slower
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",\n", ": "))
    made = text.encode() + b"\n"
    with (site / NAME).open("xb") as file:
        file.write(made)
    with (site / SIGNATURE).open("x", encoding="ascii") as signed:
        signed.write(sign(data, made))
    return hashlib.sha256(made).hexdigest()


def verify(site: Path, key: bytes, head: Head | None = None) -> Iterator[str]:
    """What does not fit in a copy of the site, in Vietnamese; nothing when all does.

    ``key`` is the public key as PEM, from outside the copy; ValueError when it is no key.
    ``head`` is what is known of an earlier or this very build, from outside as well.
    """
    try:
        text = (site / NAME).read_bytes()
        signature = (site / SIGNATURE).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        yield f"Thiếu {NAME} hoặc {SIGNATURE}."
        return
    if not signature_fits(key, text, signature):
        yield "Chữ ký không khớp với khóa công khai: danh mục đã bị sửa hoặc khóa không đúng."
        return
    manifest = json.loads(text)
    yield from faults(site, manifest, hashlib.sha256(text).hexdigest(), head)
    files = manifest["files"]
    present = {
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }
    for name in sorted(files.keys() - present):
        yield f"Thiếu tệp: {name}"
    for name in sorted(present - files.keys() - set(PARTS)):
        yield f"Tệp thừa: {name}"
    for name in sorted(files.keys() & present):
        if (site / name).is_symlink() or _sha256(site / name) != files[name]:
            yield f"Tệp đã bị sửa: {name}"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
