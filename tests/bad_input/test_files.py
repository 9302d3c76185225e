"""Every kind of hostile file at every upload field: refused with the right words, or harmless.

Bombs go through the whole request in a process of its own, which measures what each costs.
The suite sends each kind to three fields; ``make bad-input`` to all of them.
"""

import json
import subprocess
import sys
from hashlib import sha256

import pytest

from portal.config import ROOT
from portal.documents.models import Blob, IssuedDocument
from portal.inspections.models import Conclusion, Remediation
from portal.reports.models import Evidence, Submission
from tests.bad_input.answers import faults_of, rotated, send
from tests.bad_input.campaign import REQUESTS
from tests.bad_input.cases import Case
from tests.bad_input.files import TAKEN, kinds
from tests.bad_input.world import undone
from tests.conftest import TEST_DATABASE

pytestmark = pytest.mark.timeout(max(300, REQUESTS))

FULL = REQUESTS >= 10_000
#: A bomb costs less than this: seconds of processor time, bytes of memory.
SECONDS, MEMORY = 2.0, 200 * 1024 * 1024
#: A file for the public is written again without what does not belong to it.
MADE_ANEW = {"PDF and ZIP"}
#: Kept first; the page that reads it says what it cannot read.
READ_LATER = {"plans_office.import_word", "plans_office.import_new"}
#: Where a CSV is read at once: what else is wrong with one that is no such table.
AS_TABLE = {
    "units_office.import_file": ("Không thấy dòng tiêu đề", "Tệp không có dòng nào"),
    "forms_office.upload": ("mã ẩn",),
    "totals_office.template": ("Không mở được tệp này bằng Word",),
    "reports_unit.compare_excel": ("mã ẩn",),
    "reports_office.keying": ("mã ẩn",),
    "reports_unit.compare_word": ("Tệp không có phần nào", "Không đọc được tệp Word"),
}
NAMED = (
    (IssuedDocument, "filename"), (Evidence, "file_name"), (Submission, "signed_name"),
    (Conclusion, "public_file_name"), (Remediation, "evidence_name"),
)  # fmt: skip


@pytest.fixture(scope="module")
def fields(cases: dict[str, Case]) -> list[tuple[Case, str]]:
    """Every upload field of the url map."""
    return [
        (case, one.name) for case in cases.values() for one in case.fields() if one.kind == "file"
    ]


def test_there_are_enough_kinds_and_fields(fields):
    assert len(kinds()) >= 36
    assert len(fields) >= 10


def test_every_kind_of_file_is_refused_with_its_reason_or_harmless(world, fields):
    faults: list[str] = []
    for kind, file in kinds().items():
        taken, told = 0, 0
        for case, name in fields if FULL else rotated(kind, fields, 3):
            with undone(world.client(case.endpoint)):
                before = Blob.select().count()
                one = (file.name, file.content)
                answer, crash = send(world, case, {**case.good, name: [one]})
                read_later = case.endpoint in READ_LATER
                found = faults_of(world, case, answer, crash, followed=not read_later)
                status = answer.status_code if answer is not None else 500
                if status == 422:
                    told += file.says in answer.text if file.says else 0
                    reasons = ("không đúng loại", file.says, *AS_TABLE.get(case.endpoint, ()))
                    if not any(reason in answer.text for reason in reasons):
                        found.append("refused for another reason")
                    if Blob.select().count() != before:
                        found.append("refused, but stored")
                elif status == 302 and kind in MADE_ANEW:
                    as_sent = Blob.sha256 == sha256(file.content).hexdigest()
                    found += ["stored as sent"] if Blob.select().where(as_sent).exists() else []
                elif status == 302 and file.says == TAKEN:
                    taken += 1
                    found += _stored_names()
                else:
                    found.append(f"answered {status}")
            faults += [f"{kind} at {case.endpoint} {name}: {fault}" for fault in found]
        if FULL and not (taken if file.says == TAKEN else told):
            faults.append(f"{kind}: no field {'took it' if file.says == TAKEN else 'said why'}")
    assert not faults, "\n".join(faults)


def _stored_names() -> list[str]:
    """Names that still carry a folder."""
    names = {row[0] for model, column in NAMED
             for row in model.select(getattr(model, column)).tuples()}  # fmt: skip
    return [f"stored as {name!r}" for name in names if set("/\\\x00") & set(name)]


@pytest.mark.skipif(bool(TEST_DATABASE), reason="on SQLite, whatever the other tests run on")
def test_bombs_cost_little():
    """In a process of its own: its memory at the peak is that of the bomb."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bad_input.bombs"],
        cwd=ROOT, capture_output=True, text=True, timeout=280, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    print("\n" + "\n".join("{kind}: {status}, {seconds:.2f} s, {mib:.0f} MiB".format(**row)
                           for row in rows))  # fmt: skip
    assert len(rows) >= 20
    dear = [row for row in rows if row["seconds"] > SECONDS or row["mib"] * 1024 * 1024 > MEMORY]
    assert dear == []
    assert {row["status"] for row in rows} <= {200, 302, 422}
