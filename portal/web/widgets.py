"""Widgets: a field of ours drawn whole (label, hint, error, input) by a GOV.UK macro.

Extra keyword arguments at render time: ``label_hidden=True``, ``label_class``,
``hint`` (replaces the field's own), ``class_``; anything else becomes an attribute of the
input (``hx_post=…`` → ``hx-post``, ``data_row=…`` → ``data-row``).
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, PrefixLoader
from markupsafe import Markup

ERROR_PREFIX = "Lỗi"
_OPTIONS = ("label_hidden", "label_class", "hint", "class", "class_", "id")


@cache
def _macros() -> Environment:
    """An environment of its own: a stricter one in the app cannot break the macros."""
    loader = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)


@cache
def _macro(component: str, name: str) -> Any:
    path = f"govuk_frontend_jinja/components/{component}/macro.html"
    return getattr(_macros().get_template(path).module, name)


def govuk(component: str, name: str, params: Mapping[str, Any]) -> Markup:
    """The HTML of one GOV.UK component, for example ``govuk("tag", "govukTag", {…})``."""
    return Markup(str(_macro(component, name)(params)).strip())


def _attribute(key: str) -> str:
    """``hx_post`` → ``hx-post``, ``data_row`` → ``data-row``; WTForms turns only some."""
    return key.rstrip("_").replace("_", "-")


def common_params(field: Any, kwargs: Mapping[str, Any]) -> dict[str, Any]:
    """What every form component takes: name, id, label, hint, first error, attributes."""
    classes = [kwargs["label_class"]] if kwargs.get("label_class") else []
    if kwargs.get("label_hidden"):
        classes.append("govuk-visually-hidden")
    attributes = {
        _attribute(key): True if value is True else str(value)
        for key, value in kwargs.items()
        if key not in _OPTIONS and value is not None and value is not False
    }
    params: dict[str, Any] = {
        "id": kwargs.get("id", field.id),
        "name": field.name,
        "label": {"text": field.label.text, "classes": " ".join(classes)},
        "classes": " ".join(
            filter(None, (field.width_class, kwargs.get("class"), kwargs.get("class_")))
        ),
        "attributes": {
            key: {"value": value, "optional": True} for key, value in attributes.items()
        },
    }
    if field.autocomplete:
        params["autocomplete"] = field.autocomplete
    hint = kwargs.get("hint", field.description)
    if hint:
        params["hint"] = {"html": hint} if isinstance(hint, Markup) else {"text": hint}
    if field.errors:
        params["errorMessage"] = {
            "text": field.errors[0],
            "visuallyHiddenText": ERROR_PREFIX,
        }
    return params


class InputWidget:
    """A one-line text input; numbers and dates are text too, so nothing typed is ever lost."""

    def __init__(self, inputmode: str = "", input_type: str = "text") -> None:
        self.inputmode = inputmode
        self.input_type = input_type

    def __call__(self, field: Any, **kwargs: Any) -> Markup:
        params = common_params(field, kwargs)
        params["type"] = self.input_type
        params["value"] = field._value()
        params["inputmode"] = self.inputmode or None
        params["spellcheck"] = False if self.inputmode else None
        if field.suffix:
            params["suffix"] = {"text": field.suffix}
        return govuk("input", "govukInput", params)


class TextAreaWidget:
    """A box for several lines."""

    def __call__(self, field: Any, **kwargs: Any) -> Markup:
        params = common_params(field, kwargs)
        params["rows"] = field.rows
        # A leading newline is swallowed by the HTML parser: give it one to swallow.
        value = field._value()
        params["value"] = "\n" + value if value.startswith("\n") else value
        return govuk("textarea", "govukTextarea", params)


class PasswordWidget:
    """A password with a button that shows it; what was typed never comes back."""

    def __call__(self, field: Any, **kwargs: Any) -> Markup:
        params = common_params(field, kwargs)
        params["showPasswordText"] = "Hiện"
        params["hidePasswordText"] = "Ẩn"
        params["showPasswordAriaLabelText"] = "Hiện mật khẩu"
        params["hidePasswordAriaLabelText"] = "Ẩn mật khẩu"
        params["passwordShownAnnouncementText"] = "Mật khẩu đang hiện"
        params["passwordHiddenAnnouncementText"] = "Mật khẩu đang ẩn"
        return govuk("password-input", "govukPasswordInput", params)


class SelectWidget:
    """A drop-down list."""

    def __call__(self, field: Any, **kwargs: Any) -> Markup:
        params = common_params(field, kwargs)
        params["items"] = [
            {"value": choice.value, "text": choice.label, "selected": choice.selected}
            for choice in field.iter_choices()
        ]
        return govuk("select", "govukSelect", params)


class ChoicesWidget:
    """Radios or checkboxes in a fieldset; ids start at the field's, so errors can link to it."""

    def __init__(self, component: str, macro: str) -> None:
        self.component = component
        self.macro = macro

    def __call__(self, field: Any, **kwargs: Any) -> Markup:
        params = common_params(field, kwargs)
        attributes = params.pop("attributes")
        label = params.pop("label")
        classes = label["classes"] or "govuk-fieldset__legend--s"
        params["idPrefix"] = params["id"]
        params["fieldset"] = {"legend": {"text": label["text"], "classes": classes}}
        params["items"] = [
            {
                "value": choice.value,
                "text": choice.label,
                # `False` falls through the macro's default(…, true) to a rule that is off here.
                "checked": choice.selected,
                "attributes": attributes,
                "hint": {"text": choice.render_kw.get("hint", "")},
            }
            for choice in field.iter_choices()
        ]
        return govuk(self.component, self.macro, params)


class CheckboxWidget:
    """One box with its own label, without a fieldset."""

    def __call__(self, field: Any, **kwargs: Any) -> Markup:
        params = common_params(field, kwargs)
        attributes = params.pop("attributes")
        hint = params.pop("hint", None)
        item = {
            "value": "1",
            "text": params.pop("label")["text"],
            "checked": bool(field.data),
            "attributes": attributes,
        }
        if hint:
            item["hint"] = hint
        params["idPrefix"] = params["id"]
        params["items"] = [item]
        return govuk("checkboxes", "govukCheckboxes", params)


class FileWidget:
    """A file input; the browser offers the allowed kinds only."""

    def __call__(self, field: Any, **kwargs: Any) -> Markup:
        params = common_params(field, kwargs)
        accept = ",".join(f".{kind}" for kind in field.extensions)
        params["attributes"]["accept"] = {"value": accept, "optional": True}
        return govuk("file-upload", "govukFileUpload", params)
