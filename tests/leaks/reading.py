"""Reads the live site as strangers do: every address, every method, answers with their headers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask

from portal import db
from portal.clock import today
from portal.publishing.shelf import Shelf
from portal.site.pages import every_address

#: Addresses that lead nowhere, or should.
NOWHERE = (
    "/khong-co/", "/ke-hoach/2024/khong-co/", "/ke-hoach/1999/", "/lich-kiem-tra/2031/12/",
    "/lich-kiem-tra/2031/11/", "/ket-luan/2024/khong-co/", "/don-vi/khong-co/", "/du-lieu/x.csv",
    "/trang/khong-co/", "/trang-thai", "/builds/1/site/index.html", "/site/index.html",
    "/portal.db", "/files/", "/tep/", "/manifest.json", "/keys.json", "/entries.json",
    "/facts.json",
    "/report.json",
    "/static/../portal.db", "/tim-kiem/?q=mat+khau", "/xac-thuc/", "/lam-viec/", "/api/",
    "/tai-khoan/dang-nhap", "/don-vi/%00/",
    "/ke-hoach/2024/ke-hoach-kiem-tra-nam-2024/phien-ban/9/",
)  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """What a stranger was sent."""

    where: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def head(self) -> bytes:
        """The headers as text."""
        return "\n".join(f"{name}: {value}" for name, value in self.headers).encode()


def addresses(app: Flask) -> list[str]:
    """Every address of the registry, as the site stands now."""
    with db.connection(app):
        return [path for _, _, path in every_address(Shelf(), today())]


def answers(app: Flask, more: tuple[str, ...] = (), **options: Any) -> Iterator[Answer]:
    """The answers to GET and HEAD at every address, and to what no page is made for."""
    http = app.test_client(use_cookies=False)
    for path in (*addresses(app), *NOWHERE, *more):
        for method in ("GET", "HEAD"):
            yield ask(http, method, path, **options)
    for path in ("/", "/ke-hoach/", "/lich-kiem-tra.ics", "/du-lieu/ke-hoach.json"):
        tag = http.get(path).headers.get("ETag", "")
        yield ask(http, "GET", path, headers={"If-None-Match": tag})
        yield ask(http, "GET", path, headers={"HX-Request": "true"})
        yield ask(http, "GET", path, headers={"Range": "bytes=0-99", "Accept-Encoding": "br"})
        for method in ("POST", "PUT", "DELETE", "OPTIONS"):
            yield ask(http, method, path)


def ask(http: Any, method: str, path: str, **options: Any) -> Answer:
    """One question and its answer."""
    answer = http.open(path, method=method, **options)
    headers = tuple(sorted(answer.headers.items()))
    made = Answer(f"{method} {path}", answer.status_code, headers, answer.data)
    answer.close()
    return made
