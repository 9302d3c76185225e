"""Rows of reports with sane defaults."""

from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any

from portal.accounts.rules import SYSTEM
from portal.config import ROOT
from portal.publishing.payload import canonical, sha256_of
from portal.reports.form_version import FormDefinition, parse
from portal.reports.forms_loading import load_form, read_definition
from portal.reports.models import Duty, FormVersion
from tests import factories


@cache
def definition(province: str = "son-la") -> FormDefinition:
    """The real report form with the reassignments of a province."""
    return parse(read_definition(ROOT / "content", province, "bao-cao-cchc"))


def form(province: str = "son-la") -> FormVersion:
    """The real report form, loaded."""
    return load_form(SYSTEM, ROOT / "content", province)


def small_form(*more: str) -> FormVersion:
    """A form of two sections (and ``more``) and three indicators: quick to fill."""
    code = "-".join(("mau-nho", *more))
    if present := FormVersion.get_or_none(code=code):
        return present
    raw = read_definition(ROOT / "content", "son-la", "bao-cao-cchc")
    raw["code"] = code
    sections = raw["outline"]["sections"]
    raw["outline"]["sections"] = [
        item for item in sections if item["code"] in ("p1", "p1.i", "p2.iv", *more)
    ]
    wanted = {"i.1-nhiem-vu", "i.1-hoan-thanh", "2.4-dung-han"}
    raw["statistics"]["indicators"] = [
        item for item in raw["statistics"]["indicators"] if item["code"] in wanted
    ]
    raw["statistics"]["checks"] = raw["statistics"]["checks"][:1]
    text = canonical(raw)
    return FormVersion.create(
        code=code, version=1, title="Mẫu nhỏ", definition=text, sha256=sha256_of(text),
        created_at=datetime(2024, 1, 1, tzinfo=UTC),
    )  # fmt: skip


def duty(of: Any = None, form_version: FormVersion | None = None, **values: Any) -> Duty:
    """An open duty of a unit, due far in the future."""
    of = of or factories.unit()
    due_on = values.pop("due_on", date(2099, 6, 7))
    defaults = {
        "plan": values.pop("plan", None) or factories.plan(), "kind": "visit_report",
        "title": "Báo cáo kết quả thực hiện công tác cải cách hành chính năm 2024",
        "form": form_version or small_form(), "year": 2024, "due_on": due_on,
        "due_at": datetime.combine(due_on, time(16, 59, 59), UTC),
        "due_sentence": "Chậm nhất hết ngày 07/6/2099",
        "created_at": datetime(2024, 1, 1, tzinfo=UTC),
    }  # fmt: skip
    return Duty.create(unit=of, **{**defaults, **values})
