"""What ``make run`` does once everything is installed: database, sample province, serve."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORTAL = ROOT / ".venv" / "bin" / "portal"


def main() -> int:
    """Prepare the data folder at its first use, print the accounts, serve."""
    province = sys.argv[1]
    data = Path(os.environ["PORTAL_DATA"])
    loaded = data / f".loaded-{province}"
    data.mkdir(parents=True, exist_ok=True)
    steps = [["init"]]
    if not loaded.exists():
        steps.append(["load", str(ROOT / "content" / "provinces" / province)])
    if os.environ.get("PORTAL_DEMO") == "1":
        steps.append(["demo"])
    for step in steps:
        code = subprocess.run([str(PORTAL), *step], check=False).returncode
        if code:
            return code
        if step[0] == "load":
            loaded.touch()
    sys.stdout.flush()
    os.execv(PORTAL, [str(PORTAL), "run"])


if __name__ == "__main__":
    sys.exit(main())
