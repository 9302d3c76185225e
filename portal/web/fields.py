"""Form fields: what is typed is cleaned, read the Vietnamese way and shown whole by a widget.

Every field: ``Field(label, *, hint="", required=True, width=None, autocomplete="",
required_message="", mark_optional=True, validators=(), default=…)``. ``width`` is a number of
characters (2, 3, 4, 5, 10, 20, 30) or a share ("one-half", "two-thirds", "full"). Labels of
optional fields end in “(không bắt buộc)”; ``mark_optional=False`` leaves that out (filters).
"""

import re
from datetime import date, time
from decimal import Decimal
from typing import Any

import wtforms
from markupsafe import Markup
from wtforms.validators import ValidationError

from portal.vietnamese import format_date, format_number, has_control, nfc, parse_date, parse_number
from portal.web import widgets
from portal.web.choice_fields import (
    CheckboxesField,
    CheckboxField,
    FileField,
    RadioField,
    SelectField,
)
from portal.web.described import Described, clean_text, shown_again

__all__ = [
    "CheckboxField",
    "CheckboxesField",
    "DateField",
    "DecimalField",
    "FileField",
    "HiddenField",
    "IntegerField",
    "PasswordField",
    "RadioField",
    "SelectField",
    "TextAreaField",
    "TextField",
    "TimeField",
]

_TIME = re.compile(r"(\d{1,2})\s*(?:[:.hg]|giờ)\s*(?:(\d{1,2})\s*(?:phút|p)?)?", re.ASCII)


class TextField(Described, wtforms.StringField):
    """One line of text. ``data`` is cleaned text, "" when nothing was entered."""

    widget: Any = widgets.InputWidget()

    def __init__(self, label: str, *, max_length: int = 255, **kwargs: Any) -> None:
        self.max_length = max_length
        super().__init__(label, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0] if valuelist else ""
        self.data = typed
        self.data = clean_text(typed)
        if "\n" in self.data and not isinstance(self, TextAreaField):
            self.data = " ".join(self.data.split("\n"))

    def pre_validate(self, form: Any) -> None:
        if self.data and len(self.data) > self.max_length:
            limit, length = format_number(self.max_length), format_number(len(self.data))
            raise ValidationError(
                f"{self.plain_label} dài tối đa {limit} ký tự (đang có {length})."
            )

    def _value(self) -> str:
        return shown_again(str(self.data)) if self.data is not None else ""


class TextAreaField(TextField):
    """Several lines of text; ``rows`` is the height of the box."""

    widget = widgets.TextAreaWidget()

    def __init__(
        self, label: str, *, rows: int = 5, max_length: int = 20_000, **kwargs: Any
    ) -> None:
        self.rows = rows
        super().__init__(label, max_length=max_length, **kwargs)


class PasswordField(Described, wtforms.StringField):
    """A password: NFC, so that any keyboard gives the same one; blanks are part of it."""

    widget = widgets.PasswordWidget()

    def __init__(
        self,
        label: str,
        *,
        max_length: int = 200,
        autocomplete: str = "current-password",
        **kwargs: Any,
    ) -> None:
        self.max_length = max_length
        super().__init__(label, autocomplete=autocomplete, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = nfc(valuelist[0]) if valuelist else ""
        if has_control(self.data):
            raise ValueError("Mật khẩu có ký tự không dùng được.")

    def pre_validate(self, form: Any) -> None:
        if self.data and len(self.data) > self.max_length:
            raise ValidationError(f"{self.plain_label} dài tối đa {self.max_length} ký tự.")


class ParsedField(Described, wtforms.Field):
    """A one-line input read into a value; what cannot be read is shown again as typed."""

    widget = widgets.InputWidget(inputmode="decimal")

    def read(self, text: str) -> Any:
        """The value meant by ``text``; ValueError with a Vietnamese message."""
        raise NotImplementedError

    def show(self, value: Any) -> str:
        """The value as people write it."""
        raise NotImplementedError

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        typed = clean_text(valuelist[0]) if valuelist else ""
        if typed:
            self.data = self.read(typed)

    def _value(self) -> str:
        if self.data is not None:
            return self.show(self.data)
        return shown_again(self.raw_data[0]) if self.raw_data else ""


class DateField(ParsedField):
    """A date in one input: 5/3/2024, 5/3/24, 05-03-2024, 5.3.2024, 2024-03-05. ``data``: a day."""

    widget = widgets.InputWidget(inputmode="text")

    def __init__(
        self,
        label: str,
        *,
        min: date | None = None,
        max: date | None = None,
        hint: str | Markup = "Ví dụ: 05/3/2024",
        width: int | str | None = 10,
        **kwargs: Any,
    ) -> None:
        self.min, self.max = min, max
        super().__init__(label, hint=hint, width=width, **kwargs)

    def read(self, text: str) -> date:
        day = parse_date(text)
        if self.min and day < self.min:
            raise ValueError(f"{self.plain_label} phải từ ngày {format_date(self.min)} trở đi.")
        if self.max and day > self.max:
            raise ValueError(f"{self.plain_label} không được sau ngày {format_date(self.max)}.")
        return day

    def show(self, value: date) -> str:
        return format_date(value)


class TimeField(ParsedField):
    """A time of day: 8:00, 8h30, 14 giờ 30, 8h. ``data``: time | None."""

    widget = widgets.InputWidget(inputmode="text")

    def __init__(
        self,
        label: str,
        *,
        hint: str | Markup = "Ví dụ: 08:00",
        width: int | str | None = 5,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, hint=hint, width=width, **kwargs)

    def read(self, text: str) -> time:
        found = _TIME.fullmatch(text.lower())
        hour, minute = (int(part or 0) for part in found.groups()) if found else (99, 99)
        if hour > 23 or minute > 59:
            raise ValueError("Hãy viết giờ theo dạng giờ:phút, ví dụ 08:00 hoặc 14:30.")
        return time(hour, minute)

    def show(self, value: time) -> str:
        return value.strftime("%H:%M")


class DecimalField(ParsedField):
    """A number as written here: 1.234,5, 1 234, 98,5 %. ``data``: Decimal | None.

    ``places`` limits the digits after the comma; ``suffix`` (such as "%" or "điểm") stands
    behind the input.
    """

    def __init__(
        self,
        label: str,
        *,
        min: Decimal | int | None = None,
        max: Decimal | int | None = None,
        places: int | None = None,
        suffix: str = "",
        width: int | str | None = 10,
        **kwargs: Any,
    ) -> None:
        self.min, self.max, self.places, self.suffix = min, max, places, suffix
        super().__init__(label, width=width, **kwargs)

    def read(self, text: str) -> Decimal:
        number = parse_number(text)
        if self.places is not None and number != round(number, self.places):
            raise ValueError(
                f"{self.plain_label} có tối đa {self.places} chữ số sau dấu phẩy."
                if self.places
                else f"{self.plain_label} phải là số nguyên."
            )
        if self.min is not None and number < self.min:
            raise ValueError(f"{self.plain_label} phải từ {format_number(self.min)} trở lên.")
        if self.max is not None and number > self.max:
            raise ValueError(f"{self.plain_label} không được quá {format_number(self.max)}.")
        return number

    def show(self, value: Decimal | int) -> str:
        return format_number(value)


class IntegerField(DecimalField):
    """A whole number: 1.234 or 1 234. ``data``: int | None."""

    widget = widgets.InputWidget(inputmode="numeric")

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, places=0, **kwargs)

    def read(self, text: str) -> int:  # type: ignore[override]
        return int(super().read(text))


class HiddenField(wtforms.HiddenField):
    """A value the page carries; never required, cleaned like any other text."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = clean_text(valuelist[0]) if valuelist else ""
