"""The forms of a page as a browser would send them, for tests that post to every one."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

TEXTUAL = {"text", "textarea", "password", "search", "tel", "email", "number", "date", ""}
MULTIPART = "multipart/form-data"


@dataclass
class Input:
    """One control name of a form: its kind, what it holds, what else could be chosen.

    ``values`` is what the browser would send now; ``choices`` are the values of a list, of
    radio buttons, of boxes or of a button.
    """

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)

    @property
    def is_text(self) -> bool:
        """Whether people type into it."""
        return self.kind in TEXTUAL


@dataclass
class PageForm:
    """One form: where it goes, how, and its controls in the order of the page."""

    action: str
    method: str
    multipart: bool
    inputs: dict[str, Input] = field(default_factory=dict)

    def data(self) -> dict[str, list[str]]:
        """What the browser would send if nothing were touched and no button had a name."""
        return {
            name: list(one.values)
            for name, one in self.inputs.items()
            if one.values and one.kind not in ("submit", "file")
        }


class _Reader(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[PageForm] = []
        self._form: PageForm | None = None
        self._select: Input | None = None
        self._area: Input | None = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            multipart = values.get("enctype") == MULTIPART
            method = values.get("method", "get").lower()
            self._form = PageForm(values.get("action", ""), method, multipart)
            self.forms.append(self._form)
        elif self._form is not None and values.get("name") and "disabled" not in values:
            self._control(tag, values)
        elif tag == "option" and self._select is not None:
            self._select.choices.append(values.get("value", ""))
            if "selected" in values:
                self._select.values = [values.get("value", "")]

    handle_startendtag = handle_starttag

    def _control(self, tag: str, values: dict[str, str]) -> None:
        if tag not in ("input", "select", "textarea", "button") or self._form is None:
            return
        kind = values.get("type", "text") if tag == "input" else tag
        if tag == "button":
            kind = "submit"
        known = self._form.inputs.setdefault(values["name"], Input(values["name"], kind))
        value = values.get("value", "on" if kind in ("checkbox", "radio") else "")
        if tag == "select":
            self._select = known
        elif tag == "textarea":
            self._area = known
            known.values.append("")
        elif kind in ("checkbox", "radio", "submit"):
            known.choices.append(value)
            if "checked" in values:
                known.values.append(value)
        elif kind != "file":
            known.values.append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select" and self._select is not None:
            if not self._select.values and self._select.choices:
                self._select.values = self._select.choices[:1]
            self._select = None
        elif tag == "textarea" and self._area is not None:
            # the line end after the opening tag is not part of the text
            self._area.values[-1] = self._area.values[-1].removeprefix("\n")
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area.values[-1] += data


def forms_of(text: str) -> list[PageForm]:
    """Every form of a page."""
    return _Reader(text).forms
