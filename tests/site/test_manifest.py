"""What anyone with the public key can find out about a copy of the site."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from portal.site.freezing import manifest as writing
from portal.site.freezing.manifest import verify
from portal.site.freezing.signing import public_pem, sign, signature_fits
from tests.site import factories, inspection_factories, publishing


@pytest.fixture
def copy(published: None, run_freeze: Callable[..., Any], data: Path, tmp_path: Path) -> Path:
    """A copy of the frozen site, as it would lie on another machine."""
    run_freeze()
    return Path(shutil.copytree((data / "site").resolve(), tmp_path / "copy"))


@pytest.fixture
def key(data: Path) -> bytes:
    return public_pem(data).encode()


def test_an_honest_copy_has_no_problem(copy: Path, key: bytes) -> None:
    assert list(verify(copy, key)) == []


def test_every_tampering_is_found(copy: Path, key: bytes) -> None:
    page = copy / "ke-hoach/index.html"
    page.write_bytes(page.read_bytes().replace(b"2026", b"2027"))
    (copy / "robots.txt").unlink()
    (copy / "la.html").write_text("thêm")
    found = list(verify(copy, key))
    assert found == [
        "Thiếu tệp: robots.txt",
        "Tệp thừa: la.html",
        "Tệp đã bị sửa: ke-hoach/index.html",
    ]


def test_a_link_in_place_of_a_file_is_found(copy: Path, key: bytes, tmp_path: Path) -> None:
    away = tmp_path / "away.html"
    shutil.move(copy / "index.html", away)
    (copy / "index.html").symlink_to(away)
    assert list(verify(copy, key)) == ["Tệp đã bị sửa: index.html"]


def test_a_changed_manifest_or_another_key_does_not_fit(
    copy: Path, key: bytes, tmp_path: Path
) -> None:
    other = public_pem(tmp_path / "khac").encode()
    assert "Chữ ký không khớp" in next(verify(copy, other))
    manifest = copy / "manifest.json"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('"format": 1', '"format": 2'))
    assert "Chữ ký không khớp" in next(verify(copy, key))
    (copy / "manifest.json.sig").unlink()
    assert "Thiếu manifest.json" in next(verify(copy, key))


def test_what_is_no_key_is_refused(copy: Path) -> None:
    with pytest.raises(ValueError, match="."):
        list(verify(copy, b"not a key"))


def test_manifests_are_chained_and_name_every_publication(
    published: None, run_freeze: Callable[..., Any], data: Path
) -> None:
    run_freeze()
    first = json.loads((data / "builds/1/keys.json").read_text(encoding="utf-8"))
    publishing.publish(
        "2026/ket-luan-hai", inspection_factories.conclusion(title="Kết luận thứ hai")
    )
    run_freeze()
    manifest = json.loads((data / "site/manifest.json").read_text(encoding="utf-8"))
    assert manifest["previous"] == first["manifest_sha256"]
    named = {(one["kind"], one["slug"], one["version"]) for one in manifest["publications"]}
    assert ("plan", factories.PLAN, 2) in named
    assert ("conclusion", "2026/ket-luan-hai", 1) in named
    assert ("plan", factories.PLAN, 1) not in named


def test_the_key_is_made_once_and_kept_secret(tmp_path: Path) -> None:
    pem = public_pem(tmp_path)
    assert public_pem(tmp_path) == pem
    kept = tmp_path / "secrets" / "site_signing_key.pem"
    assert kept.stat().st_mode & 0o077 == 0
    assert [one.name for one in kept.parent.iterdir()] == [kept.name]
    assert signature_fits(pem.encode(), b"a", sign(tmp_path, b"a"))
    assert not signature_fits(pem.encode(), b"b", sign(tmp_path, b"a"))
    assert not signature_fits(pem.encode(), b"a", "không phải base64")


def test_a_manifest_of_many_files_is_written_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = {f"{name}.html": (name * 64, 1) for name in "edcba"}
    content = {"chain": "", "files": {}, "publications": [], "number": 1}
    whole = b"".join(writing._pieces(content, entries))
    monkeypatch.setattr(writing, "_AT_ONCE", 2)
    assert b"".join(writing._pieces(content, entries)) == whole
    assert json.loads(whole)["files"] == {name: sha256 for name, (sha256, _) in entries.items()}
    assert whole.decode().splitlines()[1].startswith('"files": {"a.html": ')
