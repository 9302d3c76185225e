"""Places inside the computers of an office: paths, servers, file names. None may become public."""

import ipaddress
import re
from urllib.parse import urlsplit

#: A path with all its folders: to the end of its file name, or of its last word.
PATH = re.compile(
    r"(?:\b[A-Za-z]:\\|\\\\\w|\bfile:/)(?:[^\n<>|\"]*[\\/])?"
    r"(?:[^\n<>|\"\\/]*?\.[A-Za-z]{2,4}\b|[^\s<>|\"\\/;,]*)",
    re.I,
)
FILE_NAME = re.compile(r"(?<![^\s\\/])[^\s\\/]+\.(?:docx?|dotx?|xlsx?|rtf)\b", re.I)
_LOCAL_ENDS = (".local", ".lan", ".internal", ".intranet", ".home")


def is_online(target: str) -> bool:
    """Whether a link leads to where anyone can go: the web or a mailbox, not an office network."""
    try:
        parts = urlsplit(target.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        return False
    if parts.scheme in ("mailto", "tel"):
        return True
    if parts.scheme not in ("http", "https") or not host:
        return False
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith(_LOCAL_ENDS)
