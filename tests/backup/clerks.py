"""Clerks who keep writing: each notes what was acknowledged before it goes on."""

import io
import threading
from typing import Any

from flask import Flask

from portal import db
from portal.accounts.rules import Actor
from portal.documents.actions import keep_file
from portal.reports import queries
from portal.reports.drafts import Saved, save_field
from portal.reports.evidence.actions import add_evidence

TEXT = "outline:p1.i"


class Clerk(threading.Thread):
    """Writes one field again and again, and now and then stores a file, until told to stop."""

    def __init__(self, app: Flask, duty_id: int) -> None:
        super().__init__()
        self.app = app
        self.duty_id = duty_id
        self.stopping = threading.Event()
        self.failure: BaseException | None = None
        #: Versions of the field that were acknowledged, and sha256 of files attached.
        self.version = 0
        self.files: list[str] = []

    def run(self) -> None:
        """Work; a failure is kept for the test to show."""
        try:
            with db.connection(self.app):
                while not self.stopping.is_set():
                    self._write()
        except Exception as error:  # noqa: BLE001 (shown by the test)
            self.failure = error

    def stop(self) -> None:
        """Let the present write end; raise what went wrong."""
        self.stopping.set()
        self.join()
        if self.failure:
            raise self.failure

    def _write(self) -> None:
        actor = Actor(None, f"Người {self.duty_id}", frozenset({"unit_editor"}))
        duty = queries.duty_row(self.duty_id)
        number = self.version + 1
        saved = save_field(actor, duty, TEXT, text(number), self.version, "thẻ", number)
        assert isinstance(saved, Saved)
        self.version = saved.version
        if number % 5 == 0:
            self._attach(actor, duty, number)

    def _attach(self, actor: Actor, duty: Any, number: int) -> None:
        content = b"%PDF-1.4\n" + f"{self.duty_id} {number}".encode() * 2000 + b"%%EOF\n"
        blob = keep_file(self.app.config["DATA"], io.BytesIO(content), max_bytes=1 << 20)
        add_evidence(
            actor, duty, field="", number=str(number), issued_on=None, subject="Tệp",
            blob=blob, file_name="tep.pdf",
        )  # fmt: skip
        self.files.append(blob.sha256)


def text(number: int) -> str:
    """What a clerk writes as its ``number``-th edit."""
    return f"Lần sửa thứ {number}"
