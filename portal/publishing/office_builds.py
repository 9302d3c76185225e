"""The builds of the frozen site, as the administration sees them: what each changed, what was
refused, and the code of one on paper, to be put on a decision."""

from typing import Any

from flask import Blueprint, abort, current_app

from portal.accounts.access import allow
from portal.publishing.external_links import ExternalLink, external_links, host_of
from portal.publishing.kept_builds import KeptBuild, kept_build, kept_builds, key_fingerprint
from portal.publishing.kept_builds import refusals as refused_builds
from portal.publishing.start import BUILD_READERS as READERS
from portal.site.freezing.standing import last_failure
from portal.site.paper import in_groups, qr_code
from portal.web.rendering import render

blueprint = Blueprint("builds", __name__, url_prefix="/lam-viec/quan-tri/ban-cong-bo")
#: So many addresses of each kind are named on the page of a build.
_NAMED = 500


@blueprint.get("/")
@allow(*READERS)
def builds() -> Any:
    """The kept builds, the last failure and what was refused."""
    data = current_app.config["DATA"]
    return render(
        "workspace/publishing/builds.html",
        builds=kept_builds(data),
        kept=current_app.config["BUILDS_KEPT"],
        failure=last_failure(data),
        refusals=refused_builds(),
        links=_links(),
    )


@blueprint.get("/lien-ket-ngoai/")
@allow(*READERS)
def links() -> Any:
    """Every link to another site in what readers see now."""
    return render("workspace/publishing/external_links.html", links=_links())


@blueprint.get("/<int:build_number>/")
@allow(*READERS)
def build(build_number: int) -> Any:
    """One build: which pages and files appeared, changed, vanished."""
    found = _found(build_number)
    return render(
        "workspace/publishing/build.html",
        build=found,
        lists=[
            (title, _addresses(names[:_NAMED]), len(names))
            for title, names in (
                ("Mới xuất hiện", found.report.added),
                ("Thay đổi", found.report.changed),
                ("Mất đi", found.report.removed),
            )
        ],
    )


@blueprint.get("/<int:build_number>/ma-kiem-chung")
@allow(*READERS)
def head(build_number: int) -> Any:
    """The code of a build on one A4: number, hour, manifest, key, and a QR of the code."""
    found = _found(build_number)
    if found.head is None:
        abort(404)
    fingerprint = key_fingerprint(current_app.config["DATA"])
    return render(
        "workspace/publishing/build_head.html",
        build=found,
        fingerprint=in_groups(fingerprint),
        code=qr_code(f"{found.head.number}:{found.head.sha256}"),
    )


def _links() -> list[ExternalLink]:
    config = current_app.config
    own = [host_of(config[name]) for name in ("PUBLIC_URL", "LIVE_URL")]
    return external_links([*config["KNOWN_SITES"].split(","), *own])


def _addresses(names: tuple[str, ...]) -> list[str]:
    """Files of a build as the addresses that readers open."""
    return ["/" + name.removesuffix("index.html") for name in names]


def _found(number: int) -> KeptBuild:
    return kept_build(current_app.config["DATA"], number) or abort(404)
