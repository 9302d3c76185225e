"""Kill -9 while the site is frozen: readers see the old site or the new one, never a mix.

The suite strikes at the points that have a name and at a random moment; CRASH_KILLS=100
(``make crash``) goes through the whole freeze.
"""

import os
from pathlib import Path

import pytest

from tests.crash.faults import Kind, Mode
from tests.crash.freezing import FreezeCampaign
from tests.crash.killing import Point

KILLS = int(os.environ.get("CRASH_KILLS", "0"))
POINTS = (
    Point("before the folder of the build", Mode.KILL_BEFORE, 1, Kind.CREATE, ".dang-dung-"),
    Point("a page half written", Mode.KILL_HALFWAY, 1, Kind.WRITE, "index.html$"),
    Point("manifest half written", Mode.KILL_HALFWAY, 1, Kind.WRITE, "manifest.json$"),
    Point("manifest without signature", Mode.KILL_BEFORE, 1, Kind.CREATE, "manifest.json.sig"),
    Point("the oldest build half renewed", Mode.KILL_AFTER, 5, Kind.REMOVE, "/cu/site/"),
    Point("new files half moved in", Mode.KILL_AFTER, 5, Kind.RENAME, "/cu/site/"),
    Point("before the build has its number", Mode.KILL_AFTER, 1, Kind.CREATE, "chua-hien$"),
    Point("a whole build that nobody saw", Mode.KILL_BEFORE, 1, Kind.LINK, ".site.moi"),
    Point("the new link beside the old one", Mode.KILL_AFTER, 1, Kind.LINK, ".site.moi"),
    Point("right after the switch", Mode.KILL_AFTER, 1, Kind.RENAME, "site$"),
    Point("the switch not yet noted", Mode.KILL_BEFORE, 1, Kind.REMOVE, "chua-hien"),
)


@pytest.mark.timeout(3600 if KILLS else 300)
def test_a_killed_freeze_shows_the_old_site_or_the_new_one(
    freezes: FreezeCampaign, tmp_path: Path
) -> None:
    trace = freezes.calibrate()
    while len(freezes.builds) < 5:
        freezes.publish_something()
        freezes.freeze()
    for point in POINTS:
        nobody_saw_it = point.name == "a whole build that nobody saw"
        assert freezes.kill_at(point, roll_back=nobody_saw_it), point.name
    for _ in range(max(1, KILLS // 4)):
        freezes.kill_at(Point("random"), roll_back=True)
    left = max(0, KILLS - freezes.kills)
    for n in range(left):
        mode = (Mode.KILL_BEFORE, Mode.KILL_HALFWAY, Mode.KILL_AFTER)[n % 3]
        freezes.kill_at(Point(f"operation {n}", mode, 1 + n * len(trace) // left))
        if n % 10 == 0:
            freezes.check_full(tmp_path / f"full-{n}")
    freezes.check_full(tmp_path / "full")
    print(f"freeze: {freezes.kills} kills, {freezes.hits} mid-operation, {len(trace)} operations")
    assert freezes.hits >= 0.8 * freezes.kills


def test_the_first_freeze_killed_leaves_no_site_and_no_half_key(
    freezes: FreezeCampaign, tmp_path: Path
) -> None:
    faults, data = freezes.faults, freezes.data
    for at in (1, 3):
        faults.arm(Mode.KILL_BEFORE, at, match="site_signing_key")
        assert freezes.commands.run("freeze").code == -9
        faults.disarm()
        assert not freezes.home.link.exists()
    freezes.freeze()
    assert sorted(path.name for path in (data / "secrets").iterdir()) == ["site_signing_key.pem"]
    freezes.check_full(tmp_path / "full")


def test_freezes_and_ticks_at_once_take_turns(freezes: FreezeCampaign) -> None:
    freezes.calibrate()
    freezes.publish_something()
    orders = ("freeze", "tick", "freeze", "freeze", "tick")
    started = [freezes.commands.start(order) for order in orders]
    ended = [freezes.commands.finish(output) for output in started]
    for order, ran in zip(orders, ended, strict=True):
        refused = "đang chạy" in ran.text
        assert ran.code == (1 if refused else 0), ran.text
        assert order == "freeze" or not refused
    assert sum("ông bố số 3" in ran.text or "bản số 3" in ran.text for ran in ended) == 1
    freezes.freeze()
    assert freezes.home.numbers() == [1, 2, 3]
