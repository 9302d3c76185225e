"""Letters to the mail server (SMTP), one connection a run; what it did not take is tried later.

A letter is claimed before it is sent, so two runs at once do not send it twice; a process that
dies between sending and noting it sends that one letter again, under the same Message-ID.
"""

import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from portal.db import write
from portal.inbox import queries
from portal.inbox.models import Letter, LetterTry
from portal.inbox.rules import is_final, next_try

_SECONDS = 20
#: How long a claimed letter is left alone; longer than one run can take with it.
_CLAIM = timedelta(minutes=15)


@dataclass(frozen=True)
class MailServer:
    """Where letters are handed in. ``security``: starttls, tls or none."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""
    security: str = "starttls"


@dataclass(frozen=True)
class Run:
    """What one run did: letters taken by the server, to be tried later, given up."""

    sent: int = 0
    later: int = 0
    failed: int = 0


def server_of(config: Mapping[str, Any]) -> MailServer | None:
    """The mail server of the settings; None where none is set, so nothing is e-mailed."""
    if not config["MAIL_SERVER"]:
        return None
    host, _, port = config["MAIL_SERVER"].rpartition(":")
    if not port.isdigit():
        host, port = config["MAIL_SERVER"], "465" if config["MAIL_SECURITY"] == "tls" else "587"
    return MailServer(
        host.strip("[]"),
        int(port),
        config["MAIL_FROM"] or config["MAIL_USER"] or f"cong-cchc@{host}",
        config["MAIL_USER"],
        config["MAIL_PASSWORD"],
        config["MAIL_SECURITY"],
    )


def send_due(server: MailServer, now: datetime) -> Run:
    """Hand in every letter whose time has come."""
    numbers = queries.waiting(now)
    if not numbers:
        return Run()
    done = {"sent": 0, "later": 0, "failed": 0}
    with _connection(server) as (smtp, trouble):
        for number in numbers:
            letter = _claim(number, now)
            if letter is not None:
                done[_deliver(smtp, trouble, server, letter, now)] += 1
    return Run(**done)


@contextmanager
def _connection(server: MailServer) -> Iterator[tuple[smtplib.SMTP | None, str]]:
    """(connection, "") or (None, why there is none)."""
    try:
        smtp = _connect(server)
    except (OSError, smtplib.SMTPException) as error:
        yield None, _words(error)
        return
    try:
        yield smtp, ""
    finally:
        smtp.close()


def _connect(server: MailServer) -> smtplib.SMTP:
    if server.security == "tls":
        context = ssl.create_default_context()
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=_SECONDS, context=context
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
    try:
        if server.security == "starttls":
            smtp.starttls(context=ssl.create_default_context())
        if server.user:
            smtp.login(server.user, server.password)
    except (OSError, smtplib.SMTPException):
        smtp.close()
        raise
    return smtp


def _claim(number: int, now: datetime) -> Letter | None:
    """The letter, taken for this run; None when another run has it."""
    with write(chained=False):
        taken = Letter.update(tries=Letter.tries + 1, next_at=now + _CLAIM).where(
            Letter.id == number, Letter.state == "waiting", Letter.next_at <= now
        )
        return Letter.get_by_id(number) if taken.execute() else None


def _deliver(
    smtp: smtplib.SMTP | None, trouble: str, server: MailServer, letter: Letter, now: datetime
) -> str:
    """Hand one letter in and note how it went: sent, later or failed."""
    final = False
    if smtp is not None:
        try:
            smtp.send_message(message_of(letter, server.sender))
        except smtplib.SMTPRecipientsRefused as error:
            code, answer = next(iter(error.recipients.values()))
            final, trouble = is_final(code), f"{code} {answer.decode(errors='replace')}"
            _reset(smtp)
        except smtplib.SMTPResponseException as error:
            trouble = _words(error)
            _reset(smtp)
        except (OSError, smtplib.SMTPException) as error:
            trouble = _words(error)
        else:
            _note(letter, now, "", {"state": "sent", "sent_at": now})
            return "sent"
    again = None if final else next_try(letter.tries, now)
    if again is None:
        _note(letter, now, trouble, {"state": "failed"})
        return "failed"
    _note(letter, now, trouble, {"next_at": again})
    return "later"


def _note(letter: Letter, now: datetime, trouble: str, columns: dict[str, Any]) -> None:
    with write(chained=False):
        Letter.update(**columns).where(Letter.id == letter.id).execute()
        LetterTry.create(letter=letter, at=now, taken=not trouble, answer=trouble[:500])


def _reset(smtp: smtplib.SMTP) -> None:
    """Make the connection ready for the next letter; a dead one fails there, and says so."""
    try:
        smtp.rset()
    except (OSError, smtplib.SMTPException):
        smtp.close()


def message_of(letter: Letter, sender: str) -> EmailMessage:
    """The letter as a message; its Message-ID is the same each time it is sent."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = letter.address
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.created_at)
    message["Message-ID"] = (
        f"<hop-tin-{letter.id}.{letter.created_at:%Y%m%d%H%M%S}@{_host(sender)}>"
    )
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body)
    return message


def _host(sender: str) -> str:
    return sender.rpartition("@")[2].strip(">") or "localhost"


def _words(error: Exception) -> str:
    """What went wrong, as the mail server or the machine put it; never the password."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
        return f"{error.smtp_code} {text}"
    return f"{type(error).__name__}: {error}"
