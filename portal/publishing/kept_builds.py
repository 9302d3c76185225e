"""The builds of the frozen site that are kept, as the office reads them: from the report and the
manifest of each, and from the audit log for those that were refused."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_public_key,
)

from portal.accounts.models import AuditEntry
from portal.accounts.queries import history_of
from portal.publishing.requests import SiteUpdate
from portal.site.freezing.builds import Builds
from portal.site.freezing.chain import Head
from portal.site.freezing.report import Report
from portal.site.freezing.signing import public_pem

#: The action under which a refused freeze stands in the audit log, as ``site_job`` writes it.
REFUSED = "refuse-build"
_REFUSALS = 20


@dataclass(frozen=True)
class KeptBuild:
    """One kept build: its report, its place in the chain (None in a build from before there were
    manifests with a number), and whether readers see it."""

    report: Report
    head: Head | None
    shown: bool


def kept_builds(data: Path) -> list[KeptBuild]:
    """Every kept build of the portal, newest first; one that is cleared away meanwhile is left
    out."""
    builds = Builds.in_data(data)
    shown = builds.shown()
    found = []
    for number in reversed(builds.numbers()):
        try:
            found.append(_read(builds, number, bool(shown and shown.number == number)))
        except FileNotFoundError:
            continue
    return found


def kept_build(data: Path, number: int) -> KeptBuild | None:
    """One kept build; None when there is none of that number."""
    return next((one for one in kept_builds(data) if one.report.number == number), None)


def key_fingerprint(data: Path) -> str:
    """The sha256 of the public key in DER form, as
    ``openssl pkey -pubin -in FILE -outform DER | sha256sum`` gives it."""
    key = load_pem_public_key(public_pem(data).encode())
    return hashlib.sha256(
        key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    ).hexdigest()


def refusals() -> list[AuditEntry]:
    """Freezes that were refused or failed while the timer ran, newest first: when and why."""
    update = SiteUpdate.select(SiteUpdate.id).first()
    entries = history_of("site_update", update.id) if update else []
    return [one for one in reversed(entries) if one.action == REFUSED][:_REFUSALS]


def _read(builds: Builds, number: int, shown: bool) -> KeptBuild:
    build = builds.build(number)
    sha256 = build.manifest_sha256
    head = Head(number, sha256) if re.fullmatch("[0-9a-f]{64}", sha256) else None
    return KeptBuild(Report.read(build.folder), head, shown)
