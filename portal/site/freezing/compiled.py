"""Compiled templates, kept in the data folder: compiling takes longer than one changed page."""

from pathlib import Path

import jinja2
from flask import Flask

from portal.site.rendering import build_digest

_FOLDER = ".mau"


def keep_compiled(app: Flask, data: Path) -> None:
    """Let ``app`` take compiled templates from ``data``, those of other releases removed.

    Whoever can write there can write the site itself.
    """
    folder = data / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with app.app_context():
        release = f"{build_digest()[:16]}-{jinja2.__version__}-"
    for one in folder.iterdir():
        if not one.name.startswith(release):
            one.unlink()
    app.jinja_env.bytecode_cache = jinja2.FileSystemBytecodeCache(str(folder), f"{release}%s")
