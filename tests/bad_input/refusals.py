"""A refused form says why in Vietnamese, at a field that is there, and keeps what was typed."""

import re
import unicodedata

from werkzeug.test import TestResponse

from portal.vietnamese import has_control
from tests.bad_input.attacks import Attack
from tests.bad_input.cases import Case
from tests.page_forms import PageForm, forms_of

_VIETNAMESE = re.compile(r"[ăâđêôơưÀ-ỹ]", re.IGNORECASE)
_SUMMARY = re.compile(r"govuk-error-summary__list.*?</ul>", re.DOTALL)
_MESSAGE = re.compile(r"govuk-error-message[^>]*>(.*?)</p>", re.DOTALL)
_LINK = re.compile(r'href="#([^"]+)"')
#: Where a refused choice takes other fields with it: the form of another kind is shown.
_OTHER_FORM = {"kind", "action", "luu", "xong", "what"}


def refusal_faults(case: Case, attack: Attack, answer: TestResponse) -> list[str]:
    """What is wrong with an answer of 400 or above."""
    text = answer.text
    if answer.mimetype == "text/html" and not _VIETNAMESE.search(text):
        return ["refused without a word of Vietnamese"]
    whole = text.lstrip().lower().startswith("<!doctype")
    if answer.status_code != 422 or not whole:
        return []
    found = []
    summary = _SUMMARY.search(text)
    messages = _MESSAGE.findall(text) + ([summary[0]] if summary else [])
    if not any(_VIETNAMESE.search(one) for one in messages):
        found.append("422 without a message")
    for target in _LINK.findall(summary[0]) if summary else ():
        if f'id="{target}"' not in text:
            found.append(f"the summary leads to #{target}, which is not there")
    if attack.field and attack.field not in _OTHER_FORM:
        forms = [form for form in forms_of(text) if form.action in ("", case.path)]
        found += _lost(case, attack, forms)
    return found


def _lost(case: Case, attack: Attack, forms: list[PageForm]) -> list[str]:
    """Texts that stand in the form no more, or other than sent."""
    found = []
    for one in case.fields():
        sent = [attack.sent] if one.name == attack.field else case.good.get(one.name, [])
        typed = one.is_text and one.kind != "password" and len(sent) == 1
        shown = [form.inputs[one.name].values for form in forms if one.name in form.inputs]
        if not typed or not shown or not isinstance(sent[0], str):
            continue
        if not any(plain(values[0]) == plain(sent[0]) for values in shown if values):
            found.append(f"{one.name} is not as typed: {str(shown)[:120]}")
    return found


def plain(text: str) -> str:
    """What can be kept of a text: no control characters, one kind of blank, NFC."""
    kept = "".join(c for c in text if not has_control(c))
    return " ".join(unicodedata.normalize("NFC", kept.replace("\u200b", "")).split())
