"""Sends the good form of an address as somebody, for this object or another."""

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from werkzeug.datastructures import FileStorage, MultiDict

from portal import db
from tests.access.things import Thing
from tests.access.world import AccessWorld
from tests.bad_input.cases import Case
from tests.page_checks import Page
from tests.page_forms import forms_of

Data = Mapping[str, Sequence[Any]]
#: Anybody who came through the door finds a form here, strangers on the second page.
_FORMS = ("/tai-khoan/doi-mat-khau", "/tai-khoan/dang-nhap")


def token_of(world: AccessWorld, name: str) -> str:
    """The token of the person's session, as a page of the portal gives it."""
    client = world.visitor(name)
    for path in _FORMS:
        if not client.token:
            with client.http.get(path) as answer:
                client.token = Page(answer.text).csrf_token if answer.status_code == 200 else ""
    return client.token


def send(
    world: AccessWorld, name: str, case: Case, path: str = "", data: Data | None = None,
    token: str | None = None,
) -> int:  # fmt: skip
    """Post the form of ``case`` as ``name``; the status. ``token``: another, or none (“”)."""
    token = token_of(world, name) if token is None else token
    sent: MultiDict[str, Any] = MultiDict()
    for field, values in (case.good if data is None else data).items():
        for value in values:
            if "csrf_token" in field:
                value = token
            elif isinstance(value, tuple):
                value = FileStorage(io.BytesIO(value[1]), filename=value[0], name=field)
            if value != "" or "csrf_token" not in field:
                sent.add(field, value)
    files = any(isinstance(value, FileStorage) for value in sent.values())
    kind = "multipart/form-data" if files else "application/x-www-form-urlencoded"
    http = world.visitor(name).http
    with http.post(path or case.path, data=sent, content_type=kind) as answer:
        answer.request.input_stream.close()
        seen = _warned(answer.text) if answer.status_code == 422 and "accept" not in sent else ""
        status = answer.status_code
    if seen:  # the warnings were read: save all the same
        read = {**(case.good if data is None else data), "seen": [seen], "accept": ["1"]}
        return send(world, name, case, path, read, token)
    return status


def _warned(page: str) -> str:
    """The mark of the warnings that a page asks to accept; empty when there are none."""
    forms = [form for form in forms_of(page) if {"seen", "accept"} <= set(form.inputs)]
    return "".join(forms[0].inputs["seen"].values) if forms else ""


@contextmanager
def undone(world: AccessWorld, name: str) -> Iterator[None]:
    """Whatever the block writes is taken back, and the cookies of the person with it."""
    http = world.visitor(name).http
    token_of(world, name)  # its cookie stays
    cookies = dict(http._cookies or {})
    with db.database.atomic() as transaction:
        try:
            yield
        finally:
            transaction.rollback()
            http._cookies = cookies


def adapted(case: Case, thing: Thing) -> dict[str, Sequence[Any]]:
    """The good form of ``case``, for another thing of the same kind: everything at version 1."""
    data = dict(case.good)
    if thing.kind in ("visit", "remediation") and "version" in data:
        data["version"] = ["1"]
    if case.endpoint == "inspections_office.propose_conclusion_save":
        data["missing_document_reason"] = ["Chờ văn thư"]
    if case.endpoint == "publishing_office.schedule":
        data["hour_reason"] = ["Lùi theo lịch họp"]
    if "new_due_on" in data:  # also after the day of the visit, if there is one
        data["head_agrees"] = ["1"]
    if case.endpoint == "reports_unit.confirm":
        data["seen"] = [""]
    if case.endpoint == "reports_unit.answer":
        own = f"c{thing.values.get('said', 0)}-"
        data = {own + name.partition("-")[2]: value for name, value in data.items() if "-" in name}
        data["csrf_token"] = data[own + "csrf_token"] = [""]
    if case.endpoint in ("reports_unit.save_statistics", "reports_unit.save_statistics_block"):
        data = {name: value for name, value in data.items() if not name.startswith("stat:")}
        data["stat:i.1-nhiem-vu:current"] = ["7"]
        data.pop("versions", None)
    return data
