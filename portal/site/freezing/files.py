"""The files of a build as they are made: written, checked and compressed at once.

What equals a file of the last build is only noted; ``assembling`` takes it over. A file is
created, never opened for writing: a linked one belongs to the live site too.
"""

import hashlib
import os
import shutil
import time
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from portal.site.freezing import checks
from portal.site.freezing.build import Build
from portal.site.freezing.compression import RECIPE, SMALLEST, compressed, forms_of, is_text
from portal.site.freezing.growing import Growing, Places
from portal.site.parts import Segment


@dataclass
class Made:
    """What a share of the work gave, as one process tells the other.

    ``entries``: sha256 and size of every file, compressed forms included. ``notes``: what each
    page depends on. ``parts``: where the parts of long files stand. ``seconds`` of the work by
    name, added up over ``shares`` processes at once.
    """

    entries: dict[str, tuple[str, int]] = field(default_factory=dict)
    notes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    parts: dict[str, Places] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    shares: int = 0

    def add(self, other: "Made") -> None:
        """Take over what another share gave."""
        self.entries |= other.entries
        self.notes |= other.notes
        self.parts |= other.parts
        self.problems += other.problems
        self.shares += 1
        for name, seconds in other.seconds.items():
            self.seconds[name] = self.seconds.get(name, 0.0) + seconds


class Files:
    """Puts new files below ``site``; what equals a file of the ``last`` build is kept."""

    def __init__(self, site: Path, last: Build | None, rules: checks.Rules) -> None:
        self.site, self.last, self.rules = str(site), last, rules
        self.made = Made()
        self._packed_alike = last is not None and last.told("recipe") == RECIPE
        self._folders = {self.site}

    def put(self, name: str, content: bytes, seen: set[str] | None = None) -> None:
        """A file of these bytes, with its compressed forms; ``seen``: see ``checks``."""
        sha256 = hashlib.sha256(content).hexdigest()
        if self._is_last(name, sha256):
            self.keep(name)
            return
        self._create(name, content, sha256)
        self._finish(name, content, seen)

    def take(self, name: str) -> None:
        """A file that stands in its place already, as ``put`` would have put it there."""
        content = Path(self._path(name)).read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        if self._is_last(name, sha256):
            os.unlink(self._path(name))
            self.keep(name)
            return
        self._note(name, sha256, len(content))
        self._finish(name, content)

    def _finish(self, name: str, content: bytes, seen: set[str] | None = None) -> None:
        with self._timed("checks"):
            self.made.problems += checks.problems_in(name, content, self.rules, seen)
        with self._timed("compression"):
            for more, packed in compressed(name, content):
                self._create(more, packed, hashlib.sha256(packed).hexdigest())

    def put_segments(self, texts: Mapping[str, Iterable[Segment]]) -> None:
        """Long texts by name, in segments: never in memory at once.

        They grow side by side: what a segment of one was made of is at hand for the next.
        """
        with ExitStack() as stack:
            growing = []
            for name in texts:
                self._folder_of(name)
                files = {
                    form: stack.enter_context(open(self._path(name + form), "xb"))
                    for form in forms_of(name)
                }
                growing.append(Growing(files, self._timed("compression")))
            for segments in zip_longest(*texts.values(), fillvalue=Segment("", b"")):
                for name, one, segment in zip(texts, growing, segments, strict=True):
                    one.add(segment)
                    self.made.problems += checks.strings_in(name, segment.content, self.rules)
            told = [one.end() for one in growing]
        for name, one, forms in zip(texts, growing, told, strict=True):
            self.made.parts[name] = one.places
            self._take_grown(name, forms)

    def _take_grown(self, name: str, told: dict[str, tuple[str, int]]) -> None:
        size = told[""][1]
        forms = {form: one for form, one in told.items() if not form or size >= SMALLEST}
        before = self.last.entries if self.last and self._packed_alike else {}
        # the same text may come in other segments, which are packed otherwise
        same = all(before.get(name + form) == one for form, one in forms.items())
        for form in told:
            if same or form not in forms:
                os.unlink(self._path(name + form))
            else:
                self.made.entries[name + form] = told[form]
        if same:
            self.keep(name)

    def copy(self, name: str, source: Path) -> None:
        """A copy of a file that lies elsewhere; texts are compressed and checked."""
        if is_text(name):
            self.put(name, source.read_bytes())
            return
        with source.open("rb") as given:
            sha256 = hashlib.file_digest(given, "sha256").hexdigest()
            if self._is_last(name, sha256):
                self.keep(name)
                return
            given.seek(0)
            self._folder_of(name)
            with open(self._path(name), "xb") as made:
                shutil.copyfileobj(given, made)
        self._note(name, sha256, source.stat().st_size)

    def keep(self, name: str) -> None:
        """A file and its compressed forms are those of the last build."""
        assert self.last is not None
        for one in (name + form for form in forms_of(name)):
            if one in self.last.entries:
                self.made.entries[one] = self.last.entries[one]

    def _is_last(self, name: str, sha256: str) -> bool:
        if self.last is None or not self._packed_alike:
            return False
        return self.last.entries.get(name, ("",))[0] == sha256

    def _create(self, name: str, content: bytes, sha256: str) -> None:
        self._folder_of(name)
        descriptor = os.open(self._path(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        try:
            left = memoryview(content)
            while left:
                left = left[os.write(descriptor, left) :]
        finally:
            os.close(descriptor)
        self._note(name, sha256, len(content))

    def _note(self, name: str, sha256: str, size: int) -> None:
        self.made.entries[name] = (sha256, size)

    def _path(self, name: str) -> str:
        return f"{self.site}/{name}"

    def _folder_of(self, name: str) -> None:
        folder = f"{self.site}/{name}".rpartition("/")[0]
        if folder not in self._folders:
            try:
                os.mkdir(folder)
            except (FileExistsError, FileNotFoundError):
                os.makedirs(folder, exist_ok=True)
            self._folders.add(folder)

    def _timed(self, name: str) -> "_Timed":
        return _Timed(self.made.seconds, name)


class _Timed:
    """Adds the time between its start and its end to ``seconds``."""

    __slots__ = ("_name", "_seconds", "_started")

    def __init__(self, seconds: dict[str, float], name: str) -> None:
        self._seconds, self._name = seconds, name

    def __enter__(self) -> None:
        self._started = time.monotonic()

    def __exit__(self, *_error: object) -> None:
        spent = time.monotonic() - self._started
        self._seconds[self._name] = self._seconds.get(self._name, 0.0) + spent
