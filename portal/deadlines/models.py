"""The working-day calendar: days on which offices rest or work against the weekly pattern."""

from peewee import BooleanField, Check, DateField, ForeignKeyField, IntegerField, TextField

from portal.db import BaseModel, declare
from portal.documents.models import Blob


class CalendarYear(BaseModel):
    """How far the calendar of a year is known.

    ``decided``: an official notice has settled it; until then what depends on it is provisional
    (dự kiến). ``edited``: the office keeps the year itself, so that loading the files that come
    with the portal leaves it alone. ``version`` guards against overwriting.
    """

    year = IntegerField(unique=True)
    decided = BooleanField(default=False)
    edited = BooleanField(default=False)
    version = IntegerField(default=1)

    privacy = declare(public="year decided", internal="edited version")


class CalendarNotice(BaseModel):
    """An official notice of days off or of swapped working days, as the office recorded it."""

    year = IntegerField(index=True)
    number = TextField()
    issued_on = DateField(null=True)
    issuer = TextField()
    link = TextField(default="")
    file = ForeignKeyField(Blob, null=True, on_delete="RESTRICT")
    file_name = TextField(default="")

    privacy = declare(public="year number issued_on issuer link", internal="file file_name")


class CalendarDay(BaseModel):
    """A rest day (`rest`) or a make-up working day (`work`), with the notice it comes from.

    `provisional` until an official notice confirms it. `source` is the notice in words.
    """

    date = DateField(unique=True)
    kind = TextField(constraints=[Check("kind IN ('rest', 'work')")])
    name = TextField()
    source = TextField(default="")
    notice = ForeignKeyField(CalendarNotice, null=True, backref="days", on_delete="RESTRICT")
    provisional = BooleanField(default=False)

    privacy = declare(public="date kind name source notice provisional")
