"""How units are drawn at random so that anybody can do it again. Pure.

The order of a draw: each unit gets sha256 of “seed|unit code” (UTF-8, hexadecimal); units stand in
the order of these texts, the first ones are drawn. Nothing else enters, so the order of the pool,
the clock and the machine do not matter. The seed is known to nobody when pool and number are
fixed (``commitment``), so nobody can have chosen them to fit the result.
"""

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

SHORTEST_SEED = 4
FEWEST_WITNESSES = 2
STATES = {
    "prepared": ("Đã chốt, chưa chọn", "warn"),
    "drawn": ("Đã có kết quả", "ok"),
    "voided": ("Đã hủy", "late"),
}


@dataclass(frozen=True)
class Ranked:
    """A unit of the pool with its place in the draw and the text that gave it."""

    place: int
    code: str
    name: str
    digest: str
    drawn: bool


def normal_seed(typed: str) -> str:
    """The seed as it enters the draw: blanks at the ends left out, several become one."""
    return " ".join(typed.split())


def digest_of(seed: str, code: str) -> str:
    """The text by which a unit is ordered."""
    return hashlib.sha256(f"{seed}|{code}".encode()).hexdigest()


def ranking(seed: str, pool: Iterable[Mapping[str, str]], wanted: int) -> list[Ranked]:
    """Every unit of the pool in the order of the draw; the first ``wanted`` are drawn."""
    names = {unit["code"]: unit["name"] for unit in pool}
    order = sorted((digest_of(seed, code), code) for code in names)
    return [
        Ranked(place, code, names[code], digest, place <= wanted)
        for place, (digest, code) in enumerate(order, 1)
    ]


def wanted_of(amount: int, percent: bool, size: int) -> int:
    """How many of ``size`` units to draw: the number itself, or that share rounded up."""
    return math.ceil(size * amount / 100) if percent else amount


def commitment(
    plan: str, strand: str, pool: Iterable[Mapping[str, str]], wanted: int, seed_source: str
) -> str:
    """The mã xác thực of what is agreed before the seed is known."""
    agreed: dict[str, Any] = {
        "ke_hoach": plan,
        "loai_kiem_tra": strand,
        "don_vi": sorted(unit["code"] for unit in pool),
        "so_luong": wanted,
        "nguon_hat_giong": seed_source,
    }
    text = json.dumps(agreed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def read_witnesses(text: str) -> list[dict[str, str]]:
    """“Họ và tên, chức vụ” a line each; ValueError names the line that lacks one of the two."""
    found: list[dict[str, str]] = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        name, comma, role = (part.strip() for part in line.partition(","))
        if not name or not comma or not role:
            raise ValueError(f"Dòng “{line[:60]}” cần có họ tên và chức vụ, cách nhau dấu phẩy.")
        if name.casefold() in {one["name"].casefold() for one in found}:
            raise ValueError(f"“{name}” ghi hai lần.")
        found.append({"name": name, "role": role})
    if len(found) < FEWEST_WITNESSES:
        raise ValueError(f"Cần ít nhất {FEWEST_WITNESSES} người chứng kiến.")
    return found
