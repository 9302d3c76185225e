"""Tables of report forms, duties, drafts, submissions and review."""

from functools import cached_property

from peewee import BooleanField, DateField, ForeignKeyField, IntegerField, JSONField, TextField

from portal.accounts.models import User
from portal.db import BaseModel, UtcDateTimeField, declare
from portal.documents.models import Blob
from portal.inspections.models import Visit
from portal.plans.models import Plan
from portal.units.continuity_rules import FormerName, name_on
from portal.units.models import Unit
from portal.units.rules import shortened


class FormVersion(BaseModel):
    """A version of a report form: outline, task table, statistics. Immutable once answered.

    ``issued_by``: who issued a version that the office made (``form_making``), with its
    ``note``; empty for one from the content folder.
    """

    code = TextField()
    version = IntegerField()
    title = TextField()
    definition = TextField()
    sha256 = TextField()
    created_at = UtcDateTimeField()
    note = TextField(default="")
    issued_by = TextField(default="")

    privacy = declare(
        internal="code version title definition sha256 created_at note", personal="issued_by"
    )

    class Meta:
        indexes = ((("code", "version"), True),)


class Duty(BaseModel):
    """A report that a unit owes (báo cáo phải nộp), with its deadline as a stored fact.

    ``kind``: a code of ``duties.kinds.KINDS``, or other.
    ``due_*`` hold the rule, its exact cut-off and the sentence that explains it.
    ``state``: open, submitted, returned, accepted, waived.
    """

    unit = ForeignKeyField(Unit, backref="duties", on_delete="RESTRICT")
    plan = ForeignKeyField(Plan, backref="duties", on_delete="RESTRICT")
    visit = ForeignKeyField(Visit, null=True, backref="duties", on_delete="RESTRICT")
    kind = TextField()
    title = TextField()
    form = ForeignKeyField(FormVersion, null=True, on_delete="RESTRICT")
    year = IntegerField()
    due_on = DateField(null=True)
    due_at = UtcDateTimeField(null=True)
    due_rule = JSONField(null=True)
    due_sentence = TextField(default="")
    state = TextField(default="open", index=True)
    created_at = UtcDateTimeField()

    privacy = declare(
        internal="unit plan visit kind title form year due_on due_at due_rule due_sentence "
        "state created_at"
    )

    class Meta:
        indexes = ((("unit", "plan", "visit", "kind"), False),)

    @cached_property
    def unit_name(self) -> str:
        """The unit as it was called when its report first came in; its last name until then."""
        former = [FormerName(row.name, row.valid_from, row.valid_to) for row in self.unit.names]
        came = min((row.received_on for row in self.submissions), default=None) if former else None
        return name_on(self.unit.name, former, came) if came else self.unit.name

    @property
    def unit_short_name(self) -> str:
        """The same in short, for titles and paths."""
        same = self.unit_name == self.unit.name
        return self.unit.short_name if same else shortened(self.unit_name)


class DutyHistory(BaseModel):
    """A deadline of a duty before and after it moved, with the reason.

    ``cause``: extended, returned (the office gave the date in person), "" (a rule moved it);
    dropped, restored (the plan named the unit no more, or again: the day is only kept).
    """

    duty = ForeignKeyField(Duty, backref="history", on_delete="CASCADE")
    at = UtcDateTimeField()
    old_due_on = DateField(null=True)
    new_due_on = DateField(null=True)
    reason = TextField(default="")
    cause = TextField(default="")
    by = TextField(default="")

    privacy = declare(internal="duty at old_due_on new_due_on reason cause", personal="by")


class DraftField(BaseModel):
    """One field of a draft: its value, its version (compare-and-set) and who wrote it last.

    ``code`` is ``outline:<code>``, ``stat:<code>:<previous|current>``, ``stat:<code>:note``,
    ``task:<row id>``, ``cutoff`` … ``value`` is JSON. ``client``/``sequence`` refuse a late,
    reordered request of the same tab.
    """

    duty = ForeignKeyField(Duty, backref="fields", on_delete="CASCADE")
    code = TextField()
    value = TextField()
    version = IntegerField(default=1)
    client = TextField(default="")
    sequence = IntegerField(default=0)
    updated_at = UtcDateTimeField()
    updated_by = TextField(default="")

    privacy = declare(
        internal="duty code value version client sequence updated_at", personal="updated_by"
    )

    class Meta:
        indexes = ((("duty", "code"), True),)


class DraftEdit(BaseModel):
    """The audit entry of one edit of a draft, sealed into the chain in batches."""

    duty = ForeignKeyField(Duty, backref="edits", on_delete="CASCADE")
    code = TextField()
    before = TextField(default="")
    after = TextField(default="")
    version = IntegerField()
    at = UtcDateTimeField()
    user = ForeignKeyField(User, null=True, on_delete="RESTRICT")
    by = TextField(default="")
    sealed = BooleanField(default=False, index=True)

    privacy = declare(internal="duty code before after version at sealed", personal="user by")


class Evidence(BaseModel):
    """Evidence attached to a draft: a document reference and, if any, its file."""

    duty = ForeignKeyField(Duty, backref="evidence", on_delete="CASCADE")
    field = TextField(default="")
    number = TextField(default="")
    issued_on = DateField(null=True)
    subject = TextField()
    file = ForeignKeyField(Blob, null=True, on_delete="RESTRICT")
    file_name = TextField(default="")
    added_at = UtcDateTimeField()
    added_by = TextField(default="")

    privacy = declare(
        internal="duty field number issued_on subject file file_name added_at",
        personal="added_by",
    )


class Submission(BaseModel):
    """An immutable snapshot of a report, with its receipt (biên nhận).

    ``snapshot`` is canonical JSON; ``sha256`` its mã xác thực; ``receipt`` its number.
    ``mode``: signed_pdf, online, keyed (nhập thay), received (nhận bản giấy, văn bản).
    """

    duty = ForeignKeyField(Duty, backref="submissions", on_delete="RESTRICT")
    number = IntegerField()
    receipt = TextField(unique=True)
    mode = TextField()
    snapshot = TextField()
    sha256 = TextField()
    doc_number = TextField(default="")
    doc_date = DateField(null=True)
    signer = TextField(default="")
    signed_file = ForeignKeyField(Blob, null=True, on_delete="RESTRICT")
    signed_name = TextField(default="")
    submitted_at = UtcDateTimeField()
    received_on = DateField()
    late = BooleanField(default=False)
    late_reason = TextField(default="")
    by = TextField()
    copies = IntegerField(null=True)
    arrival_number = TextField(default="")
    state = TextField(default="submitted")

    privacy = declare(
        internal="duty number receipt mode snapshot sha256 doc_number doc_date signed_file "
        "signed_name submitted_at received_on late late_reason copies arrival_number state",
        personal="signer by",
    )

    class Meta:
        indexes = ((("duty", "number"), True),)


class Review(BaseModel):
    """A decision of the office on a submission: returned (with a new date) or accepted."""

    submission = ForeignKeyField(Submission, backref="reviews", on_delete="CASCADE")
    decision = TextField()
    note = TextField(default="")
    new_due_on = DateField(null=True)
    at = UtcDateTimeField()
    by = TextField()

    privacy = declare(internal="submission decision note new_due_on at", personal="by")


class ReviewComment(BaseModel):
    """A comment of the office to the unit, pinned to a field; sent with the return.

    ``answer`` and ``fixed`` are the unit's; ``verdict`` (resolved, unresolved) is the office's,
    on the next submission. Notes of the office for itself: ``review_models.InternalNote``.
    """

    submission = ForeignKeyField(Submission, backref="comments", on_delete="CASCADE")
    field = TextField(default="")
    text = TextField()
    sent = BooleanField(default=False)
    answer = TextField(default="")
    fixed = BooleanField(default=False)
    verdict = TextField(default="")
    verdict_at = UtcDateTimeField(null=True)
    verdict_by = TextField(default="")
    at = UtcDateTimeField()
    by = TextField()

    privacy = declare(
        internal="submission field text sent answer fixed verdict verdict_at at",
        personal="by verdict_by",
    )
