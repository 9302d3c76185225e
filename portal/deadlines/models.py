"""The working-day calendar: days on which offices rest or work against the weekly pattern."""

from peewee import BooleanField, Check, DateField, TextField

from portal.db import BaseModel, declare


class CalendarDay(BaseModel):
    """A rest day (`rest`) or a make-up working day (`work`), with the notice it comes from.

    `provisional` until an official notice confirms it.
    """

    date = DateField(unique=True)
    kind = TextField(constraints=[Check("kind IN ('rest', 'work')")])
    name = TextField()
    source = TextField(default="")
    provisional = BooleanField(default=False)

    privacy = declare(public="date kind name source provisional")
