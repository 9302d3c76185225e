"""Links to other sites in what is published, and what is odd about them.

Judged by their letters alone: nothing is fetched, so that the answer is the same on a machine
without internet and tells nobody what the portal is about to publish.
"""

import ipaddress
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from portal.publishing.models import Publication
from portal.publishing.payload import strings_in
from portal.site.preview import address_of

_LINK = re.compile(r"""https?://[^\s<>"'“”]+|(?<=href=")//[^\s<>"]+""", re.IGNORECASE)
_ENDS = ".,;:!?)]}…"
_INSIDE = (".local", ".lan", ".internal", ".intranet", ".corp", ".home", ".test", ".localhost")


@dataclass(frozen=True)
class ExternalLink:
    """A link to another site: where it stands (``title``, ``address``, the latter empty where
    no page of its own shows it), and ``odd``, what is odd about it, as Vietnamese words."""

    url: str
    host: str
    title: str
    address: str
    odd: tuple[str, ...]


def external_links(known: Iterable[str]) -> list[ExternalLink]:
    """Every link to a site in what readers see now, the odd ones first, then by host.

    ``known``: names of sites that may be linked to; their subdomains count.
    """
    sites = tuple(one.strip().lower().lstrip(".") for one in known if one.strip())
    found: dict[tuple[str, str], ExternalLink] = {}
    rows = (
        Publication.select()
        .where(Publication.current, Publication.state == "published")
        .where(Publication.payload.is_null(False))
        .order_by(Publication.kind, Publication.slug)
    )
    for row in rows.iterator():
        if "//" not in row.payload:
            continue
        for url in links_in(json.loads(row.payload)):
            made = ExternalLink(
                url, host_of(url), row.title, address_of(row.kind, row.slug), oddities(url, sites)
            )
            found.setdefault((made.title, url), made)
    return sorted(found.values(), key=lambda one: (not one.odd, one.host, one.url, one.title))


def links_in(payload: Any) -> Iterator[str]:
    """Every address of a site in the strings of a payload, as links or as plain words."""
    for text in strings_in(payload):
        for match in _LINK.findall(text):
            yield unescape(match).rstrip(_ENDS)


def host_of(url: str) -> str:
    """The host of an address in small letters; empty where there is none to read."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def oddities(url: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """What a reader of the office should look at in an address, in Vietnamese; nothing when it
    leads by https to a site of ``known``."""
    host = host_of(url)
    if not host:
        return ("địa chỉ viết sai",)
    parts, found = urlsplit(url), []
    if parts.scheme == "http":
        found.append("không mã hóa (http:)")
    address = _ip(host)
    if address is not None:
        found.append("địa chỉ IP thay cho tên miền")
    if _is_inside(host, address):
        found.append("máy nội bộ, người ngoài không mở được")
    elif address is None and not any(host == one or host.endswith(f".{one}") for one in known):
        found.append("tên miền chưa có trong danh sách được phép")
    if parts.username is not None:
        found.append("có tên đăng nhập trong địa chỉ")
    if not host.isascii() or host.startswith("xn--") or ".xn--" in host:
        found.append("tên miền có chữ ngoài bảng chữ cái Latinh, dễ nhầm với tên khác")
    return tuple(found)


def _ip(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _is_inside(host: str, address: ipaddress.IPv4Address | ipaddress.IPv6Address | None) -> bool:
    if address is not None:
        return not address.is_global
    return "." not in host or host.endswith(_INSIDE)
