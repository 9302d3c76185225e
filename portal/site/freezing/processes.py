"""Work in two processes, forked, so that what was read stands ready in each."""

import gc
import os
import pickle
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import accumulate
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
#: many groups that the processes have the same to do.
_TOGETHER, _TURNS = 8, 64
#: So many groups can wait to be drawn, at most: a pipe holds their numbers, of so many bytes.
_MOST_GROUPS, _NUMBER = 4096, 2
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
    drawn = _Drawn(_groups(items, weight))
    # what stands already is looked at by no collector: it stays shared between the processes
    gc.freeze()
    try:
        others = [_Other(partial(_shared, work, drawn, os.getpid())) for _ in range(count - 1)]
        try:
            own = work(_reported(drawn, len(items), progress))
            return [own, *(other.result() for other in others)]
        finally:
            for other in others:
                other.end()
    finally:
        drawn.close()
        gc.unfreeze()


@contextmanager
def alongside(work: Callable[[], Result], items: int) -> Iterator[Callable[[], Result]]:
    """Have ``work`` on so many ``items`` done in a forked process meanwhile, where that is worth
    it; what is given waits for its result.

    Like the work of ``in_processes`` it reads nothing from the database, and what it raises is
    raised for whoever asks for its result.
    """
    if items < FEWEST or (os.cpu_count() or 1) < MOST:
        yield work
        return
    other = _Other(work)
    try:
        yield other.result
    finally:
        other.end()


def _groups(items: Sequence[Item], weight: Callable[[Item], int]) -> list[Sequence[Item]]:
    """The items as they are given out: the long ones first and alone, then neighbours."""
    weights = {one: weight(one) for one in items}
    heaviest = sorted((one for one in items if weights[one] > _LONG), key=lambda one: -weights[one])
    long = dict.fromkeys(heaviest[: _MOST_GROUPS // 2])
    others = [one for one in items if one not in long]
    size = max(1, min(_TOGETHER, len(others) // _TURNS), -(-len(others) // (_MOST_GROUPS // 2)))
    return [
        *([one] for one in long),
        *(others[start : start + size] for start in range(0, len(others), size)),
    ]


class _Drawn(Iterable[Item]):
    """Items that several processes draw in turn, a group as soon as one has nothing to do.

    ``given``: how many were given out, as far as this process knows.
    """

    def __init__(self, groups: Sequence[Sequence[Item]]) -> None:
        self._groups, self.given = groups, 0
        self._reader, writer = os.pipe()
        os.write(writer, b"".join(number.to_bytes(_NUMBER) for number in range(len(groups))))
        os.close(writer)

    def __iter__(self) -> Iterator[Item]:
        ends = list(accumulate(map(len, self._groups)))
        while drawn := os.read(self._reader, _NUMBER):
            number = int.from_bytes(drawn)
            self.given = ends[number]
            yield from self._groups[number]

    def close(self) -> None:
        """Nobody draws any more."""
        os.close(self._reader)


def _reported(
    items: _Drawn[Item], total: int, progress: Callable[[int, int], None]
) -> Iterator[Item]:
    for one in items:
        yield one
        progress(items.given, total)
    progress(total, total)


class _Other:
    """A forked process at work."""

    def __init__(self, work: Callable[[], Any]) -> None:
        reader, writer = os.pipe()
        self._pid = os.fork()
        if not self._pid:
            os.close(reader)
            _work_and_exit(work, writer)
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


def _shared(work: Callable[[Iterable[Item]], Result], share: Iterable[Item], parent: int) -> Result:
    return work(_while_wanted(share, parent))


def _while_wanted(share: Iterable[Item], parent: int) -> Iterator[Item]:
    """The share, given up when the process that waits for it was killed."""
    for item in share:
        if os.getppid() != parent:
            raise FreezeRefused("Tiến trình chính đã dừng.")
        yield item


def _work_and_exit(work: Callable[[], Any], writer: int) -> None:
    """The life of a forked process: it never returns into what its parent was doing."""
    try:
        # the connection belongs to the parent
        db.database.initialize(None)
        said: tuple[Exception | None, Any]
        try:
            said = None, work()
        except Exception as error:  # noqa: BLE001  the parent raises it
            said = error, None
        with os.fdopen(writer, "wb") as pipe:
            pickle.dump(said, pipe)
    finally:
        os._exit(0)
