"""A session in plain words: which browser on what, and where from, no finer than needed. Pure."""

import ipaddress
import re

_BROWSERS = (
    # the later ones name the earlier ones as well
    (r"coc_coc_browser|CocCoc", "Cốc Cốc"),
    (r"Edg(e|A|iOS)?/", "Edge"),
    (r"OPR/|Opera", "Opera"),
    (r"SamsungBrowser/", "Samsung Internet"),
    (r"Firefox/|FxiOS/", "Firefox"),
    (r"Chrom(e|ium)/|CriOS/", "Chrome"),
    (r"Safari/", "Safari"),
    (r"Trident/|MSIE ", "Internet Explorer"),
)
_SYSTEMS = (
    (r"Windows", "máy Windows"),
    (r"Android", "điện thoại Android"),
    (r"iPhone", "iPhone"),
    (r"iPad", "iPad"),
    (r"Mac OS X|Macintosh", "máy Mac"),
    (r"Linux|X11", "máy Linux"),
)


def device_words(agent: str) -> str:
    """What a browser says of itself, as people say it: “Chrome trên máy Windows”."""
    browser = next((name for sign, name in _BROWSERS if re.search(sign, agent)), "")
    system = next((name for sign, name in _SYSTEMS if re.search(sign, agent)), "")
    if browser and system:
        return f"{browser} trên {system}"
    return browser or system or "Trình duyệt không rõ"


def address_part(address: str) -> str:
    """The network somebody came from, without the machine: ``10.1.2.x``, ``2001:db8:1::``."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return ""
    mapped = getattr(known, "ipv4_mapped", None)
    if mapped or known.version == 4:
        return str(mapped or known).rpartition(".")[0] + ".x"
    return f"{ipaddress.ip_network((int(known), 48), strict=False).network_address}…"
