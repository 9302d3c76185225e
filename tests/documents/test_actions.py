"""A file and its row."""

import io

import pytest

from portal.databases import open_database
from portal.db import database
from portal.documents.actions import keep_file
from portal.documents.blobs import FileTypeRefused, verify
from portal.documents.models import Blob, IssuedDocument
from tests.documents import samples


@pytest.fixture
def tables(tmp_path):
    opened = open_database(f"sqlite:///{tmp_path}/test.db")
    database.initialize(opened)
    with opened.connection_context():
        opened.create_tables([Blob, IssuedDocument])
        yield opened


@pytest.mark.usefixtures("tables")
def test_a_file_gets_one_row(tmp_path):
    first = keep_file(tmp_path, io.BytesIO(samples.PDF), max_bytes=1000)
    again = keep_file(tmp_path, io.BytesIO(samples.PDF), max_bytes=1000)
    assert first == again
    assert Blob.select().count() == 1
    assert verify(tmp_path, first.sha256)
    assert first.created_at.tzinfo is not None


@pytest.mark.usefixtures("tables")
def test_a_refused_file_gets_none(tmp_path):
    with pytest.raises(FileTypeRefused):
        keep_file(tmp_path, io.BytesIO(b"<svg/>"), max_bytes=1000)
    assert Blob.select().count() == 0


@pytest.mark.parametrize("model", [Blob, IssuedDocument])
def test_every_column_is_classed(model):
    assert set(model.privacy) == set(model._meta.fields)


@pytest.mark.usefixtures("tables")
def test_a_document_keeps_its_lists():
    made = IssuedDocument.create(kind="ke-hoach", recipients=["Như Điều 3;", "Lưu: VT."])
    assert IssuedDocument.get_by_id(made.id).recipients == ["Như Điều 3;", "Lưu: VT."]
    assert IssuedDocument.get_by_id(made.id).issued_on is None
