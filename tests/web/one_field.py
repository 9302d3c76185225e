"""A form of one field, sent."""

from portal.web.forms import Form


def submit(app, field, *values):
    """A form of one field after ``values`` were posted to it, and whether it is valid."""
    one = type("One", (Form,), {"entry": field})
    with app.test_request_context("/", method="POST", data={"entry": list(values)}):
        form = one()
        return form.entry, form.validate()
