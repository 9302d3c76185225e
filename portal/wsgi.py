"""What a WSGI server loads: ``portal.wsgi:app`` (everything) or ``portal.wsgi:public``."""

from flask import Flask

from portal.app import create_app
from portal.db import hold_open


def __getattr__(name: str) -> Flask:
    if name == "app":
        app = create_app()
        # at the first request: a connection does not survive gunicorn's fork
        app.before_request(lambda: hold_open(app))
        return app
    if name == "public":
        return create_app(public_only=True)
    raise AttributeError(name)
