"""What becomes public of the portal itself: its identity and its editorial pages."""

from dataclasses import dataclass
from typing import ClassVar

from portal.publishing.payload import Payload


@dataclass(frozen=True)
class ProvincePayload(Payload):
    """The identity of the portal; slug ``province``."""

    kind: ClassVar[str] = "province"

    code: str
    name: str
    portal_title: str
    short_title: str
    authority: str
    office_name: str
    place: str
    year: int
    theme: str
    contact: str
    demo: bool

    def headline(self) -> str:
        return self.portal_title


@dataclass(frozen=True)
class PagePayload(Payload):
    """An editorial page (giới thiệu, hướng dẫn …); ``body_html`` is made from Markdown."""

    kind: ClassVar[str] = "page"

    title: str
    summary: str
    order: int
    body_html: str

    def headline(self) -> str:
        return self.title
