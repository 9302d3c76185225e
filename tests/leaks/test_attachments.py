"""Attachments follow their document: by their bytes, whatever name a file of the build has."""

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal.clock import now
from portal.documents.models import Blob, IssuedDocument
from portal.plans.models import Plan
from portal.publishing import gate
from portal.publishing.models import Publication
from portal.site.freezing.run import freeze
from tests import factories
from tests.leaks import world
from tests.leaks.papers import pdf_with_secrets
from tests.leaks.test_withdrawal import _withdraw
from tests.leaks.world import World
from tests.site.conftest import AS_OF, NOW


@pytest.fixture
def made(app: Flask, database: Any) -> World:
    return world.build(app.config["DATA"])


def _frozen_bytes(app: Flask) -> set[str]:
    """The sha256 of every file of a new build, compressed ones also as what they unpack to."""
    config = {name: app.config[name] for name in ("DATA", "DATABASE", "SECRET_KEY")}
    freeze(config, AS_OF, NOW, allowed="Ngừng đăng để thử")
    found = set()
    for path in (Path(app.config["DATA"]) / "site").resolve().rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            found.add(hashlib.sha256(content).hexdigest())
            if path.suffix == ".gz":
                found.add(hashlib.sha256(gzip.decompress(content)).hexdigest())
    return found


def _public_files(**where: str) -> set[str]:
    rows = Publication.select().where(Publication.current, Publication.state == "published")
    return {
        sha256
        for row in rows
        if all(getattr(row, name) == value for name, value in where.items())
        for sha256 in gate.shas_in(json.loads(row.payload))
    }


@pytest.mark.parametrize("how", ["mistake", "stopped", "replaced"])
def test_no_byte_of_a_withdrawn_documents_files_is_in_the_build(
    app: Flask, made: World, how: str
) -> None:
    before = _frozen_bytes(app)
    gone: set[str] = set()
    for kind in ("conclusion", "plan"):
        slug = Publication.get(Publication.kind == kind, Publication.current).slug
        files = _public_files(kind=kind, slug=slug)
        assert files <= before, f"the control: the files of the {kind} were handed out"
        gone |= files
        _withdraw(made, kind, slug, how)
    assert gone - _public_files() == gone != set()
    assert not gone & _frozen_bytes(app)


def test_a_build_holds_the_files_of_what_is_public_and_of_no_draft(app: Flask, made: World) -> None:
    """Every stored file: evidence, scans, originals, and all that a new draft carries."""
    files = {
        what: made.keep(pdf_with_secrets(f"Tệp của bản nháp: {what}")).sha256
        for what in ("signed", "original", "public_original")
    }
    draft = factories.plan(2026, title="Kế hoạch chưa trình", publish_original=True)
    document = IssuedDocument.create(kind="quyet-dinh", signed_file=files["signed"])
    Plan.update(
        document=document, original=files["original"], public_original=files["public_original"],
        original_name="nhap.docx", updated_at=now(),
    ).where(Plan.id == draft.id).execute()  # fmt: skip
    stored = {row.sha256 for row in Blob.select()}
    public = _public_files()
    assert set(files.values()) <= stored - public
    assert len(stored - public) > len(files)
    assert _frozen_bytes(app) & stored == public
