"""Giving the parts of a report to people of the unit."""

from dataclasses import dataclass

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import now
from portal.db import write
from portal.people.queries import people_of
from portal.reports.draft_values import clean
from portal.reports.models import Duty
from portal.reports.rules import EDITABLE, BadValue
from portal.reports.sharing.models import PartWriter

LONGEST = 300


@dataclass(frozen=True)
class Share:
    """Who writes a part, and the note for colleagues; nobody and nothing when blank."""

    user_id: int | None = None
    note: str = ""


class SharedMeanwhile(Exception):
    """Somebody else gave the part to another since it was shown; ``theirs`` stands."""

    def __init__(self, theirs: Share) -> None:
        super().__init__("shared meanwhile")
        self.theirs = theirs


def checked(actor: Actor, wanted: Share) -> Share:
    """``wanted`` as it is kept. BadValue: not a person of the unit, or a note too long."""
    if wanted.user_id is not None and wanted.user_id not in {
        user.id for user in people_of(actor) if user.active
    }:
        raise BadValue("Người này không còn trong danh sách của đơn vị.")
    return Share(wanted.user_id, clean(" ".join(wanted.note.split()), LONGEST))


def share_part(actor: Actor, duty: Duty, part: str, wanted: Share, shown: Share) -> bool:
    """Give ``part`` as ``wanted``; whether that changed anything.

    ``shown`` is what the page said: SharedMeanwhile when it is no longer so. BadValue: not a
    person of the unit, a note too long, or the report was sent.
    """
    wanted = checked(actor, wanted)
    with write():
        if Duty.get_by_id(duty.id).state not in EDITABLE:
            raise BadValue("Báo cáo đã được gửi nên không phân công nữa.")
        row = PartWriter.get_or_none(duty=duty, part=part)
        stored = Share(row.user_id, row.note) if row else Share()
        if stored == wanted:
            return False
        if stored != shown:
            raise SharedMeanwhile(stored)
        PartWriter.delete().where(PartWriter.duty == duty, PartWriter.part == part).execute()
        if wanted != Share():
            PartWriter.create(
                duty=duty, part=part, user=wanted.user_id, note=wanted.note, at=now(),
                by=actor.typist or actor.name,
            )  # fmt: skip
        record(
            actor, "share-part", duty, before={"part": part, "user": stored.user_id},
            after={"part": part, "user": wanted.user_id},
        )  # fmt: skip
    return True
