"""The reports a unit owes for a visit: asked of the reports feature, which stands above.

The imports stand in the functions because reports import visits, not the other way round.
"""

from portal.accounts.rules import Actor
from portal.inspections.models import Visit


def create_duties(actor: Actor, visit: Visit) -> None:
    """The reports due before the visit; none while it is unannounced and not released."""
    from portal.reports.duties.visits import create_visit_duties

    create_visit_duties(actor, visit)


def await_reports(actor: Actor, visit: Visit) -> None:
    """The notice of a visit went out: it stands, whatever the list of its plan has become."""
    from portal.reports.duties.replanned_visits import await_again

    await_again(actor, visit)


def move_duties(actor: Actor, visit: Visit, reason: str) -> None:
    """Count the deadlines of open reports anew; those of a cancelled visit are waived."""
    from portal.reports.duties.visits import move_visit_duties

    move_visit_duties(actor, visit, reason)


def follow_findings(actor: Actor, visit: Visit) -> None:
    """The report on what is put right: due once the conclusion is issued, done with the findings.

    Nothing while the visit is unannounced and not released.
    """
    from portal.reports.duties.remediation import follow_conclusion

    follow_conclusion(actor, visit)
