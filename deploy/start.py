"""What ``make run`` does once everything is installed: database, sample province, serve."""

import os
import sys
from pathlib import Path

import click

from portal.cli import main as portal

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Prepare the data folder at its first use, print the accounts, serve."""
    province = sys.argv[1]
    data = Path(os.environ["PORTAL_DATA"])
    data.mkdir(parents=True, exist_ok=True)
    loaded = data / f".loaded-{province}"
    try:
        # In this one process: starting Python thrice would be most of the waiting.
        portal(["init"], standalone_mode=False)
        if not loaded.exists():
            folder = ROOT / "content" / "provinces" / province
            portal(["load", str(folder)], standalone_mode=False)
            loaded.touch()
        if os.environ.get("PORTAL_DEMO") == "1":
            portal(["demo"], standalone_mode=False)
        portal(["run"], standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
