"""Tables of the register. Names and group membership are dated: a merger moves no data."""

from peewee import DateField, ForeignKeyField, TextField

from portal.db import BaseModel


class Unit(BaseModel):
    """A body (sở, ngành dọc, huyện, xã …), kept for ever under its code."""

    code = TextField(unique=True)
    name = TextField()
    short_name = TextField()
    aliases = TextField(default="")
    type = TextField()
    level = TextField()
    parent = ForeignKeyField("self", null=True, backref="children", on_delete="RESTRICT")
    valid_from = DateField(null=True)
    valid_to = DateField(null=True)
    source = TextField(default="")

    privacy = {
        "id": "internal",
        "code": "public",
        "name": "public",
        "short_name": "public",
        "aliases": "public",
        "type": "public",
        "level": "public",
        "parent": "public",
        "valid_from": "public",
        "valid_to": "public",
        "source": "internal",
    }


class UnitName(BaseModel):
    """A name that a unit bore from ``valid_from`` to ``valid_to`` (inclusive)."""

    unit = ForeignKeyField(Unit, backref="names", on_delete="CASCADE")
    name = TextField()
    valid_from = DateField(null=True)
    valid_to = DateField(null=True)

    privacy = {
        "id": "internal",
        "unit": "public",
        "name": "public",
        "valid_from": "public",
        "valid_to": "public",
    }


class UnitBlock(BaseModel):
    """Membership of a unit in a ranking block (khối), dated."""

    unit = ForeignKeyField(Unit, backref="blocks", on_delete="CASCADE")
    block = TextField()
    valid_from = DateField(null=True)
    valid_to = DateField(null=True)

    privacy = {
        "id": "internal",
        "unit": "public",
        "block": "public",
        "valid_from": "public",
        "valid_to": "public",
    }


class Succession(BaseModel):
    """``successor`` took over from ``predecessor`` on ``on``, its first day.

    ``kind``: merge, split, rename, dissolve (no ``successor`` when nobody took over) or
    transfer, after which the predecessor goes on; ``document`` is the basis.
    """

    predecessor = ForeignKeyField(Unit, backref="followed_by", on_delete="RESTRICT")
    successor = ForeignKeyField(Unit, null=True, backref="follows", on_delete="RESTRICT")
    on = DateField()
    kind = TextField()
    document = TextField(default="")

    privacy = {
        "id": "internal",
        "predecessor": "public",
        "successor": "public",
        "on": "public",
        "kind": "public",
        "document": "public",
    }

    class Meta:
        indexes = ((("predecessor", "successor", "on"), True),)
