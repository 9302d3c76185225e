"""Definitions of report forms as mappings, and a form in force to begin a draft from."""

from copy import deepcopy
from functools import cache
from typing import Any

from portal.config import ROOT
from portal.publishing.payload import canonical, sha256_of
from portal.reports.form_making.part_rules import PARTS
from portal.reports.forms_loading import read_definition
from portal.reports.models import FormVersion
from tests import factories

SECTIONS, TASKS, GROUPS, ROWS, CHECKS = PARTS.values()
CODE = "bao-cao-cchc"


@cache
def _small() -> dict[str, Any]:
    raw = read_definition(ROOT / "content", "son-la", CODE)
    sections = raw["outline"]["sections"]
    raw["outline"]["sections"] = [
        item for item in sections if item["code"] in ("p1", "p1.i", "p2", "p2.i", "p2.i.1")
    ]
    raw["tasks"]["groups"] = raw["tasks"]["groups"][:2]
    groups = {"i", "i.1", "i.2", "ii", "2", "2.4"}
    raw["statistics"]["groups"] = [g for g in raw["statistics"]["groups"] if g["code"] in groups]
    wanted = ("i.1-nhiem-vu", "i.1-hoan-thanh", "i.2-ke-hoach", "2.4-dung-han", "2.4-xin-loi")
    rows = [one for one in raw["statistics"]["indicators"] if one["code"] in wanted]
    raw["statistics"]["indicators"] = rows
    raw["statistics"]["checks"] = raw["statistics"]["checks"][:1]
    return raw


def small() -> dict[str, Any]:
    """Five sections, five indicators of three groups, one check; without errors."""
    return deepcopy(_small())


def shipped(province: str = "son-la") -> dict[str, Any]:
    """The whole form of the content."""
    return read_definition(ROOT / "content", province, CODE)


def version(raw: dict[str, Any] | None = None, **values: Any) -> FormVersion:
    """An issued version: of the small form unless another is given."""
    definition = raw or small()
    definition["version"] = values.get("version", 1)
    text = canonical(definition)
    defaults = {
        "code": definition["code"], "version": 1, "title": definition["title"],
        "definition": text, "sha256": sha256_of(text), "created_at": factories.now(),
    }  # fmt: skip
    return FormVersion.create(**{**defaults, **values})


def indicator(**values: Any) -> dict[str, Any]:
    """The typed values of a good indicator, as ``part_rules`` edits them."""
    return {
        "number": "", "label": "Số văn bản đã ban hành", "group": "i.1", "unit": "Văn bản",
        "type": "count", "parts": [], "denominator": "", "show_percent": False, "applies": [],
        "optional": False, "denominator_row": "", "hint": "", **values,
    }  # fmt: skip


def typed(**values: Any) -> dict[str, Any]:
    """The same as a browser sends it."""
    return {
        "number": "", "label": "Số văn bản đã ban hành", "group": "i.1", "unit": "Văn bản",
        "type": "count", "parts": "", "denominator": "", **values,
    }  # fmt: skip
