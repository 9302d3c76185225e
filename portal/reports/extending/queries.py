"""Named reads of extension requests."""

from peewee import JOIN

from portal.inspections.models import Visit
from portal.plans.models import Plan
from portal.reports.extending.models import ExtensionRequest
from portal.reports.models import Duty
from portal.units.models import Unit


def requests_of(duty: Duty) -> list[ExtensionRequest]:
    """Everything that was asked for one report, newest first."""
    return list(
        ExtensionRequest.select()
        .where(ExtensionRequest.duty == duty)
        .order_by(ExtensionRequest.id.desc())
    )


def open_request(duty: Duty) -> ExtensionRequest | None:
    """The request that waits for an answer, if any."""
    return (
        ExtensionRequest.select()
        .where(ExtensionRequest.duty == duty, ExtensionRequest.state == "asked")
        .order_by(ExtensionRequest.id.desc())
        .first()
    )


def waiting() -> list[ExtensionRequest]:
    """The requests that wait for an answer, the nearest deadline first, with their units."""
    return list(
        ExtensionRequest.select(ExtensionRequest, Duty, Unit, Plan, Visit)
        .join(Duty)
        .join_from(Duty, Unit)
        .join_from(Duty, Plan)
        .join_from(Duty, Visit, JOIN.LEFT_OUTER)
        .where(ExtensionRequest.state == "asked", Duty.state.in_(("open", "returned")))
        .order_by(Duty.due_on, ExtensionRequest.id)
    )
