"""Whether the certificate of a PDF signature was revoked (thu hồi), by what the file itself holds.

Signing tools may keep the answers of the authority (OCSP) and its lists of revoked certificates
(CRL) in the file: in the document security store (PAdES-LT), or within the signature as Adobe
does. They are believed only when the authority signed them and they cover every certificate up to
a trusted root at the time they were made. Nothing is asked over the network.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

_MOST = 200


@dataclass(frozen=True)
class Revocation:
    """``state``: good, revoked, unknown. ``at`` is ISO: when it was revoked; of good, the time
    of which the file's data speak."""

    state: str = "unknown"
    at: str = ""


@dataclass
class _Kept:
    """What a file holds about revocation: OCSP answers, CRLs, certificates to check them by."""

    ocsps: list[Any] = field(default_factory=list)
    crls: list[Any] = field(default_factory=list)
    certificates: list[Any] = field(default_factory=list)


def revocation_of(embedded: Any, trusted: list[Any], at: datetime | None) -> Revocation:
    """Of the signer's certificate and those above it; ``at``: when it was signed, if known."""
    from pyhanko_certvalidator import CertificateValidator, ValidationContext
    from pyhanko_certvalidator.errors import PathError, RevokedError, ValidationError

    kept = _kept(embedded)
    made = _made(kept)
    if not made:
        return Revocation()
    # a revocation between the signature and the newest answer is told as well
    moment = max([*made, *([at] if at else [])])
    context = ValidationContext(
        trust_roots=trusted, other_certs=[*kept.certificates, *trusted], ocsps=kept.ocsps,
        crls=kept.crls, moment=moment, best_signature_time=moment, allow_fetching=False,
        revocation_mode="require",
    )  # fmt: skip
    validator = CertificateValidator(
        embedded.signer_cert, embedded.other_embedded_certs, validation_context=context
    )
    try:
        asyncio.run(validator.async_validate_path())
    except RevokedError as told:
        return Revocation("revoked", told.revocation_dt.isoformat())
    except (PathError, ValidationError):
        return Revocation()
    return Revocation("good", moment.isoformat())


def _kept(embedded: Any) -> _Kept:
    from asn1crypto.crl import CertificateList
    from asn1crypto.ocsp import OCSPResponse
    from pyhanko.sign.general import (
        MultivaluedAttributeError,
        NonexistentAttributeError,
        find_unique_cms_attribute,
    )
    from pyhanko.sign.validation.dss import DocumentSecurityStore
    from pyhanko.sign.validation.errors import NoDSSFoundError

    kept = _Kept()
    try:
        archive = find_unique_cms_attribute(
            embedded.signer_info["signed_attrs"], "adobe_revocation_info_archival"
        )
        kept.ocsps += list(archive["ocsp"] or ())[:_MOST]
        kept.crls += list(archive["crl"] or ())[:_MOST]
    except (NonexistentAttributeError, MultivaluedAttributeError):
        pass  # most signatures carry none
    try:
        store = DocumentSecurityStore.read_dss(embedded.reader)
    except NoDSSFoundError:
        return kept
    kept.ocsps += [OCSPResponse.load(one.get_object().data) for one in store.ocsps[:_MOST]]
    kept.crls += [CertificateList.load(one.get_object().data) for one in store.crls[:_MOST]]
    kept.certificates += list(store.load_certs())[:_MOST]
    return kept


def _made(kept: _Kept) -> list[datetime]:
    """When the authority said what is kept."""
    found = [crl["tbs_cert_list"]["this_update"].native for crl in kept.crls]
    for answer in kept.ocsps:
        if answer["response_status"].native == "successful":
            told = answer["response_bytes"]["response"].parsed["tbs_response_data"]["responses"]
            found += [one["this_update"].native for one in told]
    return found
