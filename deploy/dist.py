"""``make dist``: one archive that installs and runs the portal on a machine without internet.

It holds the portal's own wheel and those of all dependencies for this Python and machine, what
the portal reads beside its code (templates, assets as built, content, ``deploy/``) and
``install.sh``. The portal finds these beside its package as ``share`` (``portal.config.ROOT``).
"""

import shutil
import subprocess
import sys
import tarfile
import tempfile
from configparser import ConfigParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ("templates", "static", "content", "deploy", "setup.cfg", "package-lock.json")
DOCUMENTS = ("README.md", "LICENSE", "CHANGELOG.md")

INSTALL = """#!/bin/sh
# install.sh FOLDER: puts the portal into FOLDER (bin/portal in it), without internet.
set -e
here=$(cd "$(dirname "$0")" && pwd)
target=${1:?"Cách dùng: install.sh THƯ-MỤC, ví dụ /opt/portal"}
python3 -c 'import sys; sys.exit(sys.version_info[:2] != (%(major)d, %(minor)d))' || {
  echo "Bản này dành cho Python %(major)d.%(minor)d, đang có: $(python3 --version 2>&1)."
  exit 1; }
python3 -m venv "$target" || { echo "Hãy cài gói python3-venv."; exit 1; }
# all of it anew: over an earlier version pip would leave what is there
"$target/bin/pip" install -q --disable-pip-version-check --no-index --find-links "$here/wheels" \\
  --force-reinstall 'cong-cchc[postgres]'
rm -rf "$target/share.moi"
cp -R "$here/share" "$target/share.moi"
rm -rf "$target/share"
mv "$target/share.moi" "$target/share"
echo "Đã cài vào $target. Tiếp theo: $target/share/deploy/README.md"
"""


def main() -> int:
    """Write dist/cong-cchc-<version>.tar.gz and print its name."""
    settings = ConfigParser()
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    name = f"cong-cchc-{settings['metadata']['version']}"
    (ROOT / "dist").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / name
        _wheels(Path(folder), made / "wheels")
        for one in SHARED:
            _copy(ROOT / one, made / "share" / one)
        for one in DOCUMENTS:
            shutil.copy(ROOT / one, made / one)
        install = made / "install.sh"
        install.write_text(INSTALL % {"major": sys.version_info[0], "minor": sys.version_info[1]})
        install.chmod(0o755)
        archive = ROOT / "dist" / f"{name}.tar.gz"
        with tarfile.open(archive, "w:gz", compresslevel=6) as packed:
            packed.add(made, name)
    print(archive)
    return 0


def _wheels(folder: Path, target: Path) -> None:
    source = folder / "source"
    for one in ("portal", "setup.cfg", "pyproject.toml", *DOCUMENTS):
        _copy(ROOT / one, source / one)
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--disable-pip-version-check"]
    limits = ["-c", str(ROOT / "deploy" / "constraints.txt")]
    subprocess.run([*command, *limits, "-w", str(target), f"{source}[postgres]"], check=True)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", ".vendor-*"))
    else:
        shutil.copy(source, target)


if __name__ == "__main__":
    sys.exit(main())
