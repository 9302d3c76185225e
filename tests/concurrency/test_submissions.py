"""Many units send their reports in one instant, to gunicorn with its two sync workers.

``SUBMIT_CLIENTS`` units (24 in the suite, 500 by ``make concurrency``), each with a full report
of more than 120 rows and a signed PDF of its own; every third clerk clicks twice, on two
connections.
"""

import os
import re
import time
from collections import Counter

import pytest

from portal.accounts.models import AuditEntry
from portal.checking import problems
from portal.documents import blobs
from portal.publishing.payload import sha256_of
from portal.reports.models import DraftEdit, Duty, Submission
from tests.concurrency import http_clients
from tests.concurrency.filled_reports import filled, frozen_values
from tests.concurrency.processes import served
from tests.page_forms import forms_of

CLIENTS = int(os.environ.get("SUBMIT_CLIENTS", "24"))
RECEIPT = re.compile(r"BN-\d{4}-\d{6}")
SHA256 = re.compile(r"\b[0-9a-f]{64}\b")

pytestmark = pytest.mark.timeout(1200)


def pdf(clerk):
    return b"%PDF-1.4\n" + f"bao cao {clerk.duty.id}".encode() + b"\n%%EOF"


def click(clerk, page):
    """The confirmed form of ``page`` as bytes: what the button sends."""
    shown = next(form for form in forms_of(page.text) if "seen" in form.inputs)
    data = {name: values[0] for name, values in shown.data().items()}
    assert data["csrf_token"]
    assert data["seen"]
    assert "missing_reason" not in shown.inputs, "the report is full"
    data |= {
        "doc_number": f"{clerk.duty.id}/BC", "doc_date": "05/06/2024", "signer": "Trần Thị Bình",
        "confirm": shown.inputs["confirm"].choices[0],
    }  # fmt: skip
    cookie = page.cookie or clerk.cookie
    return http_clients.post(clerk.address, cookie, data, ("file", pdf(clerk)))


def test_everybody_submits_at_one_instant(app, database):
    clerks = filled(app, CLIENTS)
    edits = DraftEdit.select().count()
    doubled = clerks[::3]
    with served(app) as place:
        pages = http_clients.a_few_at_a_time(
            place, [http_clients.get(clerk.address, clerk.cookie) for clerk in clerks]
        )
        assert {page.status for page in pages} == {200}, pages[0]
        clicks = [click(clerk, page) for clerk, page in zip(clerks, pages, strict=True)]
        senders = [*clerks, *doubled]
        began = time.monotonic()
        answers = http_clients.at_one_instant(place, [*clicks, *clicks[::3]])
        took = time.monotonic() - began
        bad = [answer for answer in answers if answer.status != 302]
        assert not bad, (Counter(answer.status for answer in bad), bad[0])
        assert all(
            answer.location == f"/lam-viec/don-vi/bao-cao/{clerk.duty.id}/bien-nhan/1/"
            for clerk, answer in zip(senders, answers, strict=True)
        )
        receipts = http_clients.a_few_at_a_time(
            place,
            [
                http_clients.get(answer.location, clerk.cookie)
                for clerk, answer in zip(senders, answers, strict=True)
            ],
        )
    told = [set(RECEIPT.findall(page.text)) | set(SHA256.findall(page.text)) for page in receipts]
    everything_is_there(app, clerks, dict(zip([c.duty.id for c in senders], told, strict=True)))
    assert DraftEdit.select().count() == edits, "sending edits nothing"
    waits = sorted(answer.seconds for answer in answers)
    print(
        f"\n{CLIENTS} units, {len(senders)} clicks: all answered in {took:.1f} s "
        f"({CLIENTS / took:.0f} submissions/s), median wait {waits[len(waits) // 2]:.1f} s, "
        f"longest {waits[-1]:.1f} s"
    )


def everything_is_there(app, clerks, told):
    """One submission for each unit, as filled in, under the receipt that its clerk was shown."""
    sent = {row.duty_id: row for row in Submission.select()}
    assert Submission.select().count() == len(sent) == len(clerks)
    year = next(iter(sent.values())).submitted_at.year
    assert sorted(row.receipt for row in sent.values()) == [
        f"BN-{year}-{number:06d}" for number in range(1, len(clerks) + 1)
    ]
    for clerk in clerks:
        row = sent[clerk.duty.id]
        assert row.sha256 == sha256_of(row.snapshot)
        assert frozen_values(row.snapshot) == clerk.values
        assert {row.receipt, row.sha256} <= told[clerk.duty.id]
        stored = blobs.path_of(app.config["DATA"], row.signed_file_id)
        assert stored.read_bytes() == pdf(clerk)
    assert {duty.state for duty in Duty.select()} == {"submitted"}
    entries = AuditEntry.select().where(AuditEntry.action == "submit-report")
    assert Counter(entry.subject_id for entry in entries) == Counter(
        str(row.id) for row in sent.values()
    )
    assert problems(app.config["DATA"]) == []
