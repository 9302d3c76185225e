"""The start page of whoever signed in: what each feature says needs doing."""

from flask import Blueprint, current_app
from werkzeug.wrappers import Response

from portal import features
from portal.accounts.access import anyone, current_actor, signed_in
from portal.clock import today
from portal.db import database
from portal.web.panels import in_order
from portal.web.rendering import render

blueprint = Blueprint("start", __name__)


@blueprint.get("/lam-viec/")
@signed_in
def index() -> Response:
    """What needs doing, by feature; what is urgent first, empty lists last."""
    actor = current_actor()
    panels = [
        panel
        for feature in features.FEATURES
        if feature.start
        for panel in features.load(feature.start)(actor, today())
    ]
    return render("workspace/start.html", panels=in_order(panels))


@blueprint.get("/trang-thai")
@anyone
def health() -> tuple[dict[str, str], int]:
    """Whether the portal answers and reaches its database: for proxies and monitors."""
    database.execute_sql("SELECT 1")
    return {"status": "ok", "version": current_app.config.get("VERSION", "")}, 200
