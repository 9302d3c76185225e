"""Sends a form in any state, and says what is wrong with the answer."""

import io
import os
import re
import traceback
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse

from portal import db, features
from tests.bad_input.cases import Case
from tests.bad_input.reflections import reflected
from tests.bad_input.values import EVALUATED, TEMPLATE
from tests.bad_input.world import World, undone
from tests.page_checks import problems_of

#: Send every hostile value to every field, not a share of them.
EVERY_VALUE = bool(os.environ.get("PORTAL_TEST_EVERY_VALUE"))
MULTIPART = "multipart/form-data"
URL_ENCODED = "application/x-www-form-urlencoded"
#: Tables whose rows may come and go through the forms of a blueprint; the log always may.
ITS_TABLES = {
    "accounts": "SignInSession SignInAttempt",
    "accounts_admin": "User RoleGrant",
    "calendar_office": "CalendarYear CalendarDay CalendarNotice Blob InboxItem",
    "cloning_office": "Plan PlanTodo Strand StrandUnit PlanDeadline PlanItem CoverageMeasure "
    "IssuedDocument",
    "coverage_office": "CoverageMeasure CoverageCount",
    "draws_office": "Draw StrandUnit",
    "receipts": "",
    "feedback": "Feedback",
    "feedback_office": "Feedback",
    "legal_office": "LegalDocument",
    "activation": "User RoleGrant SignInAttempt",
    "own_sessions": "",
    "inbox": "Mailbox",
    "letters": "",
    "people_office": "Activation",
    "second_step": "SecondStep RecoveryCode SignInAttempt",
    "people_own": "Activation Delegation",
    "people_unit": "RoleGrant",
    "people_former": "RoleGrant",
    "lint_office": "AcceptedFinding",
    "inspections_office": "Visit Session Team TeamMember Finding Conclusion Remediation Petition "
    "IssuedDocument PublicationRequest Duty DutyHistory InboxItem Blob",
    "inspections_team": "Finding",
    "inspections_unit": "Blob",
    "plans_office": "Plan Strand StrandUnit PlanDeadline PlanItem PlanRelation IssuedDocument "
    "PublicationRequest Blob Duty DutyHistory InboxItem",
    "publishing_admin": "Signer SubmissionForm",
    "publishing_office": "Publication PublicationRef SearchSection Approval "
    "Blob Duty DutyHistory InboxItem PublicationRequest Erasure",
    "reports_office": "Submission Review ReviewComment InternalNote AcceptanceBatch "
    "InboxItem KeyedConfirmation DraftField DraftEdit "
    "AcceptedReport ApprovalSetting Duty DutyHistory Petition Blob PublicationRequest",
    "reports_parent": "ParentDecision Duty DutyHistory Submission Review",
    "reports_team": "PartReader PartMark UnitReader",
    "reports_unit": "DraftField DraftEdit Evidence EvidenceUse PartWriter SystemAccess SignedCopy "
    "ExtensionRequest InboxItem "
    "UnplacedText Submission Blob",
    "forms_office": "FormChoice FormDraft FormVersion Duty",
    "totals_office": "TotalsTemplate Blob",
    "units_office": "Unit UnitName UnitBlock Succession PublicationRequest",
}
_BRACES = re.compile(r"\{[{%#]")
Data = Mapping[str, Sequence[Any]]


def rotated(key: str, values: Sequence[Any], share: int) -> list[Any]:
    """``share`` of the values, beginning at a place that depends on ``key`` alone."""
    share = min(share, len(values))
    start, step = crc32(key.encode()), max(1, len(values) // share)
    return [values[(start + step * place) % len(values)] for place in range(share)]


def send(world: World, case: Case, data: Data) -> tuple[TestResponse | None, str]:
    """Post the data; the answer, or None and where it crashed. Files are (name, bytes)."""
    sent: MultiDict[str, Any] = MultiDict()
    for name, values in data.items():
        for value in values:
            if isinstance(value, tuple):
                value = FileStorage(io.BytesIO(value[1]), filename=value[0], name=name)
            sent.add(name, value)
    files = any(isinstance(value, FileStorage) for value in sent.values())
    kind = MULTIPART if case.form.multipart or files else URL_ENCODED
    try:
        http = world.client(case.endpoint).http
        answer = http.post(case.path, data=sent, content_type=kind)
        answer.request.input_stream.close()
        return answer, ""
    except Exception:  # noqa: BLE001 - whatever it is, it is the finding
        return None, traceback.format_exc(limit=-3)


def faults_of(
    world: World,
    case: Case,
    answer: TestResponse | None,
    crash: str,
    *,
    braces: bool = False,
    followed: bool = True,
) -> list[str]:
    """What is wrong with an answer, or with the page it leads to (if it is ``followed``).

    ``braces``: they were sent, so they may stand in the page.
    """
    if answer is None:
        return [f"crashed: {crash}"]
    if answer.status_code >= 500:
        return [f"answered {answer.status_code}"]
    found = page_faults(answer, braces)
    redirected = answer.status_code in (302, 303)
    to = urlsplit(answer.headers["Location"] if redirected else "")
    if to.netloc:
        found.append(f"leads away: {answer.headers['Location']}")
    if redirected and followed:
        try:
            shown = world.client(case.endpoint).http.get(to._replace(fragment="").geturl())
        except Exception:  # noqa: BLE001 - as above
            return [f"the next page crashed: {traceback.format_exc(limit=-3)}"]
        if shown.status_code not in (200, 302):
            found.append(f"the next page answers {shown.status_code}")
        found += page_faults(shown, braces)
    return found


def page_faults(answer: TestResponse, braces: bool = False) -> list[str]:
    """Reflections, evaluated templates, broken pages."""
    if answer.mimetype != "text/html":
        return []
    text = answer.text
    raw = ("<script>alert(1)", "<img src=x")  # handlers in a tag are faults of the page
    found = [f"reflected as it came: {bad}" for bad in raw if bad in text]
    found += reflected(text)
    if EVALUATED in text:
        found.append("a template was evaluated")
    redirected = 300 <= answer.status_code < 400
    if not redirected and text.lstrip().lower().startswith("<!doctype"):
        text = text.replace(TEMPLATE, "mẫu")
        found += problems_of(_BRACES.sub("mẫu", text) if braces else text)
    return found


def counts() -> dict[str, int]:
    """How many rows each table holds."""
    models = {model.__name__: model._meta.table_name for model in features.models()}
    columns = ", ".join(f'(SELECT COUNT(*) FROM "{table}")' for table in models.values())
    row = db.database.execute_sql(f"SELECT {columns}").fetchone()
    return dict(zip(models, row, strict=True))


def changed(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    """Tables whose number of rows differs."""
    return {name: after[name] - n for name, n in before.items() if after[name] != n}


def tried(world: World, case: Case, data: Data, what: str) -> list[str]:
    """Send, judge the answer and what it did to the tables, undo it."""
    blueprint = case.endpoint.partition(".")[0]
    own = {"AuditEntry", *ITS_TABLES[blueprint].split()}
    with undone(world.client(case.endpoint)):
        before = counts()
        answer, crash = send(world, case, data)
        touched = changed(before, counts()).keys() - own
        found = faults_of(world, case, answer, crash)
    found += [f"changed {name}" for name in sorted(touched)]
    return [f"{case.endpoint} {what}: {fault}" for fault in found]


def shortened(value: Any) -> str:
    """The value in a message of a failing test."""
    text = repr(value[0] if isinstance(value, tuple) else value)
    return text if len(text) < 60 else f"{text[:40]}… ({len(text)})"
