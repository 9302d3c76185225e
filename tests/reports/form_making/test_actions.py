"""Drafts are written by compare-and-set, issued once sound, and never met by what uses forms."""

from datetime import date
from typing import Any

import pytest

from portal.accounts.models import AuditEntry
from portal.accounts.rules import SYSTEM
from portal.clock import now
from portal.config import ROOT
from portal.deadlines.rules import cut_off
from portal.reports.form_making import actions, queries, row_actions
from portal.reports.form_making.models import FormDraft
from portal.reports.form_making.part_rules import row_of, seen_mark
from portal.reports.forms_loading import load_form
from portal.reports.history_queries import previous_year_values
from portal.reports.models import Duty, FormVersion
from portal.reports.queries import current_form, definition_of
from portal.reports.statistics.previous import prefilled
from tests import factories
from tests.reports.form_making.factories import ROWS, indicator, small, version
from tests.reports.office_factories import submission

OLD = "i.1-nhiem-vu"


@pytest.fixture
def draft(database: Any) -> FormDraft:
    return actions.begin(factories.actor(), version(), now())


def fresh(draft: FormDraft) -> FormDraft:
    found = queries.draft(draft.id)
    assert found
    return found


def row(draft: FormDraft, code: str = OLD) -> Any:
    return row_of(queries.raw_of(fresh(draft).definition), ROWS, code)


def change(draft: FormDraft, seen: str, **values: Any) -> None:
    row_actions.change_row(factories.actor(), draft.id, ROWS, OLD, indicator(**values), seen, now())


def issue(draft: FormDraft, note: str = "Vì sao") -> FormVersion:
    revision = str(fresh(draft).revision)
    return actions.issue(factories.actor("office_approver"), draft.id, note, revision, now())


def owed(form: FormVersion, unit: Any, year: int, **values: Any) -> Duty:
    due = date(year, 6, 7)
    return Duty.create(
        unit=unit, plan=factories.plan(year), kind="visit_report", title="Báo cáo", form=form,
        year=year, due_on=due, due_at=cut_off(due), created_at=now(), **values,
    )  # fmt: skip


def test_a_draft_is_begun_once_and_from_the_version_in_force_only(draft: FormDraft) -> None:
    first = draft.base
    assert actions.begin(factories.actor(), first, now()).id == draft.id
    change(draft, seen_mark(row(draft)))
    second = issue(draft)
    with pytest.raises(actions.NotNewest):
        actions.begin(factories.actor(), first, now())
    assert actions.begin(factories.actor(), second, now()).base_id == second.id


def test_two_editors_at_different_rows_do_not_meet_and_at_one_row_they_do(draft: FormDraft) -> None:
    mine = seen_mark(row(draft))
    code = row_actions.add_row(factories.actor(), draft.id, ROWS, indicator(), "", now())
    change(draft, mine, label="Tên tôi đặt")
    with pytest.raises(actions.ChangedMeanwhile):
        change(draft, mine, label="Tên người khác đặt")
    assert row(draft)["label"] == "Tên tôi đặt"
    assert row(draft, code)["label"] == indicator()["label"]
    for late in (
        lambda: row_actions.remove_row(factories.actor(), draft.id, ROWS, OLD, mine, now()),
        lambda: row_actions.move_row(factories.actor(), draft.id, ROWS, OLD, False, mine, now()),
        lambda: actions.discard(factories.actor(), draft.id, "1"),
    ):
        with pytest.raises(actions.ChangedMeanwhile):
            late()


def test_a_new_row_never_gets_a_code_that_some_version_had(draft: FormDraft) -> None:
    first = row_actions.add_row(factories.actor(), draft.id, ROWS, indicator(), "", now())
    second = issue(draft)
    again = actions.begin(factories.actor(), second, now())
    row_actions.remove_row(
        factories.actor(), again.id, ROWS, first, seen_mark(row(again, first)), now()
    )
    third = row_actions.add_row(factories.actor(), again.id, ROWS, indicator(), "", now())
    assert third != first
    issue(again)
    # … and the code that went cannot come from a file with another meaning
    last = actions.begin(factories.actor(), queries.newest("bao-cao-cchc"), now())
    raw = queries.raw_of(last.definition)
    raw["statistics"]["indicators"].append(
        {**row(last, third), "code": first, "label": "Số máy tính"}
    )
    found = queries.findings(last.code, actions.canonical(raw), last.base)
    assert any(one.error and "không dùng lại" in one.words for one in found)


def test_the_same_row_sent_twice_is_added_once(draft: FormDraft) -> None:
    codes = {
        row_actions.add_row(factories.actor(), draft.id, ROWS, indicator(), "", now())
        for _click in range(2)
    }
    assert len(codes) == 1
    rows = queries.raw_of(fresh(draft).definition)["statistics"]["indicators"]
    assert len(rows) == len(small()["statistics"]["indicators"]) + 1


def test_a_draft_with_errors_or_without_changes_is_not_issued(draft: FormDraft) -> None:
    with pytest.raises(actions.NothingChanged):
        issue(draft)
    change(draft, seen_mark(row(draft)), type="percent", denominator="Tổng")
    with pytest.raises(actions.FaultyForm) as refused:
        issue(draft)
    assert "phải lập dòng mới" in refused.value.findings[0].words
    assert FormVersion.select().count() == 1
    assert FormDraft.select().count() == 1


def test_what_uses_forms_never_meets_a_draft_and_takes_the_issued_version(
    draft: FormDraft,
) -> None:
    unit = factories.unit()
    before = owed(current_form(), unit, 2023)
    submission(before, {f"stat:{OLD}:current": {"state": "value", "value": "12"}},
               state="accepted")  # fmt: skip
    change(draft, seen_mark(row(draft)), label="Số nhiệm vụ, gọi lại", group="i.2")
    new = row_actions.add_row(factories.actor(), draft.id, ROWS, indicator(), "", now())
    assert current_form().id == draft.base_id
    made = issue(draft, "Gọi lại cho rõ")
    assert (made.version, made.note, made.issued_by) == (2, "Gọi lại cho rõ", made.issued_by)
    assert current_form().id == made.id
    assert Duty.get_by_id(before.id).form_id == draft.base_id
    assert definition_of(before).indicator(new) is None
    after = owed(current_form(), unit, 2024)
    form = definition_of(after)
    assert form.indicator(new)
    assert form.indicator(OLD).label == "Số nhiệm vụ, gọi lại"
    # last year's value reaches the renamed row by its code
    known = prefilled(form, previous_year_values(after))
    assert known == {f"stat:{OLD}:previous": {"state": "value", "value": "12"}}
    actions_kept = [one.action for one in AuditEntry.select().order_by(AuditEntry.id)]
    assert "issue-form" in actions_kept
    assert not FormDraft.select().exists()


def test_levels_are_reassigned_on_the_form(draft: FormDraft) -> None:
    raw = queries.raw_of(draft.definition)
    present = row_actions.general_of(raw)
    values = {**present, "reassign": {**present["reassign"], "district": ["commune"]}}
    row_actions.change_general(factories.actor(), draft.id, values, seen_mark(present), now())
    assert queries.raw_of(fresh(draft).definition)["reassign"]["district"] == ["commune"]
    with pytest.raises(actions.ChangedMeanwhile):
        row_actions.change_general(factories.actor(), draft.id, present, seen_mark(present), now())


def test_an_upload_is_looked_at_first_and_lost_when_the_draft_goes_on(draft: FormDraft) -> None:
    raw = small()
    raw["title"] = "Tên trong tệp"
    actions.keep_upload(factories.actor(), draft.id, raw, "mau.xlsx", "1", now())
    assert queries.raw_of(fresh(draft).definition)["title"] != "Tên trong tệp"
    change(draft, seen_mark(row(draft)))
    with pytest.raises(actions.ChangedMeanwhile):
        actions.take_upload(factories.actor(), draft.id, str(fresh(draft).revision), now())
    actions.keep_upload(
        factories.actor(), draft.id, raw, "mau.xlsx", str(fresh(draft).revision), now()
    )
    actions.take_upload(factories.actor(), draft.id, str(fresh(draft).revision), now())
    assert queries.raw_of(fresh(draft).definition)["title"] == "Tên trong tệp"


def test_a_version_of_the_office_is_not_overwritten_by_the_content_folder(database: Any) -> None:
    shipped = load_form(SYSTEM, ROOT / "content", "son-la")
    draft = actions.begin(factories.actor(), shipped, now())
    row_actions.add_row(factories.actor(), draft.id, ROWS, indicator(), "", now())
    made = issue(draft)
    for province in ("son-la", "son-la-2026"):
        assert load_form(SYSTEM, ROOT / "content", province).id == made.id
    assert FormVersion.get_by_id(made.id).sha256 == made.sha256
    assert FormVersion.select().count() == 2


def test_a_version_that_was_loaded_meanwhile_is_not_passed_over(draft: FormDraft) -> None:
    change(draft, seen_mark(row(draft)))
    version(version=2)
    with pytest.raises(actions.NotNewest):
        issue(draft)
