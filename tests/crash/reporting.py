"""Clerks of units writing and sending reports, and what must be true of their reports."""

import hashlib
import io
import itertools
import json
import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from werkzeug.datastructures import FileStorage

from portal.accounts.actions import hasher
from portal.accounts.models import AuditEntry
from portal.checking import problems
from portal.db import database, is_postgres
from portal.documents import blobs
from portal.publishing.payload import sha256_of
from portal.reports.models import DraftEdit, DraftField, Duty, Submission
from tests import factories
from tests.crash.visiting import Answer, Browser, Ledger, Unanswered
from tests.reports import factories as reports

PASSWORD = "mot-mat-khau-dai-1"
TEXT = "outline:p1.i"
_SEEN = re.compile(r'name="seen"[^>]*value="([^"]*)"')
_RECEIPT = re.compile(r"BN-\d{4}-\d+")
_operations = itertools.count(1)


def clerk(number: int) -> str:
    """The user name of the clerk of unit ``number``."""
    return f"can-bo-{number}"


def add_units(count: int, duties: int) -> list[list[int]]:
    """Units with a clerk and open duties each; the duties' ids by unit."""
    hashed = hasher(1).hash(PASSWORD)
    form = reports.small_form()
    found = []
    for number in range(count):
        unit = factories.unit()
        factories.user("unit_editor", unit, username=clerk(number), password_hash=hashed)
        found.append([reports.duty(unit, form).id for _ in range(duties)])
    return found


def signed_pdf(label: str, size: int = 700_000) -> bytes:
    """A file of that content; longer than what is kept in memory while it is received."""
    filling = hashlib.sha256(label.encode()).hexdigest().encode() * (size // 64)
    return b"%PDF-1.4\n% " + label.encode() + b"\n% " + filling + b"\n%%EOF\n"


@dataclass
class Clerk:
    """One person: types into drafts, sends reports, notes every answer in the ledger."""

    browser: Browser
    ledger: Ledger
    tab: str
    sequence: int = 0
    versions: dict[int, int] = field(default_factory=dict)

    def type(self, duty: int, text: str) -> bool:
        """Autosave ``text``; whether it was acknowledged."""
        self.sequence += 1
        sent = {
            "code": TEXT, "value": text, "version": self.versions.get(duty, 0),
            "client": self.tab, "sequence": self.sequence,
        }  # fmt: skip
        answer = self._do("type", duty, lambda: self._save(duty, sent), text=text)
        if answer is None or answer.status != 200:
            return False
        self.versions[duty] = int(answer.headers["X-Field-Version"])
        return True

    def send(self, duty: int, prepared: dict[str, Any] | None = None) -> Answer | None:
        """Xác nhận và gửi; None when no answer came."""
        prepared = prepared or self.prepare(duty)
        address = f"/lam-viec/don-vi/bao-cao/{duty}/gui/"
        signed = FileStorage(io.BytesIO(prepared["file"]), "bao-cao.pdf")
        return self._do(
            "send", duty, lambda: self.browser.post(address, {**prepared, "file": signed})
        )

    def prepare(self, duty: int) -> dict[str, Any]:
        """The fields of the page on which a report is sent, filled in."""
        page = self.browser.get(f"/lam-viec/don-vi/bao-cao/{duty}/gui/")
        seen = _SEEN.search(page.text)
        return {
            "doc_number": f"{duty}/BC-SCT", "doc_date": "5/6/2024", "signer": "Lê Văn A",
            "missing_reason": "Đang thống kê", "confirm": "1", "seen": seen[1] if seen else "",
            "file": signed_pdf(f"báo cáo {duty}"),
        }  # fmt: skip

    def receipt(self, duty: int, number: int = 1) -> str:
        """The number of the receipt, as its page shows it."""
        page = self.browser.get(f"/lam-viec/don-vi/bao-cao/{duty}/bien-nhan/{number}/")
        found = _RECEIPT.search(page.text)
        assert found, page.text
        return found[0]

    def _save(self, duty: int, sent: dict[str, Any]) -> Answer:
        return self.browser.post(f"/lam-viec/don-vi/bao-cao/{duty}/truong/", sent)

    def _do(self, kind: str, duty: int, ask: Any, **what: Any) -> Answer | None:
        op = next(_operations)
        self.ledger.note("start", op=op, kind=kind, duty=duty, **what)
        try:
            answer: Answer = ask()
        except Unanswered:
            self.ledger.note("dead", op=op, kind=kind, duty=duty)
            return None
        told = {"version": answer.headers.get("X-Field-Version"), "status": answer.status}
        done = answer.status == (200 if kind == "type" else 302)
        self.ledger.note("ack" if done else "refused", op=op, kind=kind, duty=duty, **told, **what)
        return answer


def settle() -> None:
    """Until PostgreSQL has noticed that the killed clients are gone."""
    if not is_postgres():
        return
    until = time.monotonic() + 10
    others = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND xact_start IS NOT NULL"
    )
    while database.execute_sql(others).fetchone()[0] and time.monotonic() < until:
        time.sleep(0.02)


def check(ledger: Ledger, data: Path, duties: list[int]) -> None:
    """Nothing acknowledged is lost, nothing is doubled, nothing is half there."""
    assert problems(data) == []
    if not is_postgres():
        assert database.execute_sql("PRAGMA foreign_key_check").fetchall() == []
    _check_drafts(ledger, duties)
    acknowledged = {line["duty"] for line in ledger.acknowledged("send")}
    receipts = []
    for duty in duties:
        rows = list(Submission.select().where(Submission.duty == duty))
        state = Duty.get_by_id(duty).state
        assert len(rows) <= 1, f"doubled: {duty}"
        if duty in acknowledged:
            assert rows, f"lost: {duty}"
        assert state == ("submitted" if rows else "open")
        receipts += [row.receipt for row in rows]
        for row in rows:
            _check_submission(row, data)
    assert len(set(receipts)) == len(receipts)
    entries = AuditEntry.select().where(AuditEntry.action == "submit-report").count()
    assert entries == Submission.select().count()


def _check_submission(row: Submission, data: Path) -> None:
    assert row.sha256 == sha256_of(row.snapshot)
    content = signed_pdf(f"báo cáo {row.duty_id}")
    assert row.signed_file_id == hashlib.sha256(content).hexdigest()
    assert blobs.verify(data, row.signed_file_id)
    last = DraftField.get_or_none(DraftField.duty == row.duty_id, DraftField.code == TEXT)
    if last is not None:
        assert json.loads(row.snapshot)["values"][TEXT] == json.loads(last.value)


def _check_drafts(ledger: Ledger, duties: list[int]) -> None:
    edits: dict[tuple[int, int], str] = {}
    for edit in DraftEdit.select().where(DraftEdit.duty.in_(duties)).order_by(DraftEdit.id):
        place = (edit.duty_id, edit.version)
        assert place not in edits, f"version doubled: {place}"
        edits[place] = json.loads(edit.after)
    typed = [line for line in ledger.acknowledged("type") if line["duty"] in duties]
    for line in typed:
        assert edits.get((line["duty"], int(line["version"]))) == line["text"], f"lost: {line}"
    for row in DraftField.select().where(DraftField.duty.in_(duties)):
        newest = max(version for duty, version in edits if duty == row.duty_id)
        assert row.version == newest
        assert json.loads(row.value) == edits[row.duty_id, newest]
