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

NAME, SIGNATURE = "manifest.json", "manifest.json.sig"
_BETWEEN = ",\n"
#: Files that are told at once.
_AT_ONCE = 5000
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
    # 6 MiB that the processes which make the pages do without
    from portal.site.freezing.signing import sign

    chain = lines_after(before.site, before.number) if before else ""
    with (site / CHAIN).open("x", encoding="ascii") as kept:
        kept.write(chain)
    content = {
        "format": 1,
        "files": {},
        "publications": public,
        "previous": before.manifest_sha256 if before else "",
        "number": number,
        "chain": hashlib.sha256(chain.encode("ascii")).hexdigest(),
    }
    digest = hashlib.sha256()
    with (site / NAME).open("xb") as file:
        for piece in _pieces(content, entries):
            digest.update(piece)
            file.write(piece)
    with (site / SIGNATURE).open("x", encoding="ascii") as signed:
        signed.write(sign(data, (site / NAME).read_bytes()))
    return digest.hexdigest()


def _pieces(content: dict[str, Any], entries: dict[str, tuple[str, int]]) -> Iterator[bytes]:
    """The manifest, its files some thousands at a time."""
    before, _, after = _text(content).partition('"files": {}')
    yield f'{before}"files": {{'.encode()
    names = sorted(entries)
    for start in range(0, len(names), _AT_ONCE):
        files = {name: entries[name][0] for name in names[start : start + _AT_ONCE]}
        yield f"{_BETWEEN if start else ''}{_text(files)[1:-1]}".encode()
    yield f"}}{after}\n".encode()


def _text(content: dict[str, Any]) -> str:
    # a line for each value, as with ``indent``, which is ten times slower
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(_BETWEEN, ": "))


def verify(site: Path, key: bytes, head: Head | None = None) -> Iterator[str]:
    """What does not fit in a copy of the site, in Vietnamese; nothing when all does.

    ``key`` is the public key as PEM, from outside the copy; ValueError when it is no key.
    ``head`` is what is known of an earlier or this very build, from outside as well.
    """
    from portal.site.freezing.signing import signature_fits

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
