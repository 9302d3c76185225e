"""What every form keeps to when something is wrong or sent twice; test_campaign.py sends the rest.

Real objects, the right role, the form as the page shows it; each request is undone afterwards.
"""

import unicodedata
from datetime import datetime, timedelta

import pytest

from portal.accounts.models import User
from portal.documents.models import IssuedDocument
from portal.inspections.models import Conclusion, Remediation
from portal.reports.models import Evidence, Submission
from tests.bad_input.answers import (
    changed,
    counts,
    faults_of,
    page_faults,
    send,
)
from tests.bad_input.files import PDF, TRAVERSAL, WINDOWS_TRAVERSAL
from tests.bad_input.samples import SHOWN
from tests.bad_input.world import undone
from tests.page_forms import forms_of

#: Of a form with hundreds of cells this many are tried one by one.
MOST_FIELDS = 12
#: What a second click may add: log entries, and nothing else.
LOGS = {"AuditEntry", "DraftEdit", "SignInSession", "SignInAttempt"}
#: Sent twice, these lead to the same place both times.
TWICE_THE_SAME = {
    "plans_office.add_plan", "plans_office.publish", "plans_office.add_relation",
    "plans_office.withdraw", "inspections_office.new_visit_save",
    "inspections_office.propose_schedule_save", "inspections_office.propose_conclusion_save",
    "inspections_office.conclusion_address", "inspections_office.propose_remediation_save",
    "inspections_unit.remediation_save", "reports_office.propose_timeliness_save",
    "publishing_office.approve", "reports_unit.confirm", "reports_office.accept_report",
    "reports_office.return_report", "reports_office.received", "reports_office.extend",
    "accounts_admin.set_active",
}  # fmt: skip


def report(faults: list[str]) -> None:
    """Fail with every fault, each once."""
    assert not faults, "\n".join(dict.fromkeys(faults))


def test_the_good_form_of_every_route_is_taken(world, cases):
    """The positive control: what follows fails at the value and not before."""
    refused, faults = {}, []
    for case in cases.values():
        with undone(world.client(case.endpoint)):
            answer, crash = send(world, case, case.good)
            status = answer.status_code if answer is not None else crash
            if status != (200 if case.endpoint in SHOWN else 302):
                refused[case.endpoint] = status
            else:
                faults += faults_of(world, case, answer, crash)
    assert refused == {}
    report(faults)


def test_what_was_typed_is_still_there_when_a_field_is_refused(world, cases):
    """Each field is left empty in turn; where that is refused, all others stand as sent."""
    lost, refusals = [], 0
    for case in cases.values():
        filled = dict(case.good)
        for one in case.fields():
            if one.kind == "textarea" and not any(case.good.get(one.name, [])):
                filled[one.name] = [f"Giữ lại {one.name} 5 < 6 & “7”"]
        kept = [one for one in case.fields() if one.kind not in ("hidden", "password", "file")]
        for empty in kept[:MOST_FIELDS]:
            with undone(world.client(case.endpoint)):
                answer, _crash = send(world, case, {**filled, empty.name: [""]})
                pages = forms_of(answer.text) if answer and answer.status_code == 422 else []
            forms = [form for form in pages if form.action in ("", case.path)]
            refusals += bool(forms)
            for one in kept:
                gone_with_it = case.endpoint.endswith("_deadline") and empty.name == "kind"
                if not forms or one.kind == "submit" or one.name == empty.name or gone_with_it:
                    continue
                shown = [form.inputs[one.name].values for form in forms if one.name in form.inputs]
                sent = [unicodedata.normalize("NFC", v) for v in filled.get(one.name, [""])]
                if [sorted(filter(None, sent))] != [sorted(filter(None, v)) for v in shown]:
                    lost.append(f"{case.endpoint}: {one.name} when {empty.name} is empty: {shown}")
    report(lost)
    assert refusals > 40


@pytest.mark.parametrize("file", [TRAVERSAL, WINDOWS_TRAVERSAL])
def test_a_file_name_never_carries_a_folder(world, cases, file):
    named = (
        (IssuedDocument, "filename"), (Evidence, "file_name"), (Submission, "signed_name"),
        (Conclusion, "public_file_name"), (Remediation, "evidence_name"),
    )  # fmt: skip
    stored = set()
    for case in cases.values():
        fields = [one.name for one in case.fields() if one.kind == "file"]
        with undone(world.client(case.endpoint)):
            send(world, case, {**case.good, **{name: [file] for name in fields}})
            for model, column in named:
                stored |= {row[0] for row in model.select(getattr(model, column)).tuples()}
    assert {"passwd.pdf", "bao-cao.pdf"} & stored
    assert not [name for name in stored if set("/\\") & set(name) or ".." in name]


def test_too_much_at_once_is_a_clear_page(world, cases, monkeypatch):
    monkeypatch.setitem(world.app.config, "MAX_CONTENT_LENGTH", 20_000)
    sizes = [("bao-cao.pdf", PDF + b"0" * 30_000), "a" * 30_000]
    for case in cases.values():
        for big in sizes:
            if isinstance(big, tuple) and not case.form.multipart:
                continue
            name = next((one.name for one in case.fields()), "x")
            answer, crash = send(world, case, {**case.good, name: [big]})
            assert answer is not None, (case.endpoint, crash)
            assert answer.status_code == 413, (case.endpoint, crash)
            assert "Tệp quá lớn" in answer.text
            assert page_faults(answer) == []


class SecondsLater:
    """The clock of who presses the button again: another second than the first time."""

    @staticmethod
    def now(zone):
        return datetime.now(zone) + timedelta(seconds=2)


def test_the_same_form_twice_counts_once(world, cases, monkeypatch):
    faults = []
    for case in cases.values():
        with undone(world.client(case.endpoint)):
            first, _ = send(world, case, case.good)
            once = counts()
            with monkeypatch.context() as later:
                later.setattr("portal.clock.datetime", SecondsLater)
                second, crash = send(world, case, case.good)
            more = changed(once, counts()).keys() - LOGS
            if more:
                faults.append(f"{case.endpoint} doubles {sorted(more)}")
            if second is None or second.status_code >= 500:
                faults.append(f"{case.endpoint} crashes the second time: {crash}")
            elif case.endpoint in TWICE_THE_SAME:
                places = [one and one.headers.get("Location") for one in (first, second)]
                if places[0] != places[1]:
                    faults.append(f"{case.endpoint} leads to {places}")
    report(faults)


def test_an_account_locked_twice_stays_locked(world, cases):
    case = cases["accounts_admin.set_active"]
    with undone(world.client(case.endpoint)):
        for _click in range(2):
            send(world, case, case.good)
            assert not User.get_by_id(world.ids["user_id"]).active
