"""A form of the office opened, filled and sent, so that several can be sent at once."""

from tests.page_forms import forms_of

VISIT = "/lam-viec/dieu-hanh/lich-kiem-tra"


def opened(client, path, field, text):
    """The form of a page with ``text`` typed into ``field``, ready to be sent."""
    page = client.get(path)
    form = next(form for form in forms_of(page.text) if field in form.inputs)
    data = form.data() | {field: [text]}
    return client.http, form.action or path, accepted(client, path, field, data)


def accepted(client, path, field, data):
    """The same form once its warnings, if there are any, were shown and accepted."""
    if not (path.startswith(VISIT) and "team" in data):
        return data
    again = client.http.post(path, data=data)
    assert again.status_code == 422
    form = next(form for form in forms_of(again.text) if field in form.inputs)
    return form.data() | {"accept": form.inputs["accept"].choices[:1]}


def send(opened_form):
    """Send a form that ``opened`` made ready."""
    http, path, data = opened_form
    return http.post(path, data=data)
