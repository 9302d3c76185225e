"""The audit log: by who, what and when, a page at a time, or as a table for Excel."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from portal.accounts import audit_queries
from portal.accounts.access import allow
from portal.accounts.audit_queries import Asked
from portal.accounts.audit_told import LONG, Line, told
from portal.accounts.audit_words import ACTIONS, SUBJECTS
from portal.accounts.forms import LogForm
from portal.accounts.models import AuditEntry
from portal.accounts.queries import nameless
from portal.clock import local, today
from portal.documents.csv_tables import excel_csv
from portal.vietnamese import collation_key
from portal.web.rendering import render

READERS = ("admin", "supervisor")
A_PAGE = 100
#: A table has so many entries at most, the newest; the days of the filter lead to older ones.
A_TABLE = 20_000
_HEADERS = ("Lúc", "Ai", "Việc", "Đối tượng", "Nội dung", "Lý do")

blueprint = Blueprint("audit_log", __name__, url_prefix="/lam-viec/quan-tri/nhat-ky")


@dataclass(frozen=True)
class _Shown:
    """An entry in words; who lost the name is named nowhere in it."""

    at: datetime
    who: str
    what: str
    subject: str
    lines: list[Line]
    reason: str


@blueprint.get("/")
@allow(*READERS)
def entries() -> Response:
    """The entries that answer the filter of the address; the newest of all when it is wrong."""
    form, asked = _filter()
    total = audit_queries.count(asked)
    pages = max(1, -(-total // A_PAGE))
    page = min(max(1, request.args.get("trang", 1, type=int)), pages)
    # what else stands in the address is nobody's question, and may be a word that Flask takes
    known = () if form.errors else ("ai", "viec", "tu_ngay", "den_ngay")
    query = {name: value for name, value in request.args.items() if value and name in known}
    return render(
        "workspace/accounts/audit_log.html",
        status=422 if form.errors else 200,
        form=form,
        headers=_HEADERS,
        entries=_in_words(audit_queries.newest(asked, A_PAGE, (page - 1) * A_PAGE)),
        total=total,
        is_asked=asked != Asked(),
        number=page,
        hrefs=[url_for(".entries", **query, trang=number) for number in range(1, pages + 1)],
        table_href=url_for(".table", **query),
        most=A_TABLE,
        long=LONG,
    )


@blueprint.get("/bang.csv")
@allow(*READERS)
def table() -> Response:
    """What the filter of the address finds, as a table: UTF-8 with BOM, semicolons.

    A wrong filter is told on the page of the log: nobody takes the whole log for an answer.
    """
    form, asked = _filter()
    if form.errors:
        return entries()
    rows = _in_words(audit_queries.newest(asked, A_TABLE))
    content = excel_csv(_HEADERS, map(_cells, rows))
    name = f"nhat-ky-{today().isoformat()}.csv"
    return Response(
        content,
        mimetype="text/csv",
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )


def _filter() -> tuple[LogForm, Asked]:
    form = LogForm(formdata=request.args, meta={"csrf": False})
    done = sorted(
        ((code, ACTIONS.get(code, code)) for code in audit_queries.actions()),
        key=lambda choice: collation_key(choice[1]),
    )
    form.viec.set_choices(done)
    if not form.validate():
        return form, Asked()
    return form, Asked(
        form.ai.data or "", form.viec.data or "", form.tu_ngay.data, form.den_ngay.data
    )


def _in_words(rows: Iterable[AuditEntry]) -> Iterator[_Shown]:
    listed, lost = list(rows), nameless()
    accounts = audit_queries.usernames(listed)
    for one in listed:
        who = lost.get(one.user_id) or one.actor
        if one.typist and one.user_id not in lost:
            who += f" ({one.typist})"
        of_account = one.subject_kind == "user"
        hidden = of_account and one.subject_id.isdigit() and int(one.subject_id) in lost
        key = accounts.get(one.subject_id, one.subject_id) if of_account else one.subject_id
        yield _Shown(
            at=one.at,
            who=who,
            what=ACTIONS.get(one.action, one.action),
            subject=f"{SUBJECTS.get(one.subject_kind, one.subject_kind)} {key}",
            lines=[] if hidden else told(one.before, one.after),
            reason=one.reason,
        )


def _cells(one: _Shown) -> tuple[str, ...]:
    at = local(one.at).strftime("%d/%m/%Y %H:%M:%S")
    return at, one.who, one.what, one.subject, "; ".join(map(str, one.lines)), one.reason
