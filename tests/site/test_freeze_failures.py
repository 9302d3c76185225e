"""A freeze that fails, is killed or meets another one: what readers see stands as it stood."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from portal.config import ROOT
from portal.publishing.editorial import PagePayload
from portal.site.freezing.builds import Builds, FreezeRefused
from tests.site import inspection_factories, publishing
from tests.site.frozen_files import digest_of, files_of
from tests.site.test_freeze import Run


@pytest.mark.parametrize("at", [1, 20, 30])
def test_a_failure_in_the_middle_leaves_the_old_site(
    published: None, run_freeze: Run, data: Path, at: int
) -> None:
    run_freeze()
    before = digest_of(data / "site")
    publishing.publish(
        "2026/ket-luan-hai", inspection_factories.conclusion(title="Kết luận thứ hai")
    )

    def full_disk(done: int, _all: int) -> None:
        if done == at:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        run_freeze(progress=full_disk)
    assert digest_of(data / "site") == before
    assert Builds.in_data(data).numbers() == [1]
    assert [one.name for one in (data / "builds").iterdir() if one.is_dir()] == ["1"]
    assert run_freeze().number == 2


KILLED = """
import os, signal, sys
from datetime import UTC, date, datetime
from portal.site.freezing.run import freeze

def kill(done, _all):
    if done == 15:
        os.kill(os.getpid(), signal.SIGKILL)

freeze({"DATA": sys.argv[1], "SECRET_KEY": "test"}, date(2026, 11, 21), datetime.now(UTC),
       full=True, progress=kill)
"""


def test_a_killed_freeze_leaves_the_old_site_and_the_next_one_clears_up(
    published: None, run_freeze: Run, settings: dict[str, Any], data: Path
) -> None:
    run_freeze()
    before = digest_of(data / "site")
    publishing.publish(
        "2026/ket-luan-hai", inspection_factories.conclusion(title="Kết luận thứ hai")
    )
    environment = {**os.environ, "PORTAL_DATABASE": settings.get("DATABASE", "")}
    command = [sys.executable, "-c", KILLED, str(data)]
    ran = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    assert ran.returncode == -9
    assert digest_of(data / "site") == before
    assert len([one for one in (data / "builds").iterdir() if one.is_dir()]) == 2
    assert run_freeze().number == 2
    assert sorted(one.name for one in (data / "builds").iterdir() if one.is_dir()) == ["1", "2"]


PUBLISHES = """
import sys
from portal import create_app, db
from tests.site import inspection_factories, publishing

app = create_app({"DATA": sys.argv[1], "SECRET_KEY": "test"})
with app.app_context(), db.connection(app):
    publishing.publish("2026/giua-chung", inspection_factories.conclusion(title="Đăng giữa chừng"))
"""


def test_what_is_published_during_a_freeze_waits_for_the_next_one(
    published: None, run_freeze: Run, settings: dict[str, Any], data: Path
) -> None:
    environment = {**os.environ, "PORTAL_DATABASE": settings.get("DATABASE", "")}
    command = [sys.executable, "-c", PUBLISHES, str(data)]

    def publish_meanwhile(done: int, _all: int) -> None:
        if done == 2:
            subprocess.run(command, cwd=ROOT, env=environment, check=True)

    run_freeze(progress=publish_meanwhile)
    assert not [name for name, text in files_of(data / "site").items() if b"giua-chung" in text]
    assert "ket-luan/2026/giua-chung/index.html" in run_freeze().added


def test_a_page_that_fails_a_check_is_never_shown(
    published: None, run_freeze: Run, data: Path
) -> None:
    run_freeze()
    before = digest_of(data / "site")
    broken = '<p><a href="/trang/khong-co/">hỏng</a> <a href="/trang/lien-he/?a=1">hỏi</a></p>'
    publishing.publish("gioi-thieu", PagePayload("Giới thiệu", "Có lỗi.", 1, broken))
    with pytest.raises(FreezeRefused, match="liên kết hỏng.*dấu hỏi"):
        run_freeze()
    assert digest_of(data / "site") == before


def test_a_stored_file_that_is_lost_stops_the_freeze(
    published: None, run_freeze: Run, data: Path
) -> None:
    stored = next(path for path in (data / "files").rglob("*") if path.is_file())
    stored.unlink()
    with pytest.raises(FreezeRefused, match="thiếu tệp"):
        run_freeze()
    assert not (data / "site").exists()


def test_a_folder_that_is_there_already_is_not_touched(
    published: None, run_freeze: Run, tmp_path: Path
) -> None:
    there = tmp_path / "www"
    there.mkdir()
    (there / "cua-toi.txt").write_text("giữ")
    with pytest.raises(FreezeRefused, match="có sẵn"):
        run_freeze(dest=there)
    assert (there / "cua-toi.txt").read_text() == "giữ"
    elsewhere = tmp_path / "lien-ket"
    elsewhere.symlink_to(there)
    with pytest.raises(FreezeRefused, match="nơi khác"):
        run_freeze(dest=elsewhere)


def test_two_freezes_at_once_are_one(published: None, run_freeze: Run, data: Path) -> None:
    with Builds.in_data(data).locked(), pytest.raises(FreezeRefused, match="đang chạy"):
        run_freeze()
