"""The base form: Vietnamese messages, text cleaned at the edge, an error summary with links.

    class VisitForm(Form):
        number = fields.TextField("Số văn bản", max_length=50, width=10)

View: ``form = VisitForm(data=…)``; ``if form.validate_on_submit(): …``; otherwise answer 422 with
the form. Template: ``form_tag`` of components/forms.html, or ``{{ form.error_summary() }}``,
``{{ form.hidden_tag() }}`` and ``{{ form.number }}`` by hand.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import wtforms
from flask import request
from flask_wtf import FlaskForm
from flask_wtf.csrf import _FlaskFormCSRF
from flask_wtf.form import _Auto, _is_submitted
from markupsafe import Markup
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms.fields.core import UnboundField
from wtforms.validators import ValidationError

from portal.web import messages, widgets
from portal.web.described import Described, clean_text, in_sentence

MULTIPART = "multipart/form-data"
URL_ENCODED = "application/x-www-form-urlencoded"
# Our fields clean what they read; lists and groups take no filter, their entries should be ours.
_LEFT_ALONE = (Described, wtforms.PasswordField, wtforms.FieldList, wtforms.FormField)


class _Csrf(_FlaskFormCSRF):
    """Flask-WTF's check, which speaks no Vietnamese."""

    def validate_csrf_token(self, form: Any, field: Any) -> None:
        try:
            super().validate_csrf_token(form, field)
        except ValidationError as error:
            raise ValidationError(messages.CSRF) from error


def _cleaned(value: Any) -> Any:
    """Any text, in a list or alone, as stored; other values pass."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    return value


class Form(FlaskForm):
    """The base of every form. A field must not be named `data`, `errors`, `meta`, `enctype`."""

    class Meta(FlaskForm.Meta):
        csrf_class = _Csrf

        def get_translations(self, form: Any) -> messages.Translations:
            return messages.TRANSLATIONS

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """A file sent under the name of a text field is not text: it is left out.

            Files belong to fields of the form itself, never of a form nested in it. A JSON body
            is no form: it would put numbers and lists where fields expect text.
            """
            if formdata is not _Auto:
                return formdata
            if not _is_submitted():
                return None
            files = MultiDict(
                (name, file)
                for name, file in request.files.items(multi=True)
                if isinstance(form._fields.get(name), wtforms.FileField)
            )
            return CombinedMultiDict((files, request.form))

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Text of WTForms' own fields is cleaned here; ours do it while reading."""
            if not issubclass(unbound_field.field_class, _LEFT_ALONE):
                kwargs = dict(unbound_field.kwargs)
                kwargs["filters"] = (_cleaned, *kwargs.get("filters", ()))
                unbound_field = UnboundField(
                    unbound_field.field_class, *unbound_field.args, **kwargs
                )
            return super().bind_field(form, unbound_field, options)

    def hidden_tag(self, *fields: str) -> Markup:
        """The hidden inputs, without ids: several forms may stand on one page."""
        chosen = [self[name] for name in fields] if fields else list(self)
        hidden = (item for item in chosen if isinstance(item.widget, wtforms.widgets.HiddenInput))
        return Markup("\n").join(item(id=False) for item in hidden)

    @property
    def enctype(self) -> str:
        """How the browser must send the form: with files or without."""
        files = any(isinstance(field, wtforms.FileField) for field in self)
        return MULTIPART if files else URL_ENCODED

    def error_summary(
        self, title: str = "Cần sửa những chỗ sau", others: Iterable[FlaskForm] = ()
    ) -> Markup:
        """The GOV.UK error summary with a link to each field; empty when all is well.

        ``others`` are further forms of the same page: a page has one summary.
        """
        found: list[tuple[str | None, str]] = []
        for form in (self, *others):
            found += _errors(form)
            found += [(None, message) for message in form.form_errors]
        if not found:
            return Markup("")
        items = [
            {"text": message, **({"href": f"#{target}"} if target else {})}
            for target, message in found
        ]
        return widgets.govuk(
            "error-summary", "govukErrorSummary", {"titleText": title, "errorList": items}
        )


class Entries(wtforms.FieldList):
    """A list of fields or groups, numbered in their names (``sessions-0-on``)."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        """Numbers of the entries sent; a name whose number cannot be read names none of them."""
        numbered = re.compile(rf"{re.escape(prefix)}-[0-9]{{1,4}}(-|$)")
        yield from super()._extract_indices(prefix, [n for n in formdata if numbered.match(n)])


def _errors(form: wtforms.form.BaseForm) -> Iterator[tuple[str | None, str]]:
    """(id of the input, message) of each wrong field, in the order of the page."""
    for field in form:
        if isinstance(field, wtforms.FormField):
            yield from _errors(field.form)
        elif isinstance(field, wtforms.FieldList):
            yield from _list_errors(field)
        elif field.errors:
            hidden = isinstance(field.widget, wtforms.widgets.HiddenInput)
            yield None if hidden else field.id, _standing_alone(field)


def _list_errors(field: wtforms.FieldList) -> Iterator[tuple[str | None, str]]:
    for entry in field:
        if isinstance(entry, wtforms.FormField):
            yield from _errors(entry.form)
        elif entry.errors:
            yield entry.id, _standing_alone(entry)


def _standing_alone(field: Any) -> str:
    """The field's first error, led by its label unless the message names it already."""
    message = str(field.errors[0])
    label = getattr(field, "plain_label", field.label.text)
    own = getattr(field, "required_message", "")
    if not label or message == own or label in message or in_sentence(label) in message:
        return message
    return f"{label.rstrip('.?:')}: {message}"
