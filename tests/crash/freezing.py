"""One kill while the site is frozen, and what readers and the next freeze find."""

import hashlib
import json
import random
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from portal.site.freezing import manifest
from portal.site.freezing.builds import KEPT, Builds
from portal.site.freezing.signing import public_pem
from tests.crash.commanding import Commands
from tests.crash.faults import Faults, Mode
from tests.crash.killing import Point
from tests.site import inspection_factories, publishing

Tree = dict[str, str]


def tree(folder: Path) -> Tree:
    """Every file below a folder with the sha256 of its bytes."""
    folder = folder.resolve()
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def pages(files: Tree) -> Tree:
    """Without the manifest, which names the build before it."""
    return {name: sha256 for name, sha256 in files.items() if not name.startswith("manifest.json")}


@dataclass
class FreezeCampaign:
    """Kills of ``portal freeze`` in a row, each on a site with something new to show."""

    commands: Commands
    faults: Faults
    database: Any
    data: Path
    chance: random.Random
    hits: int = 0
    kills: int = 0
    usual: float = 0.0
    #: the bytes of every build when it was finished; none may ever change
    builds: dict[int, Tree] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.home = Builds.in_data(self.data)
        self.count = 0

    def publish_something(self) -> None:
        """A new conclusion and a changed page; now and then something is withdrawn."""
        self.database.connect(reuse_if_open=True)
        self.count += 1
        one = inspection_factories.conclusion(title=f"Kết luận số {self.count}")
        publishing.publish(f"2026/ket-luan-{self.count}", one)
        if self.count % 3 == 0:
            gone = f"2026/ket-luan-{self.count - 1}"
            publishing.withdraw("conclusion", gone, "withdrawn", "Đăng nhầm.")
        self.database.close()

    def calibrate(self) -> list[str]:
        """What a freeze does to the disk, and how long it takes."""
        self.publish_something()
        self.freeze()
        self.publish_something()
        self.faults.arm(Mode.COUNT)
        started = time.monotonic()
        self.freeze()
        self.usual = time.monotonic() - started
        self.faults.disarm()
        return self.faults.trace()

    def freeze(self) -> None:
        """A freeze that nothing disturbs, and its build noted."""
        ran = self.commands.run("freeze")
        assert ran.code == 0, ran.text
        shown = self.home.shown()
        assert shown is not None
        self.builds.setdefault(shown.number, tree(shown.site))

    def kill_at(self, point: Point, roll_back: bool = False) -> bool:
        """One kill and all checks; whether it struck while the freeze was running."""
        self.publish_something()
        before = tree(self.home.link)
        struck = self._freeze_and_kill(point)
        self.kills += 1
        self.hits += struck
        found = self.whole()
        old = found == before
        if old and roll_back:
            assert self.commands.run("rollback", "--allow-withdrawn", "Thử").code == 0
            self._roll_forward(before)
        self.freeze()
        after = self.whole()
        assert old or pages(found) == pages(after), "neither the old site nor the new one"
        self.check_leftovers()
        return struck

    def check_full(self, dest: Path) -> None:
        """The site is, byte for byte, what a freeze of everything into an empty place gives."""
        ran = self.commands.run("freeze", str(dest), "--full")
        assert ran.code == 0, ran.text
        assert pages(tree(dest)) == pages(tree(self.home.link))

    def _freeze_and_kill(self, point: Point) -> bool:
        if point.at:
            self.faults.arm(point.mode, point.at, kinds=point.kinds, match=point.match)
            ran = self.commands.run("freeze")
            self.faults.disarm()
            return ran.code == -9
        output = self.commands.start("freeze")
        while not output.exists():
            time.sleep(0.002)
        time.sleep(self.chance.uniform(0, self.usual))
        self.commands.kill(output)
        return self.commands.finish(output).code == -9

    def whole(self) -> Tree:
        """The files that readers are given; they are a whole, signed build."""
        assert list(manifest.verify(self.home.link.resolve(), self._key())) == []
        return tree(self.home.link)

    def _key(self) -> bytes:
        return public_pem(self.data).encode()

    def _roll_forward(self, before: Tree) -> None:
        """A rollback leads to a build that was shown once; then the site of before again."""
        shown = self.home.shown()
        assert shown is not None
        assert shown.number in self.builds, "readers were sent to a build that none had seen"
        assert self.builds[shown.number] == tree(shown.site)
        for number in self.home.numbers():
            if self.builds[number] == before:
                self.home.show(self.home.build(number))

    def check_leftovers(self) -> None:
        """Only whole builds that readers have seen, and none changed since."""
        names = sorted(path.name for path in self.home.home.iterdir())
        numbers = [name for name in names if name.isdigit()]
        assert names == sorted([".khoa", *numbers])
        assert len(numbers) <= KEPT
        assert {int(number) for number in numbers} <= set(self.builds)
        for number in numbers:
            assert tree(self.home.home / number / "site") == self.builds[int(number)], number
        assert not self.home.link.with_name(".site.moi").is_symlink()
        assert json.loads((self.home.link / manifest.NAME).read_text(encoding="utf-8"))["files"]
