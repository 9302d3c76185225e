"""Digital signatures (chữ ký số) of a PDF: who signed, when, and whether that can be relied on.

A signature is trusted when its certificate leads to one of the root certificates (.pem, .crt,
.cer) in the folder ``chung-thu-so`` of the data folder. Nothing is asked over the network:
whether it was revoked is known only where the file itself says so (``pdf_revocation``).
"""

import logging
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from portal.documents.pdf_revocation import Revocation, revocation_of
from portal.documents.process_apart import made_apart

#: Folder of the root certificates in the data folder.
ROOTS = "chung-thu-so"
#: Stands in the clear in every signed PDF: readers need it there.
_MARK = b"/ByteRange"
_MOST = 20
#: What a damaged file makes the reader raise besides its own error.
_FAULTS = (ValueError, KeyError, IndexError, TypeError, AttributeError, OSError, RecursionError)


@dataclass(frozen=True)
class PdfSignature:
    """A signature. ``state``: valid, untrusted (not altered, but by whom is not known for sure),
    revoked (not altered; nothing proves that it was signed before the revocation), altered,
    unreadable. ``at`` is ISO; ``stamped``: it comes from a trusted time stamp, not from the
    signer's own clock. ``revocation`` and ``revocation_at`` as ``Revocation`` has them."""

    state: str
    signer: str = ""
    organisation: str = ""
    issuer: str = ""
    at: str = ""
    stamped: bool = False
    revocation: str = "unknown"
    revocation_at: str = ""

    @property
    def moment(self) -> datetime | None:
        """When it was signed."""
        return datetime.fromisoformat(self.at) if self.at else None

    @property
    def revocation_moment(self) -> datetime | None:
        """When the certificate was revoked; of one that was not, of when that is known."""
        return datetime.fromisoformat(self.revocation_at) if self.revocation_at else None

    @property
    def after_revocation(self) -> bool:
        """Whether it may have been signed after its certificate was revoked: only a time stamp
        proves that it was not."""
        if self.revocation != "revoked" or not self.revocation_moment:
            return False
        return not (self.stamped and self.moment and self.moment < self.revocation_moment)


def signatures_of(path: Path, data: Path) -> list[PdfSignature]:
    """The signatures of a PDF, in their order; none for a file that has none."""
    if _MARK not in path.read_bytes():
        return []
    found = made_apart(lambda: [asdict(one) for one in _read(path, data / ROOTS)])
    if found is None:
        return [PdfSignature("unreadable")]
    return [PdfSignature(**one) for one in found]


def _read(path: Path, roots: Path) -> list[PdfSignature]:
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    logging.disable(logging.CRITICAL)  # of this process; its faults are told as states
    with path.open("rb") as file:
        try:
            embedded = PdfFileReader(file, strict=False).embedded_regular_signatures
            trusted = _certificates(roots)
            return [_signature(one, trusted) for one in embedded[:_MOST]]
        except (PdfError, *_FAULTS):
            return [PdfSignature("unreadable")]


def _certificates(roots: Path) -> list[Any]:
    from pyhanko.keys import load_certs_from_pemder

    names = [path for path in sorted(roots.glob("*")) if path.suffix in (".pem", ".crt", ".cer")]
    return list(load_certs_from_pemder(map(str, names)))


def _signature(embedded: Any, trusted: list[Any]) -> PdfSignature:
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.validation import KeyUsageConstraints, validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    names: dict[str, Any] = {}
    try:
        names = _names(embedded)
        at = embedded.self_reported_timestamp
        context = ValidationContext(
            trust_roots=trusted, allow_fetching=False, moment=at, best_signature_time=at
        )
        usage = KeyUsageConstraints(
            key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
        )
        status = validate_pdf_signature(embedded, context, context, key_usage_settings=usage)
    except (PdfError, *_FAULTS):
        return PdfSignature("unreadable", **names)
    stamp = status.timestamp_validity
    stamped = bool(stamp and stamp.intact and stamp.valid and stamp.trusted)
    moment = stamp.timestamp if stamp and stamped else at
    if not (status.intact and status.valid and status.docmdp_ok):
        state = "altered"
    else:
        state = "valid" if status.trusted else "untrusted"
    found = _revocation(embedded, trusted, moment)
    told = moment.isoformat() if moment else ""
    made = PdfSignature(state, **names, at=told, stamped=stamped, revocation=found.state,
                        revocation_at=found.at)  # fmt: skip
    return replace(made, state="revoked") if made.after_revocation and state != "altered" else made


def _revocation(embedded: Any, trusted: list[Any], moment: datetime | None) -> Revocation:
    from pyhanko.pdf_utils.misc import PdfError

    try:
        return revocation_of(embedded, trusted, moment)
    except (PdfError, *_FAULTS):
        return Revocation()  # what cannot be read says nothing


def _names(embedded: Any) -> dict[str, Any]:
    certificate = embedded.signer_cert
    subject, issuer = certificate.subject.native, certificate.issuer.native
    return {
        "signer": _one(subject.get("common_name")),
        "organisation": _one(subject.get("organization_name")),
        "issuer": _one(issuer.get("common_name") or issuer.get("organization_name")),
    }


def _one(name: Any) -> str:
    text = ", ".join(map(str, name)) if isinstance(name, list) else str(name or "")
    return text[:200]
