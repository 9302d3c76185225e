"""What every form field shares: cleaning of what is typed, label, hint, presence."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup
from wtforms.validators import StopValidation

from portal.vietnamese import has_control, nfc

Validators = Sequence[Callable[[Any, Any], None]]
_INVISIBLE = re.compile("[\u200b\ufeff]")


def clean_text(text: str) -> str:
    """The text as stored: NFC, line ends as LF, no outer blanks.

    Zero-width blanks and byte-order marks, which Word and web pages leave behind, go silently.
    ValueError if control or bidirectional characters are in it (they cannot be stored or can
    make a text read as something else).
    """
    text = nfc(_INVISIBLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n"))
    if has_control(text):
        raise ValueError(
            "Nội dung có ký tự điều khiển không nhìn thấy được (thường do sao chép từ nơi khác). "
            "Các ký tự đó đã được bỏ; hãy xem lại rồi gửi."
        )
    return text.strip()


def shown_again(text: str) -> str:
    """What was typed, less the characters that a page cannot hold."""
    return "".join(c for c in text if not has_control(c)) if has_control(text) else text


def in_sentence(label: str) -> str:
    """A label inside a sentence: “Số văn bản” → “số văn bản”, “UBND xã” stays."""
    return label[:1].lower() + label[1:] if label[1:2].islower() or label[1:2] == " " else label


class Described:
    """What all our fields share; put before the WTForms class among the bases."""

    verb = "Nhập"
    suffix = ""

    def __init__(
        self,
        label: str,
        *,
        hint: str | Markup = "",
        required: bool = True,
        required_message: str = "",
        mark_optional: bool = True,
        width: int | str | None = None,
        autocomplete: str = "",
        validators: Validators = (),
        **kwargs: Any,
    ) -> None:
        self.plain_label = label
        self.required = required
        self.required_message = required_message or f"{self.verb} {in_sentence(label)}."
        self.autocomplete = autocomplete
        self.width_class = ""
        if isinstance(width, int):
            self.width_class = f"govuk-input--width-{width}"
        elif width:
            self.width_class = f"govuk-!-width-{width}"
        shown = label if required or not mark_optional else f"{label} (không bắt buộc)"
        super().__init__(shown, [self._presence, *validators], description=hint, **kwargs)  # type: ignore[call-arg]

    def reword(self, label: str) -> None:
        """Another label, as where the office words the columns of a form itself."""
        shown = self.label.text.replace(self.plain_label, label, 1)  # type: ignore[attr-defined]
        self.label.text, self.plain_label = shown, label  # type: ignore[attr-defined]

    def is_blank(self) -> bool:
        """True if nothing was entered."""
        raw = self.raw_data  # type: ignore[attr-defined]
        return not raw or not isinstance(raw[0], str) or not raw[0].strip()

    def _presence(self, form: Any, field: Any) -> None:
        """Nothing entered: say so if it was required, and spare the other validators either way."""
        if self.is_blank():
            raise StopValidation(self.required_message if self.required else "")
        if field.errors:
            raise StopValidation()
