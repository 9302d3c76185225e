"""Public records that payloads of several features carry."""

from dataclasses import dataclass

from portal.publishing.payload import PublicFile


@dataclass(frozen=True)
class PublicDocument:
    """An issued document: what Nghị định 42/2022 Đ4(1)a asks to be shown of it."""

    kind: str = ""
    kind_name: str = ""
    number: str = ""
    issued_on: str = ""
    issuer: str = ""
    signer: str = ""
    signer_title: str = ""
    sign_capacity: str = ""
    subject: str = ""
    place: str = ""
    legal_bases: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signed_file: PublicFile | None = None


@dataclass(frozen=True)
class PublicDeadline:
    """A deadline as readers see it; ``last_day`` is an ISO date, empty when none is set."""

    code: str
    title: str
    last_day: str
    sentence: str
    provisional: bool = False
