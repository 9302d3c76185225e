"""``portal deploy`` to a folder and to a ZIP: whole, checked there, never a mixed site."""

import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from portal.site.deploying import archive, folder
from portal.site.deploying.commands import register
from portal.site.deploying.release import CopyDiffers, DeployFailed
from portal.site.deploying.run import Plan, deploy, deploy_if_configured
from portal.site.freezing.manifest import verify
from portal.site.freezing.signing import public_pem
from tests.site import inspection_factories, publishing
from tests.site.frozen_files import files_of

Run = Callable[..., Any]


@pytest.fixture
def frozen(published: None, run_freeze: Run) -> Run:
    """A first build is shown; the fixture freezes again."""
    run_freeze()
    return run_freeze


@pytest.fixture
def plan(data: Path, tmp_path: Path) -> Plan:
    return Plan(data, str(tmp_path / "www"), keep=3)


def change(run_freeze: Run, text: str) -> None:
    """Publish something new and freeze."""
    publishing.publish(f"2026/{text}", inspection_factories.conclusion(title=f"Kết luận {text}"))
    run_freeze()


def test_a_folder_gets_the_site_whole_and_anyone_can_verify_it_there(
    frozen: Run, plan: Plan, data: Path, tmp_path: Path
) -> None:
    outcome = deploy(plan)
    there = tmp_path / "www" / "site"
    assert files_of(there) == files_of(data / "site")
    assert outcome.changed == len(files_of(there))
    assert list(verify(there.resolve(), public_pem(data).encode())) == []
    assert deploy(plan).nothing_new
    change(frozen, "hai")
    second = deploy(plan)
    assert 0 < second.changed < outcome.changed
    assert files_of(there) == files_of(data / "site")


def test_unchanged_files_are_linked_and_an_old_release_is_not_written_to(
    frozen: Run, plan: Plan, tmp_path: Path
) -> None:
    deploy(plan)
    first = (tmp_path / "www/site").resolve()
    before = files_of(first)
    change(frozen, "hai")
    deploy(plan)
    second = (tmp_path / "www/site").resolve()
    assert first != second
    assert files_of(first) == before
    style = "static/vendor/portal.css"
    assert (first / style).stat().st_ino == (second / style).stat().st_ino


def test_a_dry_run_says_what_would_be_sent_and_sends_nothing(frozen: Run, plan: Plan) -> None:
    said = deploy(plan, dry_run=True)
    assert said.changed > 20
    assert not Path(plan.target, "site").exists()
    assert deploy(plan).changed == said.changed


def test_a_changed_file_at_the_far_side_is_found_and_replaced_even_in_every_release(
    frozen: Run, plan: Plan, data: Path
) -> None:
    deploy(plan)
    page = Path(plan.target, "site", "index.html")
    times = page.stat()
    page.write_bytes(page.read_bytes().replace(b"2026", b"2027"))
    os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns))
    outcome = deploy(plan)
    assert not outcome.nothing_new
    assert files_of(Path(plan.target, "site")) == files_of(data / "site")


def test_an_upload_that_broke_off_goes_on_and_readers_saw_the_old_site(
    frozen: Run, plan: Plan, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deploy(plan)
    before = files_of(Path(plan.target, "site"))
    change(frozen, "hai")
    copied: list[str] = []
    real = shutil.copyfile

    def full(source: Any, target: Any, **more: Any) -> Any:
        if len(copied) == 5:
            raise OSError(28, "No space left on device")
        copied.append(str(target))
        return real(source, target, **more)

    monkeypatch.setattr(folder.shutil, "copyfile", full)
    with pytest.raises(DeployFailed, match="No space left"):
        deploy(plan)
    assert files_of(Path(plan.target, "site")) == before
    copied.clear()

    def counted(source: Any, target: Any, **more: Any) -> Any:
        copied.append(str(target))
        return real(source, target, **more)

    monkeypatch.setattr(folder.shutil, "copyfile", counted)
    total = deploy(plan).changed
    assert len(copied) == total - 5
    assert files_of(Path(plan.target, "site")) == files_of(data / "site")


def test_what_arrived_wrong_is_not_shown(
    frozen: Run, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    deploy(plan)
    shown = os.readlink(Path(plan.target, "site"))
    change(frozen, "hai")
    real = folder._put

    def careless(source: Path, target: Path, older: Path, sha256: str) -> None:
        real(source, target, older, sha256)
        if target.name == "robots.txt":
            target.unlink()
            target.write_text("hỏng")

    monkeypatch.setattr(folder, "_put", careless)
    with pytest.raises(CopyDiffers, match=r"robots\.txt"):
        deploy(plan)
    assert os.readlink(Path(plan.target, "site")) == shown


def test_old_releases_go_and_the_shown_one_stays(frozen: Run, plan: Plan) -> None:
    for text in ("mot", "hai", "ba", "bon"):
        change(frozen, text)
        deploy(plan)
    kept = [one.name for one in Path(plan.target, "releases").iterdir()]
    assert len(kept) == 3
    assert Path(os.readlink(Path(plan.target, "site"))).name in kept


def test_a_damaged_build_here_is_not_sent(frozen: Run, plan: Plan, data: Path) -> None:
    (data / "site" / "robots.txt").write_text("sửa")
    with pytest.raises(DeployFailed, match=r"không nguyên vẹn.*robots\.txt"):
        deploy(plan)
    assert not Path(plan.target, "site").exists()


def test_somebody_elses_folder_is_not_replaced(frozen: Run, plan: Plan) -> None:
    Path(plan.target, "site").mkdir(parents=True)
    with pytest.raises(DeployFailed, match="có sẵn"):
        deploy(plan)


def test_without_a_build_or_a_target_it_says_what_to_do(data: Path, tmp_path: Path) -> None:
    with pytest.raises(DeployFailed, match="portal freeze"):
        deploy(Plan(data, str(tmp_path / "www")))
    with pytest.raises(DeployFailed, match="PORTAL_DEPLOY_TARGET"):
        deploy(Plan(data, ""))


def test_a_zip_unpacks_to_the_verified_site_and_has_the_same_bytes_each_time(
    frozen: Run, data: Path, tmp_path: Path
) -> None:
    target = tmp_path / "usb" / "cong.zip"
    plan = Plan(data, str(target))
    assert deploy(plan, dry_run=True).changed == deploy(plan).changed
    first = target.read_bytes()
    assert deploy(plan).nothing_new
    with zipfile.ZipFile(target) as packed:
        packed.extractall(tmp_path / "out")
    assert list(verify(tmp_path / "out", public_pem(data).encode())) == []
    target.write_bytes(first[:-100])
    assert not deploy(plan).nothing_new
    assert target.read_bytes() == first


def test_a_zip_that_was_written_wrong_leaves_the_one_before(
    frozen: Run, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "cong.zip"
    deploy(Plan(data, str(target)))
    before = target.read_bytes()
    change(frozen, "hai")
    monkeypatch.setattr(archive, "hashes_in", lambda path: {})
    with pytest.raises(CopyDiffers):
        deploy(Plan(data, str(target)))
    assert target.read_bytes() == before
    assert [one.name for one in tmp_path.glob(".cong*")] == []


def test_tick_sends_each_build_once_and_again_after_a_failure(
    frozen: Run, plan: Plan, data: Path
) -> None:
    assert list(deploy_if_configured(Plan(data, ""))) == []
    assert "bản công bố số 1" in next(deploy_if_configured(plan))
    shutil.rmtree(plan.target)
    assert list(deploy_if_configured(plan)) == []
    change(frozen, "hai")
    Path(plan.target).write_text("không phải thư mục")
    with pytest.raises(DeployFailed):
        list(deploy_if_configured(plan))
    Path(plan.target).unlink()
    assert "bản công bố số 2" in next(deploy_if_configured(plan))


def test_exit_codes_and_words(
    frozen: Run, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_DATA", str(data))
    monkeypatch.setenv("PORTAL_DEPLOY_TARGET", str(tmp_path / "www"))
    monkeypatch.setenv("PORTAL_DEPLOY_SSH", "false")
    group = click.Group("portal")
    register(group)

    def said(code: int, *arguments: str) -> str:
        answer = CliRunner().invoke(group, ["deploy", *arguments], catch_exceptions=False)
        assert answer.exit_code == code, answer.output
        return answer.output

    assert "Sẽ gửi: " in said(0, "--dry-run")
    assert "Đã gửi và đối chiếu" in said(0)
    assert "không có gì để gửi" in said(0)
    assert "báo lỗi" in said(1, "ai@may-khong-co:/www")
    monkeypatch.setenv("PORTAL_DEPLOY_SSH", "sh -c 'exit 255'")
    assert said(3, "ai@may-khong-co:/www", "--attempts", "2").count("Không kết nối được") == 2
    (data / "site" / "robots.txt").write_text("sửa")
    assert "không nguyên vẹn" in said(1)
