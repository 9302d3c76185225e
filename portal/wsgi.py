"""What a WSGI server loads: ``portal.wsgi:app`` (everything) or ``portal.wsgi:public``."""

from flask import Flask

from portal.app import create_app


def __getattr__(name: str) -> Flask:
    if name == "app":
        return create_app()
    if name == "public":
        return create_app(public_only=True)
    raise AttributeError(name)
