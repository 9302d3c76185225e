"""Small payloads for tests of the gate."""

import json
from dataclasses import dataclass, field
from typing import Any, ClassVar

from flask import Flask

from portal.publishing.payload import Payload, PublicFile, Ref
from portal.site.freezing.build import Build
from portal.site.freezing.builds import Builds


@dataclass(frozen=True)
class Note(Payload):
    """A payload with a title, a unit and files."""

    kind: ClassVar[str] = "note"

    title: str
    text: str = "Đề cương kiểm tra"
    unit: str = "so-noi-vu"
    attached: tuple[PublicFile, ...] = field(default_factory=tuple)

    def headline(self) -> str:
        return self.title

    def refs(self) -> list[Ref]:
        return [Ref("note", self.unit)]


def kept_build(app: Flask, **report: Any) -> Build:
    """A build that is shown, with a report of its own and an empty site: no page is rendered."""
    builds = Builds.in_data(app.config["DATA"])
    told = {
        "frozen_at": "2026-11-21T01:00:00+00:00", "as_of": "2026-11-21", "added": [],
        "changed": [], "removed": [], "files": 1, "size": 2048, "allowed": "", "seconds": 1.5,
    }  # fmt: skip
    with builds.locked(), builds.unfinished() as folder:
        (folder / "report.json").write_text(json.dumps(told | report), encoding="utf-8")
        kept = {"entries": {}, "pages": {}, "prints": [], "manifest_sha256": "ab" * 32}
        made = builds.finish(folder, kept)
        builds.show(made)
    return made
