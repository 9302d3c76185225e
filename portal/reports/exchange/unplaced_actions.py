"""Text of a Word file that found no section: kept with the report until somebody decides."""

import json
from collections.abc import Iterable
from typing import Any

from peewee import fn

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import now
from portal.db import write
from portal.reports import queries
from portal.reports.attached_models import UnplacedText
from portal.reports.draft_pages import Entry, save_page
from portal.reports.draft_values import SECOND
from portal.reports.form_version import Section
from portal.reports.models import Duty
from portal.reports.narrative.blocks import plain_blocks
from portal.reports.narrative.marks import MARKED, blocks_of, marked

ASIDE = "-"
_TRIES = 5


class SectionBusy(Exception):
    """Others write the section again and again; nothing was moved."""


class DoesNotFit(ValueError):
    """The section would be too long with the text; the message says so."""


def unplaced_of(duty: Duty) -> list[UnplacedText]:
    """What still waits, oldest first."""
    rows = UnplacedText.select().where(UnplacedText.duty == duty, UnplacedText.placed_in == "")
    return list(rows.order_by(UnplacedText.id))


def keep(actor: Actor, duty: Duty, pieces: Iterable[tuple[str, str]], file_name: str) -> int:
    """Keep (text, heading above it) of a file; what waits already is not kept twice."""
    instant, by, kept = now(), actor.typist or actor.name, 0
    with write():
        waiting = {row.text for row in unplaced_of(duty)}
        for text, near in pieces:
            if text not in waiting:
                UnplacedText.create(
                    duty=duty, text=text, near=near, file_name=file_name, added_at=instant,
                    added_by=by,
                )  # fmt: skip
                waiting.add(text)
                kept += 1
    return kept


def place(actor: Actor, piece: UnplacedText, section: Section) -> None:
    """Put the text at the end of a section; a second click does nothing more.

    DoesNotFit, SectionBusy as named; DraftLocked once the report is sent.
    """
    for _ in range(_TRIES):
        with write():
            if not _waits(piece) or _appended(actor, piece, section):
                return
    raise SectionBusy


def _appended(actor: Actor, piece: UnplacedText, section: Section) -> bool:
    """Write the text behind what the section says; False when somebody wrote it meanwhile."""
    duty = piece.duty
    field = queries.draft_fields(duty).get(section.field)
    value = json.loads(field.value) if field else None
    typed: Any
    if section.kind == "narrative":
        typed = [marked((*blocks_of(value), *plain_blocks(piece.text))), MARKED]
    else:
        typed = [*(value or ()), {"text": piece.text, SECOND[section.kind]: ""}]
    entry = Entry(section.field, typed, field.version if field else 0)
    result = save_page(actor, duty, [entry])
    if result.invalid:
        raise DoesNotFit(result.invalid[section.field].message)
    if result.conflicts:
        return False
    _settle(piece, section.code)
    record(actor, "place-text", piece, after={"section": section.code})
    return True


def set_aside(actor: Actor, piece: UnplacedText) -> None:
    """The text is not wanted; it stays in the table and in the audit."""
    with write():
        if _waits(piece):
            _settle(piece, ASIDE)
            record(actor, "set-text-aside", piece, before={"text": piece.text})


def _waits(piece: UnplacedText) -> bool:
    rows = UnplacedText.select(fn.COUNT(UnplacedText.id)).where(
        UnplacedText.id == piece.id, UnplacedText.placed_in == ""
    )
    return bool(rows.scalar())


def _settle(piece: UnplacedText, where: str) -> None:
    UnplacedText.update(placed_in=where, placed_at=now()).where(
        UnplacedText.id == piece.id
    ).execute()
