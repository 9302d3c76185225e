"""A freeze in two processes gives the same site, and fails as one process does."""

import os
import signal
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from portal.publishing.shelf import Shelf
from portal.site.freezing import processes
from portal.site.freezing.builds import Builds, FreezeRefused
from portal.site.freezing.processes import alongside, in_processes
from tests.site.frozen_files import digest_of

Run = Callable[..., Any]


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes however few the pages and the processors."""
    monkeypatch.setattr(processes, "FEWEST", 1)
    monkeypatch.setattr(processes.os, "cpu_count", lambda: 2)


@pytest.fixture
def together(two: None, tmp_path: Path) -> Callable[[Iterable[int]], Iterable[int]]:
    """Items as work draws them once both processes have begun: none is done before the other
    could draw any."""
    begun = tmp_path / "begun"
    begun.mkdir()

    def drawn(items: Iterable[int]) -> Iterable[int]:
        for one in items:
            (begun / str(os.getpid())).touch()
            for _ in range(5000):
                if len(list(begun.iterdir())) == 2:
                    break
                time.sleep(0.001)
            yield one

    return drawn


Together = Callable[[Iterable[int]], Iterable[int]]


def test_the_work_is_shared_and_comes_back(together: Together) -> None:
    def pids(items: Iterable[int]) -> tuple[int, list[int]]:
        return os.getpid(), list(together(items))

    seen: list[tuple[int, int]] = []
    found = in_processes(pids, [1, 2, 3, 4, 5], lambda done, total: seen.append((done, total)))
    assert sorted(one for _, items in found for one in items) == [1, 2, 3, 4, 5]
    assert all(items for _, items in found)
    assert found[0][0] == os.getpid() != found[1][0]
    assert seen == sorted(seen)
    assert seen[-1] == (5, 5)


def test_little_work_is_done_here() -> None:
    def pids(items: Iterable[int]) -> tuple[int, list[int]]:
        return os.getpid(), list(items)

    assert in_processes(pids, [1, 2, 3]) == [(os.getpid(), [1, 2, 3])]


def test_long_ones_are_shared_first(monkeypatch: pytest.MonkeyPatch, together: Together) -> None:
    monkeypatch.setattr(processes, "FEWEST", 20)

    def pids(items: Iterable[int]) -> tuple[int, list[int]]:
        return os.getpid(), list(together(items))

    found = in_processes(pids, [1, 2, 3], weight=lambda one: 10 * one)
    assert {items[0] for _, items in found} == {3, 2}
    assert found[0][0] != found[1][0]


def test_every_item_is_given_out_once(two: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_MOST_GROUPS", 10)
    found = in_processes(list, range(1000), weight=lambda one: 5 if one % 2 else 1)
    assert sorted(one for items in found for one in items) == list(range(1000))


def test_what_goes_wrong_elsewhere_is_raised_here(together: Together) -> None:
    here = os.getpid()

    def full_disk(items: Iterable[int]) -> None:
        for _ in together(items):
            if os.getpid() != here:
                raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space") as caught:
        in_processes(full_disk, [1, 2, 3, 4])
    assert caught.value.errno == 28


def test_a_process_that_is_killed_stops_the_freeze(together: Together) -> None:
    here = os.getpid()

    def killed(items: Iterable[int]) -> None:
        for _ in together(items):
            if os.getpid() != here:
                os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(FreezeRefused, match="dừng giữa chừng"):
        in_processes(killed, [1, 2, 3, 4])


def test_work_is_done_alongside(two: None) -> None:
    with alongside(os.getpid, 1) as told:
        assert told() != os.getpid()
    with alongside(os.getpid, 0) as told:
        assert told() == os.getpid()


def test_what_goes_wrong_alongside_is_raised_here(two: None) -> None:
    def refused() -> None:
        raise FreezeRefused("hỏng")

    with pytest.raises(FreezeRefused, match="hỏng"), alongside(refused, 1) as told:
        told()


def test_nobody_works_on_once_one_has_failed(together: Together, tmp_path: Path) -> None:
    here = os.getpid()

    def slow(items: Iterable[int]) -> None:
        for _ in together(items):
            if os.getpid() == here:
                raise FreezeRefused("hỏng")
            time.sleep(0.5)
            (tmp_path / "written").touch()

    with pytest.raises(FreezeRefused, match="hỏng"):
        in_processes(slow, [1, 2])
    time.sleep(0.7)
    assert not (tmp_path / "written").exists()


def test_two_processes_freeze_the_same_site(
    published: None, run_freeze: Run, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_freeze(dest=tmp_path / "one")
    monkeypatch.setattr(processes, "FEWEST", 1)
    monkeypatch.setattr(processes.os, "cpu_count", lambda: 2)
    forked = []
    fork = os.fork
    monkeypatch.setattr(processes.os, "fork", lambda: forked.append(1) or fork())
    run_freeze(dest=tmp_path / "two")
    # for the pages, for the disk, for the codes, for the files of the search index
    assert len(forked) == 4
    assert digest_of(tmp_path / "one") == digest_of(tmp_path / "two")


def test_a_failed_page_elsewhere_leaves_nothing_behind(
    published: None, two: None, run_freeze: Run, data: Path
) -> None:
    run_freeze()
    before = digest_of(data / "site")
    for stored in [path for path in (data / "files").rglob("*") if path.is_file()]:
        stored.unlink()
    with pytest.raises(FreezeRefused, match="thiếu tệp"):
        run_freeze(full=True)
    assert digest_of(data / "site") == before
    assert [one.name for one in (data / "builds").iterdir() if one.is_dir()] == ["1"]
    assert Builds.in_data(data).numbers() == [1]


def test_a_shelf_that_was_read_asks_the_database_no_more(
    published: None, queries: Callable[[], Any]
) -> None:
    shelf, asking = Shelf(), Shelf()
    shelf.read(("plan", "conclusion"))
    slugs = shelf.slugs("plan")
    with queries() as seen:
        told = [shelf.history("plan", slug) for slug in slugs if shelf.find("plan", slug)]
    several = [found for found in told if len(found) > 1]
    assert several
    assert seen.count == len(slugs) - len(several), "only what has one version is asked for"
    assert told == [asking.history("plan", slug) for slug in slugs]
