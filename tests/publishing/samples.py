"""Small payloads for tests of the gate."""

from dataclasses import dataclass, field
from typing import ClassVar

from portal.publishing.payload import Payload, PublicFile, Ref


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
