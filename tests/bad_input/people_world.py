"""A deputy, a delegation and invitations for the world."""

from typing import Any

from portal.accounts.models import SignInSession, User
from portal.accounts.rules import SYSTEM
from portal.clock import now, today
from portal.people.actions import delegate, invite
from portal.units.models import Unit
from tests import factories


def fill_people(ids: dict[str, Any], unit: Unit) -> None:
    """A deputy, a delegation that is over soon, an invitation, a code that can be used."""
    own = User.get(User.username == "unit_editor")
    ids["other_session"] = SignInSession.create(
        token_hash="-", user=own, started_at=now(), last_seen_at=now()
    ).id
    ids["deputy_id"] = factories.user("unit_editor", unit).id
    deputy, day = factories.user("unit_editor", unit), today()
    ids["delegation_id"] = delegate(SYSTEM, unit, deputy, "1/GUQ", day, day, day).id
    ids["invitation_id"] = invite(SYSTEM, unit, "Lò Thị Mời", "Công chức", ["unit_viewer"])[0].id
    ids["activation_code"] = invite(SYSTEM, unit, "Lò Văn Mời", "Công chức", ["unit_viewer"])[1]
