"""The tables of the portal as Django sees them; it creates none of them."""

from datetime import date

from django.db import models
from django.urls import reverse

KINDS = {"visit_report": "Báo cáo phục vụ kiểm tra"}
MODES = {"signed_pdf": "Gửi trên cổng kèm bản ký"}
STATES = {
    "open": ("Chưa nộp", "grey"),
    "submitted": ("Đã nộp, chờ xem", "blue"),
    "returned": ("Phải sửa", "orange"),
    "accepted": ("Đã chấp nhận", "green"),
}


class Unit(models.Model):
    """A unit of the register."""

    name = models.TextField()

    class Meta:
        managed, db_table = False, "unit"


class Plan(models.Model):
    """A plan of inspections."""

    year = models.IntegerField()
    title = models.TextField()

    class Meta:
        managed, db_table = False, "plan"


class Visit(models.Model):
    """A visit, with its sessions."""

    class Meta:
        managed, db_table = False, "visit"


class Session(models.Model):
    """A session of a visit."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="sessions")
    on = models.DateField()
    state = models.TextField()

    class Meta:
        managed, db_table = False, "session"


class Duty(models.Model):
    """A report that a unit owes."""

    unit = models.ForeignKey(Unit, models.CASCADE)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="duties")
    visit = models.ForeignKey(Visit, models.CASCADE, null=True)
    kind = models.TextField()
    title = models.TextField()
    due_on = models.DateField(null=True)
    state = models.TextField()

    class Meta:
        managed, db_table = False, "duty"

    @property
    def awaited(self) -> bool:
        """Whether the report has still to come."""
        return self.state in ("open", "returned")

    @property
    def days_left(self) -> int:
        """Days until the report is due; negative when overdue."""
        return (self.due_on - date.today()).days

    @property
    def days_to_visit(self) -> int:
        """Days until the first session."""
        return (self.first_session - date.today()).days

    def get_absolute_url(self) -> str:
        """The page of the report."""
        return reverse("duty", args=[self.pk])

    @property
    def kind_name(self) -> str:
        """What the report is called."""
        return KINDS.get(self.kind, self.title)

    @property
    def shown_state(self) -> tuple[str, str]:
        """Words and colour of the state."""
        return STATES[self.state]


class Submission(models.Model):
    """A report that came."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="submissions")
    number = models.IntegerField()
    mode = models.TextField()
    late = models.BooleanField()
    received_on = models.DateField()

    class Meta:
        managed, db_table = False, "submission"

    @property
    def mode_name(self) -> str:
        """How it came."""
        return MODES[self.mode]
