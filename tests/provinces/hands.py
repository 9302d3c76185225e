"""People of a province at work: they open a page, fill in its form and send it."""

import re
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from werkzeug.test import TestResponse

from tests.browser_client import Client
from tests.page_forms import MULTIPART, PageForm, forms_of

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def signed(name: str) -> tuple[BytesIO, str]:
    """A signed document to upload, different for each name."""
    return BytesIO(PDF + f"% {name}\n".encode()), f"{name}.pdf"


def send(client: Client, path: str, shown_later: tuple[str, ...] = (), **values: Any) -> str:
    """Fill in the form at ``path`` that has these fields, send it; where it leads.

    Names of fields are written with ``__`` for ``-``. What was filled in before stays.
    ``shown_later``: fields that appear once another has been chosen.
    """
    wanted = {name.replace("__", "-"): value for name, value in values.items()}
    form = _form(client.get(path).text, set(wanted) - set(shown_later))
    data: dict[str, Any] = {**form.data(), **wanted}
    kind = MULTIPART if form.multipart else None
    answer = client.http.post(form.action or path, data=data, content_type=kind)
    if answer.status_code == 422 and (asking := _warned(answer.text)):
        data = {**asking.data(), "accept": "1", "action": values.get("action", "")}
        answer = client.http.post(path, data=data)
    assert answer.status_code in (302, 303), (path, answer.status_code, _said(answer))
    return urlsplit(answer.headers["Location"]).path


def _warned(text: str) -> PageForm | None:
    """The form that came back with warnings to accept (“Vẫn lưu”)."""
    return next((form for form in forms_of(text) if "accept" in form.inputs), None)


def _form(text: str, names: set[str]) -> PageForm:
    fitting = [form for form in forms_of(text) if names <= set(form.inputs)]
    assert fitting, (names, [sorted(form.inputs) for form in forms_of(text)])
    return fitting[-1]


def _said(answer: TestResponse) -> list[str]:
    """The messages of a form that came back."""
    shown = r'class="govuk-error-(?:message|summary__body)"[^>]*>(.*?)</(?:p|div)>'
    found = re.findall(shown, answer.text, re.S)
    return [" ".join(re.sub("<[^>]*>", " ", text).split()) for text in found]
