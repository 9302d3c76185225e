"""Kill -9 while reports are sent: nothing acknowledged is lost, nothing is doubled.

Each kill strikes a double click on “Xác nhận và gửi” while a colleague types into another
draft; a ledger holds every answer that came. CRASH_KILLS=100 (``make crash``) strikes at every
operation of a submit in turn and at random moments.
"""

import os
from collections.abc import Callable
from dataclasses import replace

from portal.db import is_postgres
from tests.crash.faults import Mode
from tests.crash.killing import FILE_POINTS, SQLITE_POINTS, Campaign, Point

KILLS = int(os.environ.get("CRASH_KILLS", "0"))
RANDOM = Point("random")
Begin = Callable[[int, int], Campaign]


def test_kills_at_named_points_lose_and_double_nothing(campaign: Begin) -> None:
    points = FILE_POINTS if is_postgres() else (*FILE_POINTS, *SQLITE_POINTS)
    run = campaign(len(points), 1)
    run.calibrate()
    for n, point in enumerate(points):
        run.kill_at(replace(point, group=n % 6 == 5))
    run.check(run.done)
    print(f"submit: {run.kills} named kills, {run.hits} mid-operation")
    assert run.hits >= 0.8 * run.kills


def test_kills_at_random_moments_lose_and_double_nothing(campaign: Begin) -> None:
    run = campaign(max(2, KILLS), 2)
    length = len(run.calibrate())
    for _ in range(max(2, KILLS // 3)):
        run.kill_at(RANDOM)
    left = max(0, KILLS - run.kills)
    for n in range(left):
        mode = (Mode.KILL_BEFORE, Mode.KILL_HALFWAY, Mode.KILL_AFTER)[n % 3]
        at = 1 + n * length // left
        run.kill_at(Point(f"operation {at}", mode, at, group=n % 4 == 0))
    run.check(run.done)
    print(f"submit: {run.kills} kills, {run.hits} mid-operation, {length} operations")
    # Of two kills at random moments none may strike; of a hundred most do.
    if KILLS:
        assert run.hits >= 0.8 * run.kills
