"""``/xac-thuc/``: whether a saved file or a code belongs to what was published, and still stands.

The check runs in the reader's browser. It loads one small script of those below ``ma/``, named
by the first digits of the code (``shard``), so that it works from a USB stick, under the strict
content security policy, and tells nobody which document somebody asks about. In a frozen site
the scripts also know the bytes of every page (``freezing.file_codes``); live pages are made for
each request and have no bytes of their own to compare.

Codes of reports are on no public list: who holds a receipt asks the office that received it.
"""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from portal.publishing.shelf import Shelf
from portal.site.registry import Inputs, Page, Params, declare, path_to
from portal.site.verification_codes import STATES, codes, digits_for, in_shards

INDEX = "muc-luc"


def told(code: dict[str, str]) -> list[str]:
    """What a shard says of a code, without the code."""
    return [code[name] for name in ("what", "title", "version", "on", "path", "state")]


def shard(name: str, rows: list[Any]) -> str:
    """The script that hands a shard to verify.js."""
    return f"xacThuc.nhan({json.dumps(name)},{_json(rows)})\n"


def index(digits: int, names: Iterable[str], frozen: bool) -> str:
    """The script that tells verify.js which shards there are."""
    told = {"digits": digits, "shards": sorted(names), "frozen": frozen}
    return f"xacThuc.nhan({json.dumps(INDEX)},{_json(told)})\n"


def _json(value: Any) -> str:
    # U+2028 ends a line in scripts of old browsers
    made = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return made.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _page(_shelf: Shelf, _as_of: date) -> Inputs:
    return {}


def _list(shelf: Shelf, _as_of: date) -> Inputs:
    return {"codes": codes(shelf)}


def _list_txt(inputs: Inputs) -> str:
    """One line a code, for ``grep`` and ``sha256sum``."""
    lines = ["# mã xác thực; tình trạng; phiên bản; ngày đăng; địa chỉ; tên"]
    for one in inputs["codes"]:
        named = (STATES[one["state"]], one["version"], one["on"], one["path"], one["title"])
        lines.append(f"{one['sha256']}  {'; '.join(named)}")
    return "\n".join(lines) + "\n"


def _shard(shelf: Shelf, _as_of: date, name: str) -> Inputs | None:
    known = codes(shelf)
    digits = digits_for(len(known))
    shards = in_shards([(one["sha256"], told(one)) for one in known], digits)
    if name == INDEX:
        return {"name": name, "digits": digits, "shards": sorted(shards)}
    rows = shards.get(name)
    return {"name": name, "rows": rows} if rows else None


def _shards(_shelf: Shelf, _as_of: date) -> list[Params]:
    """None of their own: a freeze writes them itself, with the bytes of its pages."""
    return []


def _shard_js(inputs: Inputs) -> str:
    if inputs["name"] == INDEX:
        return index(inputs["digits"], inputs["shards"], frozen=False)
    return shard(inputs["name"], inputs["rows"])


def shard_file(name: str) -> str:
    """The path of a shard in the frozen site."""
    return path_to("verification_shard", name=name).lstrip("/")


declare(Page("verification", "/xac-thuc/", _page, template="site/verify.html"))
declare(
    Page(
        "verification_list", "/xac-thuc/ma.txt", _list, renderer=_list_txt,
        media_type="text/plain", listed=False,
    )
)  # fmt: skip
declare(
    Page(
        "verification_shard", "/xac-thuc/ma/<name>.js", _shard, _shards, renderer=_shard_js,
        media_type="text/javascript", listed=False,
    )
)  # fmt: skip
