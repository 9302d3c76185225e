"""Eight processes write at once: neither chain forks or loses a link, every edit has one seal.

``CHAIN_WRITES`` things per process (12 in the suite, 500 by ``make concurrency``).
"""

import json
import os
from collections import Counter

import pytest
from peewee import IntegrityError

from portal import db
from portal.accounts.audit import broken_entries, record
from portal.accounts.models import AuditEntry
from portal.accounts.rules import SYSTEM
from portal.checking import problems
from portal.publishing import gate
from portal.publishing.editorial import PagePayload
from portal.publishing.models import Publication
from portal.publishing.queries import broken_publications
from portal.reports.drafts import save_field
from portal.reports.models import DraftEdit, Submission
from portal.reports.queries import duty_row
from portal.reports.seal_queries import SEALING, broken_seals, ids_in
from portal.ticking import run_due
from tests import factories as base
from tests.concurrency.chain_writer import SHARED, TEXT
from tests.concurrency.processes import finished, several, started
from tests.reports import factories

PROCESSES = 8
WRITES = int(os.environ.get("CHAIN_WRITES", "12"))

pytestmark = pytest.mark.timeout(1200)


@pytest.fixture
def world(database):
    """A draft that all writers share, and for each writer a draft and reports to send."""
    form = factories.small_form()
    plan, unit = base.plan(), base.unit()
    assert factories.duty(unit, form, plan=plan).id == SHARED
    for number in range(PROCESSES):
        for _ in range(1 + WRITES // 8):
            factories.duty(unit, form, plan=plan, title=f"writer {number}")


def counted(action):
    return AuditEntry.select().where(AuditEntry.action == action).count()


def let_go(processes):
    """All at one instant, once every one has come up."""
    for process in processes:
        assert process.stdout.readline() == "ready\n", process.communicate()
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()


def whole_links(rows, genesis):
    """Each row's previous hash is the hash of the row before it, in the order of ids."""
    previous = genesis
    for row in rows:
        assert row.previous_hash == previous
        previous = row.hash


def test_eight_processes_write_both_chains(app, world):
    done = Counter()
    versions = {}
    commands = [
        ("tests.concurrency.chain_writer", str(number), str(WRITES)) for number in range(PROCESSES)
    ]
    with several(app, *commands) as writers:
        let_go(writers)
        said = [finished(writer) for writer in writers]
    for text in said:
        for name, count in json.loads(text.splitlines()[-1]).items():
            if name.startswith("version:"):
                versions[name[8:]] = max(count, versions.get(name[8:], 0))
            else:
                done[name] += count
    whole_links(AuditEntry.select().order_by(AuditEntry.id), "0" * 64)
    whole_links(Publication.select().order_by(Publication.id), gate.GENESIS)
    assert problems(app.config["DATA"]) == []
    for action in ("publish", "add-user", "submit-report"):
        assert counted(action) == done[action], "as many entries as were acknowledged"
    assert Submission.select().count() == done["submit-report"]
    assert DraftEdit.select().count() == done["edit"]
    assert DraftEdit.select().where(DraftEdit.sealed).count() == done["sealed"]
    assert Publication.select().count() == done["publish"]
    for slug, newest in versions.items():
        rows = list(Publication.select().where(Publication.slug == slug).order_by(Publication.id))
        assert [row.version for row in rows] == list(range(1, newest + 1))
        assert [row.current for row in rows] == [False] * (newest - 1) + [True]
    assert min(done["edit"], done["publish"], done["add-user"], done["submit-report"]) > 0
    print(f"\n{PROCESSES} processes x {WRITES}: {dict(done)}")


def test_portal_tick_twice_at_once_while_people_type(app, database):
    """Each edit is in exactly one seal, and every seal can be checked against its edits."""
    duty = duty_row(factories.duty().id)
    edits = WRITES * 10
    for turn in range(1, edits + 1):
        save_field(SYSTEM, duty, TEXT, f"lần {turn}", turn - 1, "the-1", turn)
    typed = 0
    with several(app, ("portal", "tick"), ("portal", "tick")) as ticks:
        while any(tick.poll() is None for tick in ticks):
            typed += 1
            turn = edits + typed
            save_field(SYSTEM, duty, TEXT, f"lần {turn}", turn - 1, "the-1", turn)
        for tick in ticks:
            finished(tick)
    typed += 1
    save_field(SYSTEM, duty, TEXT, "lần cuối", edits + typed - 1, "the-1", edits + typed)
    assert list(run_due())
    assert "nguyên vẹn" in finished(started(app, "portal", "check"))
    seals = [
        ids_in(json.loads(entry.after)["ids"])
        for entry in AuditEntry.select().where(AuditEntry.action == SEALING)
    ]
    assert sorted(sum(seals, [])) == [edit.id for edit in DraftEdit.select().order_by(DraftEdit.id)]
    assert len(sum(seals, [])) == edits + typed
    assert DraftEdit.select().where(~DraftEdit.sealed).count() == 0


def test_a_changed_edit_and_a_doubled_seal_are_found(app, database):
    duty = duty_row(factories.duty().id)
    save_field(SYSTEM, duty, TEXT, "một", 0)
    assert list(run_due())
    assert list(broken_seals()) == []
    DraftEdit.update(after='"hai"').execute()
    assert len(list(broken_seals())) == 1
    DraftEdit.update(after='"một"').execute()
    entry = AuditEntry.get(AuditEntry.action == SEALING)
    with db.write():
        record(SYSTEM, SEALING, ("draft_edit", "1-1"), after=json.loads(entry.after))
    assert "niêm phong lại" in "".join(broken_seals())


@pytest.mark.parametrize("table", ["audit_entry", "publication"])
def test_the_database_itself_refuses_a_fork(database, table):
    """A second row after the same row, as a writer outside the portal could try to put in."""
    for text in ("một", "hai"):
        gate.set_up(SYSTEM, "trang", PagePayload("Trang", "", 1, f"<p>{text}</p>"), "Thử")
    columns = [
        column.name for column in database.get_columns(table) if column.name not in ("id", "hash")
    ]
    if table == "publication":
        columns.remove("version")
    names = ", ".join(f'"{name}"' for name in columns)
    more, values = ("", "") if table == "audit_entry" else (', "version"', ", 99")
    forked = (
        f'INSERT INTO "{table}" ({names}, "hash"{more}) '
        f"SELECT {names}, 'khác'{values} FROM \"{table}\" ORDER BY id LIMIT 1"
    )
    with pytest.raises(IntegrityError, match="previous_hash"), database.atomic():
        database.execute_sql(forked)
    assert broken_entries() == broken_publications() == []
