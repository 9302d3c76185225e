"""What somebody typed, read back in the words of the form when it could not be taken.

The fields travel alone: which form they belong to is found by their names. What nobody typed
(versions, marks, ids of a list that was made while the page was) is left out.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import wtforms
from wtforms.fields.core import UnboundField

from portal.web.forms import Form

Pairs = Sequence[tuple[str, str]]


def read_back(pairs: Pairs) -> list[tuple[str, str]]:
    """(label, text) of every field that was filled in, in the order of the page."""
    asked = _form_of({name for name, _ in pairs})
    found = []
    for name, text in pairs:
        field = asked.get(name) or asked.get(name.rpartition("-")[2])
        line = _line(field, name, text) if field else ("", text if _is_typed(text) else "")
        if line[1].strip():
            found.append(line)
    return found


def _line(field: UnboundField, name: str, text: str) -> tuple[str, str]:
    if issubclass(field.field_class, wtforms.HiddenField):
        return "", ""
    bound = field.bind(form=None, name=name, _meta=Form.Meta())
    label = str(getattr(bound, "plain_label", "") or bound.label.text)
    if isinstance(bound, wtforms.BooleanField):
        return label, "Có"
    if isinstance(bound, wtforms.SelectField):
        return label, dict(map(_choice, bound.choices or ())).get(text, "")
    return label, text


def _choice(one: Any) -> tuple[str, str]:
    """Code and words of a choice, in each of the ways that forms give them."""
    if isinstance(one, str):
        return one, one
    if isinstance(one, tuple):
        return str(one[0]), str(one[1])
    return str(one.value), str(one.label)


def _is_typed(text: str) -> bool:
    """Words of a person rather than a code of ours."""
    return not text.isascii() or " " in text.strip() or text.isdigit()


def _form_of(names: set[str]) -> dict[str, UnboundField]:
    """The fields of the form that knows most of ``names``, and not many others."""
    best: dict[str, UnboundField] = {}
    score = (0, 0)
    for form in _forms():
        known = {n: f for kind in reversed(form.__mro__) for n, f in vars(kind).items()}
        fields = {n: f for n, f in known.items() if isinstance(f, UnboundField)}
        rank = (len(names & fields.keys()), -len(fields.keys() - names))
        if rank[0] and rank > score:
            best, score = fields, rank
    return best


def _forms() -> Iterator[Any]:
    left = [Form]
    while left:
        form = left.pop()
        left += form.__subclasses__()
        yield form
