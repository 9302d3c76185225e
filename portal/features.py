"""THE list: what the portal is made of, one entry per feature.

Import strings, so that a public-only process never loads a module it must not hold.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from flask import Flask


@dataclass(frozen=True)
class Feature:
    """A package of the portal: its tables, blueprints per audience, commands, start panels.

    ``published`` names a function (actor, publication) that runs when something was
    approved and published, in the same transaction. ``holdings`` names a function (unit, day)
    -> Panel: what stands open with a unit, asked before the unit ends. ``lookups`` names a
    function (publication, payload or None) that keeps what readers look up by, in the
    transaction in which a publication becomes current or is erased. ``lint`` names a function
    (proposal) -> (findings, addresses): what a check before publishing finds in working data.
    ``calendar`` names a module that says what a change of the working days moves
    (``deadlines.calendar_effects``).
    """

    name: str
    models: str = ""
    public: tuple[str, ...] = ()
    workspace: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    start: str = ""
    published: str = ""
    holdings: str = ""
    lookups: str = ""
    lint: str = ""
    calendar: str = ""


FEATURES = (
    Feature("publishing", "portal.publishing.models"),
    Feature(
        "site",
        "portal.site.search.table",
        public=("portal.site.live:blueprint",),
        commands=(
            "portal.site.commands",
            "portal.site.deploying.commands",
            "portal.site.search.commands",
        ),
        lookups="portal.site.search.filling:fill",
    ),
    Feature(
        "accounts",
        "portal.accounts.models",
        workspace=(
            "portal.accounts.sign_in:blueprint",
            "portal.accounts.start:blueprint",
            "portal.accounts.admin:blueprint",
            "portal.accounts.audit_log:blueprint",
            "portal.accounts.second_step:blueprint",
            "portal.accounts.own_sessions:blueprint",
        ),
        commands=("portal.accounts.commands",),
        holdings="portal.accounts.holdings:held_by",
    ),
    Feature(
        "units",
        "portal.units.models",
        workspace=("portal.units.office:blueprint",),
        commands=("portal.units.commands",),
    ),
    Feature(
        "deadlines",
        "portal.deadlines.models",
        workspace=("portal.deadlines.office_calendar:blueprint",),
    ),
    Feature("documents", "portal.documents.models"),
    Feature(
        "requests",
        "portal.publishing.requests",
        workspace=(
            "portal.publishing.office:blueprint",
            "portal.publishing.admin:blueprint",
            "portal.publishing.office_builds:blueprint",
        ),
        start="portal.publishing.start:panels",
    ),
    Feature(
        "lint",
        "portal.publishing.lint_models",
        workspace=("portal.publishing.lint_office:blueprint",),
    ),
    Feature("legal", "portal.legal.models", workspace=("portal.legal.office:blueprint",)),
    Feature(
        "plans",
        "portal.plans.models",
        workspace=("portal.plans.office:blueprint",),
        start="portal.plans.start:panels",
        calendar="portal.plans.calendar_effects",
        lint="portal.plans.lint:look",
    ),
    Feature(
        "draws",
        "portal.plans.drawing.models",
        workspace=("portal.plans.drawing.office:blueprint",),
    ),
    Feature(
        "coverage",
        "portal.plans.coverage.models",
        workspace=(
            "portal.plans.coverage.office:blueprint",
            "portal.plans.coverage.office_years:blueprint",
        ),
        start="portal.plans.coverage.start:panels",
    ),
    Feature(
        "cloning",
        "portal.plans.cloning.models",
        workspace=("portal.plans.cloning.office:blueprint",),
    ),
    Feature(
        "inspections",
        "portal.inspections.models",
        workspace=(
            "portal.inspections.office:blueprint",
            "portal.inspections.team:blueprint",
            "portal.inspections.unit:blueprint",
        ),
        start="portal.inspections.start:panels",
        published="portal.inspections.address_actions:after_publication",
        holdings="portal.inspections.holdings:held_by",
        calendar="portal.inspections.calendar_effects",
        lint="portal.inspections.lint:look",
    ),
    Feature(
        "reports",
        "portal.reports.models",
        workspace=(
            "portal.reports.public:blueprint",
            "portal.reports.unit:blueprint",
            "portal.reports.office:blueprint",
            "portal.reports.team:blueprint",
        ),
        start="portal.reports.start:panels",
        published="portal.reports.duties.following:after_publication",
        holdings="portal.reports.duties.holdings:held_by",
        calendar="portal.reports.duties.calendar_effects",
    ),
    Feature(
        "inbox",
        "portal.inbox.models",
        workspace=("portal.inbox.own:blueprint", "portal.inbox.office:blueprint"),
        start="portal.inbox.start:panels",
    ),
    Feature(
        "extensions",
        "portal.reports.extending.models",
        start="portal.reports.extending.start:panels",
    ),
    Feature("timeliness", start="portal.reports.timeliness.start:panels"),
    Feature("confirmations", "portal.reports.confirming.models"),
    Feature(
        "sharing", "portal.reports.sharing.models", start="portal.reports.sharing.start:panels"
    ),
    Feature("reminders", "portal.reports.reminding.models"),
    Feature(
        "review",
        "portal.reports.review.models",
        workspace=("portal.reports.parents.unit:blueprint",),
        start="portal.reports.reading.start:panels",
    ),
    Feature(
        "form_making",
        "portal.reports.form_making.models",
        workspace=("portal.reports.form_making.office:blueprint",),
    ),
    Feature("form_choosing", "portal.reports.form_choosing.models"),
    Feature(
        "totals",
        "portal.reports.totals.models",
        workspace=("portal.reports.totals.office:blueprint",),
    ),
    Feature("report_attachments", "portal.reports.attached_models"),
    Feature(
        "people",
        "portal.people.models",
        workspace=(
            "portal.people.activation:blueprint",
            "portal.people.unit:blueprint",
            "portal.people.unit:one",
            "portal.people.office:blueprint",
            "portal.people.former:blueprint",
        ),
        start="portal.people.start:panels",
    ),
    Feature(
        "feedback",
        "portal.feedback.models",
        workspace=("portal.feedback.public:blueprint", "portal.feedback.office:blueprint"),
        start="portal.feedback.start:panels",
    ),
    Feature("backup", commands=("portal.backup.commands",)),
)


def load(path: str) -> Any:
    """The object behind ``package.module:name`` (or the module behind ``package.module``)."""
    module, _, name = path.partition(":")
    loaded = import_module(module)
    return getattr(loaded, name) if name else loaded


def register(app: Flask, public_only: bool) -> None:
    """Give ``app`` the blueprints of its audience; public ones are open to anyone."""
    app.extensions["public_blueprints"] = set()
    for feature in FEATURES:
        for path in feature.public:
            blueprint = load(path)
            app.register_blueprint(blueprint)
            app.extensions["public_blueprints"].add(blueprint.name)
    if public_only:
        return
    for feature in FEATURES:
        for path in feature.workspace:
            app.register_blueprint(load(path))


def models() -> list[type]:
    """Every table of the portal, in the order of the features."""
    from portal.db import BaseModel

    found: list[type] = []
    for feature in FEATURES:
        if feature.models:
            module = load(feature.models)
            found += [
                item
                for item in vars(module).values()
                if isinstance(item, type)
                and issubclass(item, BaseModel)
                and item.__module__ == module.__name__
            ]
    return found
