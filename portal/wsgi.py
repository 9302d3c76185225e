"""What a WSGI server loads: ``portal.wsgi:app`` (everything) or ``portal.wsgi:public``."""

from flask import Flask

from portal.app import create_app
from portal.db import keep_connections


def __getattr__(name: str) -> Flask:
    if name in ("app", "public"):
        return keep_connections(create_app(public_only=name == "public"))
    raise AttributeError(name)
