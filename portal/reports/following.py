"""What follows for the units when something was published."""

from portal.accounts.rules import Actor
from portal.plans.models import Plan
from portal.publishing.models import Publication
from portal.reports.duties import create_plan_duties


def after_publication(actor: Actor, row: Publication) -> None:
    """A published plan makes its self-inspection reports due; later versions add new units."""
    if row.kind == "plan" and row.state == "published":
        plan = Plan.get_or_none(Plan.slug == row.slug)
        if plan:
            create_plan_duties(actor, plan)
