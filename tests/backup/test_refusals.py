"""Backups that cannot be used, places that are taken, and what a broken run leaves."""

import io
import shutil
import zipfile

import pytest

from portal import db
from portal.documents.actions import keep_file
from portal.documents.blobs import path_of
from tests import factories
from tests.backup.machine import Machine
from tests.conftest import TEST_DATABASE


@pytest.fixture(scope="module")
def backed_up(empty_machine):
    """A portal without content, and a backup of it."""
    made = empty_machine()
    made.portal("init")
    made.portal("user", "add", "quan.tri", "Lò Văn Quản", "--role", "admin")
    made.portal("backup", str(made.data / "cong.zip"))
    return made


@pytest.fixture
def small(backed_up, tmp_path):
    """That portal, and a copy of the backup to spoil."""
    shutil.copy(backed_up.data / "cong.zip", tmp_path)
    return backed_up, tmp_path / "cong.zip"


def test_a_portal_with_rows_is_never_overwritten(small):
    machine, path = small
    before = machine.rows()
    assert "đã có dữ liệu" in machine.portal("restore", str(path), status=1)
    assert machine.rows() == before


def test_a_prepared_but_empty_database_takes_a_backup(small, empty_machine):
    machine, path = small
    other = empty_machine()
    other.portal("init")
    other.portal("restore", str(path))
    assert other.rows() == machine.rows()


def test_new_rows_after_a_restore_get_new_numbers(small, empty_machine):
    _, path = small
    other = empty_machine()
    other.portal("restore", str(path))
    other.portal("user", "add", "bien.tap", "Hà Thị Biên", "--role", "office_editor")
    assert "bien.tap" in other.portal("user", "list")


def _cut(path):
    path.write_bytes(path.read_bytes()[:-100])


def _flip(path):
    with zipfile.ZipFile(path) as opened:
        info = opened.getinfo("tables/user.jsonl")
    content = bytearray(path.read_bytes())
    content[info.header_offset + 100] ^= 0xFF
    path.write_bytes(content)


def _other_file(path):
    path.write_bytes(b"PK but no archive")


def _other_zip(path):
    with zipfile.ZipFile(path, "w") as opened:
        opened.writestr("x.txt", "x")


@pytest.mark.parametrize("damage", [_cut, _flip, _other_file, _other_zip])
def test_a_damaged_or_foreign_file_changes_nothing(small, empty_machine, damage):
    _, path = small
    damage(path)
    other = empty_machine()
    said = other.portal("restore", str(path), status=1)
    assert "sao lưu" in said
    assert "Traceback" not in said
    other.portal("init")
    assert not any(len(lines) > 1 for lines in other.rows().values())


def test_a_backup_of_a_newer_portal_is_refused(small, empty_machine):
    _, path = small
    with zipfile.ZipFile(path) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    said = parts["contents.json"].replace(b'"0001_initial"', b'"0001_initial", "9999_next"')
    with zipfile.ZipFile(path, "w") as opened:
        for name, content in {**parts, "contents.json": said}.items():
            opened.writestr(name, content)
    assert "nâng cấp" in empty_machine().portal("restore", str(path), status=1)


def test_where_nothing_can_be_written_one_sentence_says_so(small, tmp_path):
    machine, _ = small
    said = machine.portal("backup", str(tmp_path / "không có" / "x.zip"), status=1)
    assert "Không ghi được" in said
    assert "Traceback" not in said


def test_a_file_that_is_gone_stops_the_backup(empty_machine, tmp_path):
    machine = empty_machine()
    machine.portal("init")
    app = machine.app()
    with db.connection(app):
        pdf = io.BytesIO(b"%PDF-1.4\n" * 20 + b"%%EOF\n")
        blob = keep_file(machine.data, pdf, max_bytes=1 << 20)
    path_of(machine.data, blob.sha256).unlink()
    said = machine.portal("backup", str(tmp_path / "x.zip"), status=1)
    assert blob.sha256 in said
    assert list(tmp_path.glob("*.zip*")) == []


@pytest.mark.skipif(not TEST_DATABASE, reason="needs a PostgreSQL: make test-postgres")
def test_a_portal_moves_from_one_database_to_the_other_and_back(empty_machine, tmp_path):
    first = Machine(tmp_path / "first", f"sqlite:///{tmp_path / 'first.db'}")
    first.portal("init")
    with db.connection(first.app()), db.write():
        for number, fraction in enumerate(("", ".640000", ".644550", ".644551")):
            user = factories.user("admin", username=f"quan.tri.{number}")
            db.database.execute_sql(
                "UPDATE user SET created_at = ? WHERE id = ?",
                (f"2026-11-21 09:39:07{fraction}", user.id),
            )
    first.portal("backup", str(tmp_path / "one.zip"))
    server = empty_machine()
    server.portal("restore", str(tmp_path / "one.zip"))
    server.portal("backup", str(tmp_path / "two.zip"))
    last = Machine(tmp_path / "last", f"sqlite:///{tmp_path / 'last.db'}")
    last.portal("restore", str(tmp_path / "two.zip"))
    assert last.rows() == first.rows()
