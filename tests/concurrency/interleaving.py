"""One random interleaving of two editors with two tabs each, and of the office meanwhile.

Everything is drawn from one seed: who does what next, and what the network does to each
request: it arrives, its answer is lost, it arrives twice, it is lost, or it arrives much later,
when its page has given it up.
"""

from collections import Counter

from tests.concurrency.editing_acts import EditingActs
from tests.concurrency.sending_acts import SendingActs
from tests.concurrency.task_acts import TaskActs


class Interleaving(EditingActs, TaskActs, SendingActs):
    """All that the people do, drawn step by step."""

    def run(self, steps: int) -> Counter[str]:
        """Do ``steps`` things at random, then hold everything against the ledger."""
        doing = [
            (self.load, 12), (self.type, 30), (self.deliver, 34), (self.retry, 6),
            (self.resolve, 8), (self.press, 10), (self.edit_task, 5), (self.remove_task, 2),
            (self.mark_tasks, 2), (self.attach, 2), (self.detach, 1), (self.send, 3),
            (self.give_back, 5),
        ]  # fmt: skip
        acts, weights = zip(*doing, strict=True)
        for tab in range(4):
            self.load(tab)
        for _ in range(steps):
            self.rng.choices(acts, weights)[0](self.rng.randrange(4))
        while self.network:
            self.deliver(0)
        self.ledger.whole()
        self.counts["silent overwrites"] += 0
        self.counts["replaced knowingly"] += self.ledger.overwrites
        return self.counts
