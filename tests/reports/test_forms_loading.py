"""Loading a form: once, again, changed, and changed after someone answered."""

import shutil

import pytest

from portal.accounts.rules import SYSTEM
from portal.config import ROOT
from portal.reports.forms_loading import FormAnswered, load_form
from portal.reports.models import DraftField, FormVersion
from tests.reports import factories


@pytest.fixture
def content(tmp_path):
    folder = tmp_path / "content"
    shutil.copytree(ROOT / "content" / "forms", folder / "forms")
    shutil.copytree(ROOT / "content" / "provinces", folder / "provinces")
    return folder


def reword(content):
    file = content / "forms" / "bao-cao-cchc" / "form.toml"
    file.write_text(file.read_text("utf-8").replace("Số liệu tính đến ngày", "Chốt số liệu"))


def test_loading_twice_changes_nothing(database, content):
    first = load_form(SYSTEM, content, "son-la")
    assert load_form(SYSTEM, content, "son-la").sha256 == first.sha256
    assert FormVersion.select().count() == 1


def test_a_form_nobody_answered_follows_its_files(database, content):
    first = load_form(SYSTEM, content, "son-la")
    reword(content)
    changed = load_form(SYSTEM, content, "son-la")
    assert (changed.id, changed.sha256 != first.sha256) == (first.id, True)


def test_a_form_with_answers_never_changes(database, content):
    form = load_form(SYSTEM, content, "son-la")
    duty = factories.duty(form_version=form)
    DraftField.create(duty=duty, code="cutoff", value='"2024-06-01"', updated_at=duty.created_at)
    reword(content)
    with pytest.raises(FormAnswered, match="version"):
        load_form(SYSTEM, content, "son-la")
    assert FormVersion.get().sha256 == form.sha256


def test_the_province_decides_who_answers_for_a_level(database, content):
    before = load_form(SYSTEM, content, "son-la").sha256
    assert load_form(SYSTEM, content, "son-la-2026").sha256 != before


def test_another_profile_of_the_province_gets_the_next_version(database, content):
    first = load_form(SYSTEM, content, "son-la")
    factories.duty(form_version=first)
    second = load_form(SYSTEM, content, "son-la-2026")
    assert (first.version, second.version) == (1, 2)
    for code, version in (("son-la", 1), ("son-la-2026", 2), ("son-la", 1)):
        assert load_form(SYSTEM, content, code).version == version
    assert FormVersion.select().count() == 2
    assert FormVersion.get_by_id(first.id).sha256 == first.sha256
