"""Several things at one instant, each in a thread with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from flask import Flask

from portal import db

#: How often a race is run: two threads do not always meet.
ROUNDS = 3


def at_once(app: Flask, calls: list[Callable[[], Any]]) -> list[Any]:
    """The results of ``calls`` in their order, an exception standing for itself.

    All are let go together, each with its own database connection.
    """
    gate = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        with db.connection(app):
            gate.wait(30)
            try:
                return call()
            except Exception as error:  # noqa: BLE001  what went wrong is a result here
                return error

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))
