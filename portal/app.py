"""The application factory; reads top to bottom."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from portal import config as settings
from portal import db, features
from portal.publishing import identity
from portal.site.around import public_frame
from portal.web import errors, rendering, security, typed


def create_app(
    config: Mapping[str, Any] | None = None, public_only: bool = False, addresses: bool = True
) -> Flask:
    """The portal. ``public_only`` serves publications alone and holds no feature's tables.

    Without ``addresses`` nothing is served: a command that only reads or writes tables starts in
    a third of the time.
    """
    app = Flask(
        "portal",
        template_folder=str(settings.ROOT / "templates"),
        static_folder=str(settings.ROOT / "static"),
    )
    settings.load(app, config)
    app.config["PUBLIC_ONLY"] = public_only
    if proxies := app.config["PROXIES"]:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies
        )
    db.init_app(app, public_only)
    rendering.init_app(app)
    typed.init_app(app)
    rendering.add_shell(app, lambda: {"province": identity.province()})
    rendering.add_shell(app, public_frame)
    security.init_app(app)
    errors.init_app(app)
    if not public_only:
        features.load("portal.accounts.access").init_app(app)
    if addresses:
        features.register(app, public_only)
    return app
