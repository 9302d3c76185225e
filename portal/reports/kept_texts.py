"""What was typed in a statistics cell or a task row and could not be read: kept until it is.

It stands in the draft under ``typed:<field code>``, beside the last value that could be read,
so that closing the browser loses nothing. It is no answer of the report: ``values_in`` leaves it
out. It is outdated once the cell itself was written later; so a valid autosave need not know.
"""

import json

from portal.accounts.rules import Actor
from portal.clock import now
from portal.db import write
from portal.reports.draft_values import is_row
from portal.reports.form_version import FormDefinition
from portal.reports.models import DraftField, Duty
from portal.reports.queries import StoredField
from portal.vietnamese import has_control

_PREFIX = "typed:"
#: More than a note may have, so that what was too long is still seen to be.
_LONGEST = 4_000
#: A cell has two inputs at most, a row of Phụ lục I eleven.
_MOST = 11


def is_kept(definition: FormDefinition, code: str) -> bool:
    """Whether what cannot be read of ``code`` is kept: cells of the statistics, task rows."""
    kind, _, rest = code.partition(":")
    if kind == "task":
        return is_row(code)
    indicator, _, _column = rest.rpartition(":")
    return kind == "stat" and definition.indicator(indicator) is not None


def fits(texts: list[str]) -> bool:
    """Whether all of ``texts`` can be kept whole; else the browser must go on keeping them."""
    return all(len(text) <= _LONGEST for text in texts[:_MOST])


def keep(actor: Actor, duty_id: int, code: str, texts: list[str], tab: tuple[str, int]) -> None:
    """Keep ``texts`` of a cell; a late request of the same tab does not replace a newer one."""
    client, sequence = tab
    values = {
        "value": json.dumps([_holdable(text[:_LONGEST]) for text in texts[:_MOST]]),
        "client": client, "sequence": sequence, "updated_at": now(),
        "updated_by": actor.typist or actor.name,
    }  # fmt: skip
    newer = (DraftField.client != client) | (DraftField.sequence < sequence) | (client == "")
    DraftField.insert(duty=duty_id, code=_PREFIX + code, **values).on_conflict(
        conflict_target=[DraftField.duty, DraftField.code], update=values, where=newer
    ).execute()


def _holdable(text: str) -> str:
    """The text less the characters that a page cannot hold."""
    return "".join(c for c in text if not has_control(c)) if has_control(text) else text


def forget(duty: Duty, code: str) -> bool:
    """Forget what is kept of a field that somebody gave up; whether there was something."""
    with write():
        mine = (DraftField.duty == duty) & (DraftField.code == _PREFIX + code)
        return bool(DraftField.delete().where(mine).execute())


def keep_page(
    actor: Actor, duty: Duty, refused: dict[str, list[str]], read: list[str], tab: tuple[str, int]
) -> None:
    """Keep the cells of a posted page that could not be read, forget those that now are."""
    with write():
        for code, texts in refused.items():
            keep(actor, duty.id, code, texts, tab)
        kept = {row.code for row in _rows(duty)} & {_PREFIX + code for code in read}
        if kept:
            DraftField.delete().where(
                DraftField.duty == duty, DraftField.code.in_(sorted(kept))
            ).execute()


def kept_in(fields: dict[str, StoredField]) -> dict[str, list[str]]:
    """Field code → the texts that stand in its inputs though they could not be read."""
    return {
        code.removeprefix(_PREFIX): json.loads(field.value)
        for code, field in fields.items()
        if code.startswith(_PREFIX) and _is_last(field, fields.get(code.removeprefix(_PREFIX)))
    }


def _is_last(kept: StoredField, cell: StoredField | None) -> bool:
    """Whether the cell was not written after the text was typed; a late request is not later."""
    if cell is None:
        return True
    if kept.client and kept.client == cell.client:
        return kept.sequence > cell.sequence
    return kept.updated_at > cell.updated_at


def _rows(duty: Duty) -> list[DraftField]:
    return list(
        DraftField.select(DraftField.code).where(
            DraftField.duty == duty, DraftField.code.startswith(_PREFIX)
        )
    )
