"""The table of search: what readers can find, as rows that the public connection may read."""

from peewee import ForeignKeyField, IntegerField, TextField

from portal.db import BaseModel
from portal.publishing.models import Publication


class SearchSection(BaseModel):
    """A section of what a current publication says; rebuilt from its payload and its files.

    Its number (``id``) stays with its place in the publication from version to version, so that
    one change rewrites little of the frozen index. ``text``: by the line, anchor, tab, words;
    None while a file waits to be read. ``heads``: the title and what counts like it, with ``|``
    between. ``words``: in one spelling, first those of the heads;
    ``folded``: the same without marks, letter by letter; ``head``: where the heads end.
    ``on`` is an ISO date or empty; ``file`` the sha256 of the attachment it stands in.
    """

    publication = ForeignKeyField(Publication, backref="sections", on_delete="CASCADE")
    position = IntegerField()
    path = TextField()
    heads = TextField()
    on = TextField(default="")
    year = IntegerField(default=0)
    file = TextField(default="")
    label = TextField(default="")
    text = TextField(null=True)
    length = IntegerField(default=0)
    words = TextField(default="")
    folded = TextField(default="")
    head = IntegerField(default=0)
    digest = TextField(default="")

    privacy = dict.fromkeys(
        (
            "id", "publication", "position", "path", "heads", "on", "year", "file", "label",
            "text", "length", "words", "folded", "head", "digest",
        ),
        "public",
    )  # fmt: skip

    class Meta:
        indexes = ((("publication", "position"), True),)
