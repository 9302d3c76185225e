"""What is to be looked through in a plan that was made from an earlier one."""

from peewee import BooleanField, Check, ForeignKeyField, JSONField, TextField

from portal.db import BaseModel, UtcDateTimeField, declare
from portal.plans.models import Plan


class PlanTodo(BaseModel):
    """One thing to look through (việc cần rà soát) in ``plan``, which was made from ``source``.

    ``kind`` is a code of ``rules.KINDS``; ``key`` tells things of one kind apart; ``data`` holds
    what the page needs (ids of the strand, codes of heirs). ``blocking``: the plan is not
    proposed for publication while it is open without a reason.
    """

    plan = ForeignKeyField(Plan, backref="todos", on_delete="CASCADE")
    source = ForeignKeyField(Plan, on_delete="RESTRICT")
    kind = TextField()
    key = TextField()
    title = TextField()
    text = TextField(default="")
    data = JSONField(default=dict)
    blocking = BooleanField(default=False)
    state = TextField(default="open", constraints=[Check("state IN ('open', 'done', 'kept')")])
    reason = TextField(default="")
    closed_at = UtcDateTimeField(null=True)
    closed_by = TextField(default="")
    created_at = UtcDateTimeField()

    privacy = declare(
        internal="plan source kind key title text data blocking state reason closed_at created_at",
        personal="closed_by",
    )

    class Meta:
        indexes = ((("plan", "kind", "key"), True),)
