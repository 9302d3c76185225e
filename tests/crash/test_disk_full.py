"""A full disk at every write of a submit, an autosave and a freeze; then space again.

The suite takes every fifth write of a submit and a sample of a freeze; CRASH_KILLS=100
(``make crash``) takes each. A disk that stays full and one that is full for a moment differ:
the first keeps what follows from being undone as well.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from portal.db import is_postgres
from tests.crash.commanding import Commands
from tests.crash.faults import SPACE, Mode
from tests.crash.freezing import FreezeCampaign, pages, tree
from tests.crash.killing import Campaign
from tests.crash.reporting import Clerk, add_units, clerk
from tests.crash.serving import Server, served
from tests.crash.visiting import Answer, Browser, Ledger
from tests.page_checks import problems_of
from tests.site import publishing

FULL = bool(os.environ.get("CRASH_KILLS"))
Begin = Callable[[int, int], Campaign]


def is_plain(answer: Answer | None, typed: str) -> None:
    """The answer says in plain words that the disk is full and keeps what was typed."""
    assert answer is not None
    assert answer.status in (503, 507), answer.text[-2000:]
    assert "Máy chủ" in answer.text
    assert typed in answer.text
    assert "Traceback" not in answer.text
    assert problems_of(answer.text) == []


@pytest.mark.parametrize("lasting", [False, True], ids=["for a moment", "from then on"])
def test_a_full_disk_while_sending_loses_nothing(campaign: Begin, lasting: bool) -> None:
    run = campaign(120, 3)
    run.calibrate(1)
    refused = accepted = 0
    duty, at, broken = 0, 1, 1
    while broken:
        duty = duty or run.next_duty()
        prepared = run.sender.prepare(duty)
        run.faults.arm(Mode.FAIL, at, kinds=SPACE, lasting=lasting)
        answer = run.sender.send(duty, prepared)
        broken = run.faults.broken
        run.faults.disarm()
        if answer is not None and answer.status == 302:
            accepted += 1
        else:
            is_plain(answer, "Lê Văn A")
            refused += 1
        run.check([duty, run.draft])
        if answer is not None and answer.status == 302:
            duty = 0
        at += 1 if FULL else 5
    print(f"submit, full {lasting}: {refused} refused, {accepted} accepted, {at} writes")
    assert refused
    run.check(run.done)


def test_a_full_disk_while_typing_keeps_what_was_saved(campaign: Begin) -> None:
    run = campaign(1, 4)
    assert run.typist.type(run.draft, "Đã lưu từ trước")
    broken, at = 1, 1
    while broken:
        run.faults.arm(Mode.FAIL, at, kinds=SPACE)
        saved = run.typist.type(run.draft, f"Lần gõ {at}")
        broken = run.faults.broken
        run.faults.disarm()
        run.check([run.draft])
        if not saved:
            # the page sends the same text again after some seconds
            assert run.typist.type(run.draft, f"Lần gõ {at}"), run.server.log.read_text()
        at += 1
    assert at > (1 if is_postgres() else 8)


@pytest.mark.parametrize("lasting", [False, True], ids=["for a moment", "from then on"])
def test_a_full_disk_while_freezing_leaves_a_whole_site(
    freezes: FreezeCampaign, tmp_path: Path, lasting: bool
) -> None:
    faults, commands = freezes.faults, freezes.commands
    count = len(freezes.calibrate())
    freezes.publish_something()
    before, refused = tree(freezes.home.link), 0
    for at in range(1, count, 1 if FULL else count // 3):
        faults.arm(Mode.FAIL, at, kinds=SPACE, lasting=lasting)
        ran = commands.run("freeze")
        broken = faults.broken
        faults.disarm()
        if not broken:
            break
        found = freezes.whole()
        if ran.code == 0:
            freezes.freeze()
            freezes.publish_something()
            before = tree(freezes.home.link)
            continue
        refused += 1
        assert ran.code == 1
        assert "Traceback" not in ran.text
        assert len([line for line in ran.text.splitlines() if line.startswith("Lỗi: ")]) == 1
        assert "hết chỗ lưu" in ran.text
        if found != before:
            freezes.freeze()
            assert pages(freezes.whole()) == pages(found)
            freezes.publish_something()
            before = tree(freezes.home.link)
    freezes.freeze()
    freezes.check_leftovers()
    freezes.check_full(tmp_path / "full")
    print(f"freeze, full {lasting}: {refused} refused, {at} writes")
    # The few writes of the suite may be ones that a freeze does without: a link, not a copy.
    if FULL or lasting:
        assert refused


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 6 MB."""
    place = tmp_path / "dia"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small file system")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(file: Path) -> None:
    """Write until nothing more goes onto the disk."""
    with file.open("wb", buffering=0) as filling, suppress(OSError):
        while filling.write(bytes(4096)):
            pass


def test_a_really_full_disk_and_space_again(
    app: Any, database: Any, settings: dict[str, Any], small_disk: Path, ledger: Ledger,
    tmp_path: Path,
) -> None:  # fmt: skip
    duties = add_units(1, 2)[0]
    publishing.publish_all(Path(settings["DATA"]))
    database.close()
    data = small_disk / "data"
    shutil.copytree(settings["DATA"], data)
    settings = {**settings, "DATA": str(data)}
    with Commands(settings, tmp_path, None) as commands:
        assert commands.run("freeze").code == 0
        before = tree(data / "site")
        with served(Server(settings, tmp_path)) as server:
            browser = Browser(server.socket)
            browser.sign_in(clerk(0), "mot-mat-khau-dai-1")
            person = Clerk(browser, ledger, "tab-a")
            browser.get("/lam-viec/")
            assert person.type(duties[0], "Đã lưu")
            prepared = person.prepare(duties[0])
            fill(small_disk / "day")
            is_plain(person.send(duties[0], prepared), "Lê Văn A")
            assert not (is_postgres() is False and person.type(duties[1], "Chưa lưu"))
            ran = commands.run("freeze", "--full")
            assert ran.code == 1
            assert "hết chỗ lưu" in ran.text
            assert tree(data / "site") == before
            (small_disk / "day").unlink()
            answer = person.send(duties[0], person.prepare(duties[0]))
            assert answer is not None
            assert answer.status == 302
            assert person.receipt(duties[0])
            assert person.type(duties[1], "Lưu được rồi")
        assert commands.run("freeze", "--full").code == 0
        assert commands.run("check").code == 0
