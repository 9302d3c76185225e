"""A machine of a test's own: a data folder, a database, the ``portal`` command on them."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from portal import create_app, db
from portal.backup import tables
from portal.config import ROOT


class Machine:
    """A data folder with its database, and the ``portal`` command on it."""

    def __init__(self, data: Path, url: str) -> None:
        self.data = data
        self.url = url

    def portal(self, *words: str, status: int = 0) -> str:
        """Run ``portal …``; what it printed."""
        result = subprocess.run(
            [sys.executable, "-m", "portal", *words], cwd=ROOT, check=False, text=True,
            capture_output=True,
            env={**os.environ, "PORTAL_DATA": str(self.data), "PORTAL_DATABASE": self.url},
        )  # fmt: skip
        assert result.returncode == status, result.stderr
        return result.stdout + result.stderr

    def app(self) -> Any:
        """The portal on this machine, in this process."""
        return create_app({"DATA": str(self.data), "DATABASE": self.url}, addresses=False)

    def rows(self) -> dict[str, list[str]]:
        """Every row of every table."""
        with db.connection(self.app()):
            return {table: list(tables.lines(table)) for table in tables.names()}
