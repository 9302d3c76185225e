"""A long list of work in two processes, forked, so that what was read stands ready in each."""

import gc
import os
import pickle
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from portal import db
from portal.site.freezing.builds import FreezeRefused

Item = TypeVar("Item")
Result = TypeVar("Result")
#: Further processes would cost more memory than they win time: writing to one disk is the limit.
MOST = 2
#: Fewer items for each process are done sooner than one is forked.
FEWEST = 200
#: Neighbours that stay together: they show the same, which then is read once. Yet there are so
#: many turns, that the processes have the same to do.
_TOGETHER, _TURNS = 8, 32
#: What counts as more items than this is given out first, by itself.
_LONG = 4


def in_processes(
    work: Callable[[Iterable[Item]], Result],
    items: Sequence[Item],
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    weight: Callable[[Item], int] = lambda _item: 1,
) -> list[Result]:
    """``work`` over shares of ``items``: what it gave for each share.

    ``weight``: as how many usual items one counts.
    A forked process has no database: ``work`` reads nothing from it. What ``work`` raises
    anywhere is raised here, once no other process is at work any more.
    """
    count = max(1, min(MOST, os.cpu_count() or 1, sum(map(weight, items)) // FEWEST))
    own_share, *other_shares = _shares(items, count, weight)
    # what stands already is looked at by no collector: it stays shared between the processes
    gc.freeze()
    try:
        others = [_Other(work, share) for share in other_shares]
        try:
            own = work(_reported(own_share, count, len(items), progress))
            return [own, *(other.result() for other in others)]
        finally:
            for other in others:
                other.end()
    finally:
        gc.unfreeze()


def _shares(
    items: Sequence[Item], count: int, weight: Callable[[Item], int]
) -> list[Sequence[Item]]:
    """The items in ``count`` shares that are done at about the same time: the long ones, then
    groups of neighbours, each to whoever has least to do."""
    weights = {one: weight(one) for one in items}
    long = sorted((one for one in items if weights[one] > _LONG), key=lambda one: -weights[one])
    others = [one for one in items if weights[one] <= _LONG]
    group = max(1, min(_TOGETHER, len(others) // (count * _TURNS)))
    shares: list[list[Item]] = [[] for _ in range(count)]
    load = [0] * count
    for some in [
        *([one] for one in long),
        *(others[start : start + group] for start in range(0, len(others), group)),
    ]:
        least = load.index(min(load))
        shares[least] += some
        load[least] += sum(weights[one] for one in some)
    return list(shares)


def _reported(
    share: Sequence[Item], shares: int, total: int, progress: Callable[[int, int], None]
) -> Iterator[Item]:
    for done, item in enumerate(share, start=1):
        yield item
        progress(min(done * shares, total), total)


class _Other:
    """A forked process at work on its share."""

    def __init__(self, work: Callable[[Iterable[Any]], Any], share: Sequence[Any]) -> None:
        reader, writer = os.pipe()
        parent = os.getpid()
        self._pid = os.fork()
        if not self._pid:
            os.close(reader)
            _work_and_exit(work, _while_wanted(share, parent), writer)
        os.close(writer)
        self._pipe = os.fdopen(reader, "rb")

    def result(self) -> Any:
        """What the work gave, or raises what it raised."""
        try:
            error, found = pickle.load(self._pipe)
        except (EOFError, pickle.UnpicklingError) as cut_short:
            raise FreezeRefused(
                "Một tiến trình dựng trang bị dừng giữa chừng; hãy chạy lại."
            ) from cut_short
        if error is not None:
            raise error
        return found

    def end(self) -> None:
        """Nothing is written any more once this returns."""
        self._pipe.close()
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)


def _while_wanted(share: Sequence[Item], parent: int) -> Iterator[Item]:
    """The share, given up when the process that waits for it was killed."""
    for item in share:
        if os.getppid() != parent:
            raise FreezeRefused("Tiến trình chính đã dừng.")
        yield item


def _work_and_exit(work: Callable[[Iterable[Any]], Any], share: Iterable[Any], writer: int) -> None:
    """The life of a forked process: it never returns into what its parent was doing."""
    try:
        # the connection belongs to the parent
        db.database.initialize(None)
        said: tuple[Exception | None, Any]
        try:
            said = None, work(share)
        except Exception as error:  # noqa: BLE001  the parent raises it
            said = error, None
        with os.fdopen(writer, "wb") as pipe:
            pickle.dump(said, pipe)
    finally:
        os._exit(0)
