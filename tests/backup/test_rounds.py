"""Backups made while clerks work, restored on an empty machine.

``BACKUP_ROUNDS=20`` runs the whole campaign; a few rounds are enough to see a fault of the code.
"""

import os

import pytest

from portal import db
from portal.reports import queries
from portal.reports.models import DraftField, Evidence
from tests.backup.clerks import TEXT, Clerk
from tests.backup.machine import Machine
from tests.reports import factories
from tests.site.frozen_files import files_of

ROUNDS = int(os.environ.get("BACKUP_ROUNDS", "2"))


def held_at_least(restored: Machine, acknowledged: list[tuple[int, int, list[str]]]) -> None:
    """What clerks had acknowledged before the backup began is there, whole."""
    with db.connection(restored.app()):
        for duty_id, version, files in acknowledged:
            field = DraftField.get_or_none(DraftField.duty == duty_id, DraftField.code == TEXT)
            assert (field.version if field else 0) >= version
            kept = {row.file_id for row in Evidence.select().where(Evidence.duty == duty_id)}
            assert set(files) <= kept
        restored_values = queries.draft_values(queries.duty_row(acknowledged[0][0]))
        assert restored_values.get(TEXT, "").startswith("Lần sửa thứ ")


@pytest.mark.timeout(60 + 30 * ROUNDS)
def test_a_backup_made_while_clerks_work_loses_nothing(machine, empty_machine, tmp_path):
    app = machine.app()
    with db.connection(app):
        clerks = [Clerk(app, factories.duty().id) for _ in range(3)]
    for clerk in clerks:
        clerk.start()
    try:
        kept = []
        for number in range(ROUNDS):
            while min(clerk.version for clerk in clerks) < 5 * (number + 1):
                assert all(clerk.is_alive() for clerk in clerks)
            before = [(one.duty_id, one.version, list(one.files)) for one in clerks]
            file = tmp_path / f"{number}.zip"
            machine.portal("backup", str(file))
            # a busy machine may keep one of them waiting all the while
            assert any(one.version > seen[1] for one, seen in zip(clerks, before, strict=True))
            restored = empty_machine()
            assert "Đã khôi phục" in restored.portal("restore", str(file))
            kept.append((restored, before))
    finally:
        for clerk in clerks:
            clerk.stop()
    for restored, before in kept:
        held_at_least(restored, before)


@pytest.mark.timeout(60 + 30 * ROUNDS)
def test_rows_files_and_a_fresh_freeze_are_identical(machine, empty_machine, tmp_path):
    for number in range(ROUNDS):
        file = tmp_path / f"{number}.zip"
        machine.portal("backup", str(file))
        assert oct(file.stat().st_mode)[-3:] == "600"
        restored = empty_machine()
        restored.portal("restore", str(file))
        assert restored.rows() == machine.rows()
        for folder in ("files", "secrets", "site"):
            assert files_of(restored.data / folder) == files_of(machine.data / folder), folder
        machine.portal("freeze", str(tmp_path / f"one{number}"))
        restored.portal("freeze", str(tmp_path / f"other{number}"))
        frozen = files_of(tmp_path / f"one{number}")
        assert len(frozen) > 100
        assert files_of(tmp_path / f"other{number}") == frozen
        restored.portal("check")
