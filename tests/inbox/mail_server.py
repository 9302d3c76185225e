"""A mail server that tests hold in their hands, and an item for it to carry."""

from email import message_from_bytes, policy

from portal.clock import now
from portal.inbox.actions import tell
from portal.inbox.copying import send_copies
from portal.inbox.rules import Notice
from tests import factories


class Box:
    """What the mail server took; ``refuse`` is its answer to a recipient, if not taken."""

    def __init__(self):
        self.taken, self.refuse, self.kept_until = [], "", ""

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.refuse:
            return self.refuse
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.kept_until:
            return self.kept_until
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


def told(person, key="a", title="Còn 5 ngày", target=7):
    """Tell ``person`` of something in the portal."""
    sender = factories.actor("office_editor")
    tell(sender, [person], Notice("reminder", key, title, "Nộp sớm.", "unit_duty", target), now())


def run(app, at=None):
    """Send what is due; what the run said."""
    return list(send_copies(app, at or now()))
