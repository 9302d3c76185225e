"""Attacks on a copy of the site by somebody who can rewrite anything, and older builds put back."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from portal.site.commands import register
from portal.site.freezing.chain import CHAIN, Head, manifest_sha256
from portal.site.freezing.manifest import verify
from portal.site.freezing.signing import public_pem, sign
from tests.site import inspection_factories, publishing

Run = Callable[..., Any]


@pytest.fixture
def builds(published: None, run_freeze: Run, data: Path, tmp_path: Path) -> dict[int, Path]:
    """Copies of three builds, as three readers made them."""
    found = {}
    for number in (1, 2, 3):
        if number > 1:
            title = f"Kết luận thứ {number}"
            publishing.publish(
                f"2026/ket-luan-{number}", inspection_factories.conclusion(title=title)
            )
        run_freeze()
        found[number] = Path(
            shutil.copytree((data / "site").resolve(), tmp_path / f"copy-{number}")
        )
    return found


@pytest.fixture
def key(data: Path) -> bytes:
    return public_pem(data).encode()


def head_of(copy: Path, number: int) -> Head:
    return Head(number, manifest_sha256(copy))


def test_each_build_carries_on_the_ones_before(builds: dict[int, Path], key: bytes) -> None:
    for number, copy in builds.items():
        for earlier in range(1, number + 1):
            known = head_of(builds[earlier], earlier)
            assert list(verify(copy, key, known)) == []
            assert list(verify(copy, key, Head(earlier, known.sha256[:16]))) == []


def test_files_and_manifest_both_rewritten_do_not_bear_the_signature(
    builds: dict[int, Path], key: bytes, tmp_path: Path
) -> None:
    copy = builds[3]
    page = copy / "index.html"
    page.write_bytes(page.read_bytes().replace(b"2026", b"2027"))
    manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"]["index.html"] = hashlib.sha256(page.read_bytes()).hexdigest()
    text = json.dumps(manifest).encode()
    (copy / "manifest.json").write_bytes(text)
    assert [line[:20] for line in verify(copy, key)] == ["Chữ ký không khớp vớ"]
    (copy / "manifest.json.sig").write_text(sign(tmp_path / "ke-gia-mao", text))
    assert [line[:20] for line in verify(copy, key)] == ["Chữ ký không khớp vớ"]


def test_an_older_build_put_back_is_whole_but_not_the_one_known(
    builds: dict[int, Path], key: bytes
) -> None:
    assert list(verify(builds[2], key)) == []
    found = list(verify(builds[2], key, head_of(builds[3], 3)))
    assert len(found) == 1
    assert "số 2, cũ hơn bản số 3" in found[0]


def test_two_builds_of_one_number_and_a_chain_without_the_known_build(
    builds: dict[int, Path], key: bytes
) -> None:
    other = "0" * 64
    assert "cùng một số" in next(verify(builds[3], key, Head(3, other)))
    assert "cùng một số" in next(verify(builds[3], key, Head(2, other)))
    assert "không có bản số 0" in next(verify(builds[3], key, Head(0, other)))


@pytest.mark.parametrize("how", ["cut", "rewritten", "missing"])
def test_a_changed_chain_is_found_with_and_without_a_head(
    builds: dict[int, Path], key: bytes, how: str
) -> None:
    chain = builds[3] / CHAIN
    lines = chain.read_text().splitlines(keepends=True)
    if how == "cut":
        chain.write_text("".join(lines[1:]))
    elif how == "rewritten":
        chain.write_text(f"1 {'0' * 64}\n{lines[1]}")
    else:
        chain.unlink()
    for known in (None, head_of(builds[1], 1)):
        assert "Chuỗi danh mục" in next(verify(builds[3], key, known))


def test_after_a_rollback_the_next_build_still_names_the_one_taken_back(
    builds: dict[int, Path], key: bytes, data: Path, run_freeze: Run
) -> None:
    from portal.site.freezing.builds import Builds

    Builds.in_data(data).roll_back()
    assert "cũ hơn" in next(verify((data / "site").resolve(), key, head_of(builds[3], 3)))
    publishing.publish(
        "2026/ket-luan-9", inspection_factories.conclusion(title="Kết luận thứ chín")
    )
    run_freeze()
    shown = (data / "site").resolve()
    for number in builds:
        assert list(verify(shown, key, head_of(builds[number], number))) == []


def test_the_head_is_printed_as_people_copy_it(
    builds: dict[int, Path], data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_DATA", str(data))
    group = click.Group("portal")
    register(group)

    def portal(code: int, *arguments: str) -> str:
        answer = CliRunner().invoke(group, list(arguments), catch_exceptions=False)
        assert answer.exit_code == code, answer.output
        return answer.output

    said = portal(0, "head", "--svg", str(tmp_path / "dau-chuoi.svg")).splitlines()
    assert said[0] == "Bản công bố số 3, 10:00 ngày 21/11/2026"
    assert len(said[1].split()) == 16
    assert "<svg" in (tmp_path / "dau-chuoi.svg").read_text()
    (tmp_path / "khoa.pem").write_text(portal(0, "key"))
    asked = ("--key", str(tmp_path / "khoa.pem"), "--head", f"3: {said[1].upper()}")
    assert "nguyên vẹn" in portal(0, "verify", str(builds[3]), *asked)
    assert "cũ hơn bản số 3" in portal(1, "verify", str(builds[2]), *asked)
    assert "dạng SỐ:MÃ" in portal(1, "verify", str(builds[3]), *asked[:3], "bản số ba")
    assert "một bản cũ từng được ký vẫn đạt" in portal(0, "verify", str(builds[2]), *asked[:2])
