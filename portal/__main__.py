"""``python -m portal``: the ``portal`` command."""

import os
import sys

if os.environ.get("PORTAL_DATABASE", "sqlite").startswith("sqlite"):
    # Peewee loads every driver that is installed; a command on SQLite does without 12 MiB of it
    sys.modules["psycopg"] = None  # type: ignore[assignment]

from portal.cli import main

if __name__ == "__main__":
    main(prog_name="portal")
