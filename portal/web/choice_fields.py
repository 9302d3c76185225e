"""Form fields that choose: from a list, boxes to tick, a file. Import them from ``fields``.

Choices are (value, label) or (value, label, hint), or ``SelectChoice``; a callable is asked at
each use. A choice that is not in the list is refused at the field.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import PurePath
from typing import Any

import wtforms
from markupsafe import Markup
from werkzeug.datastructures import FileStorage
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal.vietnamese import has_control, nfc
from portal.web import widgets
from portal.web.described import Described

NOT_LISTED = "Chọn một mục có trong danh sách."
_KINDS = {
    # kind: (how the hint names it, how its bytes begin)
    "pdf": ("PDF", (b"%PDF-",)),
    "docx": ("Word (.docx)", (b"PK\x03\x04",)),
    "xlsx": ("Excel (.xlsx)", (b"PK\x03\x04",)),
    "zip": ("ZIP", (b"PK\x03\x04",)),
    "png": ("ảnh PNG", (b"\x89PNG\r\n\x1a\n",)),
    "jpg": ("ảnh JPG", (b"\xff\xd8\xff",)),
    "csv": ("CSV", ()),
    "ics": ("lịch (.ics)", ()),
    "json": ("bản nháp (.json)", ()),
}

#: Names that Windows keeps for devices, whatever ending they have.
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
#: What an old or locked Office file begins with, and a text in Rich Text Format.
_OTHER_OFFICE = (bytes.fromhex("d0cf11e0a1b11ae1"), b"{\\rtf")
_SAVE_AS = " Mở tệp bằng Word hoặc WPS, chọn Lưu thành… .docx rồi gửi lại."
_ADVICE = dict.fromkeys(("doc", "dot", "rtf", "odt", "wps", "dotx"), _SAVE_AS) | {
    "docm": f" Tệp này có thể chứa macro.{_SAVE_AS}",
    "dotm": f" Tệp này có thể chứa macro.{_SAVE_AS}",
    "pdf": " Nếu chỉ có bản PDF, hãy xin tệp Word hoặc gõ toàn văn vào ô soạn thảo.",
}


def select_choices(items: Iterable[Any]) -> list[SelectChoice]:
    """(value, label[, hint]) pairs as WTForms wants them; values are sent as text."""
    made = []
    for item in items:
        if not isinstance(item, SelectChoice):
            value, label, *hint = item
            item = SelectChoice(str(value), label, {"hint": hint[0]} if hint else {})
        made.append(item)
    return made


class _Choosing(Described):
    """Choices given as pairs or by a callable; "" means nothing chosen."""

    verb = "Chọn"
    blank: str | None = None

    def __init__(
        self,
        label: str,
        *,
        choices: Iterable[Any] | Callable[[], Iterable[Any]] = (),
        coerce: Callable[[Any], Any] = str,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            label,
            coerce=lambda value: None if value is None or not str(value).strip() else coerce(value),
            choices=self._listed(choices),
            **kwargs,
        )

    def _listed(self, choices: Any) -> Callable[[], list[SelectChoice]]:
        def listed() -> list[SelectChoice]:
            items = select_choices(choices() if callable(choices) else choices)
            return items if self.blank is None else [SelectChoice("", self.blank), *items]

        return listed

    def set_choices(self, choices: Any) -> None:
        """Replace the choices on a form at hand, keeping the blank one."""
        self.choices = self._listed(choices)

    def pre_validate(self, form: Any) -> None:
        if not self.is_blank():
            super().pre_validate(form)  # type: ignore[misc]


class SelectField(_Choosing, wtforms.SelectField):
    """A drop-down list. ``data``: the coerced value, None for the blank line.

    ``blank`` is the text of the line for “nothing chosen”; None leaves it out.
    """

    widget = widgets.SelectWidget()

    def __init__(self, label: str, *, blank: str | None = "— Chọn —", **kwargs: Any) -> None:
        self.blank = blank
        super().__init__(label, invalid_choice_message=NOT_LISTED, **kwargs)


class RadioField(_Choosing, wtforms.SelectField):
    """One of a few, all in sight. ``data``: the coerced value or None."""

    widget = widgets.ChoicesWidget("radios", "govukRadios")

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, invalid_choice_message=NOT_LISTED, **kwargs)


class CheckboxesField(_Choosing, wtforms.SelectMultipleField):
    """Any number of a few. ``data``: list of coerced values; blank ones do not count."""

    widget = widgets.ChoicesWidget("checkboxes", "govukCheckboxes")

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata([value for value in valuelist if value.strip()])

    def is_blank(self) -> bool:
        return not any(value.strip() for value in self.raw_data or ())

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, invalid_choice_message=NOT_LISTED, **kwargs)


class CheckboxField(Described, wtforms.BooleanField):
    """One box. ``data``: bool. Not required unless said so (then it must be ticked)."""

    widget = widgets.CheckboxWidget()

    def __init__(
        self,
        label: str,
        *,
        required: bool = False,
        required_message: str = "",
        mark_optional: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            label,
            required=required,
            required_message=required_message or f"Cần đánh dấu vào ô “{label}”.",
            mark_optional=mark_optional,
            **kwargs,
        )


class FileField(Described, wtforms.FileField):
    """One file. ``data``: FileStorage | None; ``filename``: its cleaned name.

    ``kinds`` are extensions of `pdf docx xlsx zip png jpg csv ics json`; ``max_bytes`` is the limit
    of the file itself. Both stand in the hint. What the bytes begin with must fit the name;
    the document store looks deeper.
    """

    widget = widgets.FileWidget()
    verb = "Chọn"

    def __init__(
        self,
        label: str,
        *,
        kinds: tuple[str, ...] = ("pdf",),
        max_bytes: int = 20 * 1024 * 1024,
        hint: str | Markup = "",
        **kwargs: Any,
    ) -> None:
        self.kinds, self.max_bytes = kinds, max_bytes
        self.extensions = (*kinds, "jpeg") if "jpg" in kinds else kinds
        self.limits = f"{self._kind_names()}, tối đa {_size(max_bytes)}."
        super().__init__(label, hint=_joined(hint, f"Tệp {self.limits}"), **kwargs)

    def _kind_names(self) -> str:
        names = [_KINDS[kind][0] for kind in self.kinds]
        return " hoặc ".join(filter(None, (", ".join(names[:-1]), names[-1])))

    @property
    def filename(self) -> str:
        """The name as sent, less any folder; NFC."""
        name = self.data.filename or "" if self.data else ""
        return nfc(PurePath(name.replace("\\", "/")).name)

    def is_blank(self) -> bool:
        return self.data is None

    def process_formdata(self, valuelist: list[Any]) -> None:
        files = (item for item in valuelist if isinstance(item, FileStorage) and item)
        self.data = next(files, None)

    def pre_validate(self, form: Any) -> None:
        if self.data is None:
            return
        if has_control(self.filename) or len(self.filename) > 200:
            raise ValidationError("Tên tệp có ký tự không dùng được hoặc dài quá 200 ký tự.")
        if _DEVICE.fullmatch(self.filename):
            raise ValidationError(
                f"Máy Windows không mở được tệp tên “{self.filename}”. Hãy đổi tên tệp rồi gửi."
            )
        kind = PurePath(self.filename).suffix.lstrip(".").lower()
        if kind not in self.extensions:
            advice = _ADVICE.get(kind, "") if "docx" in self.kinds else ""
            raise ValidationError(
                f"Tệp “{self.filename}” không đúng loại: chỉ nhận tệp {self.limits}{advice}"
            )
        size = self.data.stream.seek(0, 2)
        self.data.stream.seek(0)
        if size == 0:
            raise ValidationError(f"Tệp “{self.filename}” rỗng (0 byte).")
        if size > self.max_bytes:
            raise ValidationError(
                f"Tệp “{self.filename}” nặng {_size(size)}, quá mức tối đa {_size(self.max_bytes)}."
            )
        name, starts = _KINDS["jpg" if kind == "jpeg" else kind]
        begins = self.data.stream.read(16)
        self.data.stream.seek(0)
        if kind in ("docx", "xlsx") and begins.startswith(_OTHER_OFFICE):
            return  # the document store knows the reason: a password, an old version
        if starts and not begins.startswith(starts):
            raise ValidationError(
                f"Nội dung của “{self.filename}” không phải là {name}; có thể tệp đã bị đổi đuôi."
            )


def _size(size: int) -> str:
    """A size as people say it; rounded up, so that a refused file never looks small enough."""
    if size < 1024 * 1024:
        return f"{-(-size // 1024)} KB"
    tenths = -(-size * 10 // (1024 * 1024))
    return f"{tenths // 10}" + (f",{tenths % 10}" if tenths % 10 else "") + " MB"


def _joined(hint: str | Markup, limits: str) -> str | Markup:
    if isinstance(hint, Markup):
        return hint + " " + limits
    return f"{hint} {limits}".strip()
