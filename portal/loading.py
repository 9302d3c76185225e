"""``portal load``: a province from its content folder, feature by feature.

Adding a province is adding a folder under ``content/provinces/``; nothing here knows one.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from portal.accounts.rules import SYSTEM
from portal.clock import today
from portal.deadlines.actions import load_calendar
from portal.documents.markup import markdown_html
from portal.inspections.loading import load_visits, public_proposals
from portal.legal.actions import load_register
from portal.plans.loading import load_plans
from portal.plans.publication import to_payload as plan_payload
from portal.publishing import gate
from portal.publishing import identity as published_identity
from portal.publishing.editorial import PagePayload, ProvincePayload
from portal.publishing.gate import Consent
from portal.publishing.signer_actions import load_signers
from portal.reports.duties.plans import create_plan_duties
from portal.reports.duties.remediation import follow_conclusion
from portal.reports.duties.visits import create_visit_duties
from portal.reports.forms_loading import load_form
from portal.units.actions import load_units, publish_units

NOTE = "Nạp dữ liệu ban đầu"


def load_province(folder: Path) -> Iterator[str]:
    """Load and publish a province; yields one Vietnamese line per step. Idempotent.

    Profiles of several years of one province share its database: the register grows, plans and
    visits stand side by side. Identity, pages and form are those of the latest year.
    """
    profile = tomllib.loads((folder / "province.toml").read_text(encoding="utf-8"))
    content = folder.resolve().parents[1]
    load_calendar(content)
    load_register(SYSTEM, content, folder)
    load_signers(SYSTEM, profile)
    yield "Lịch ngày nghỉ: đã nạp."
    yield f"Đơn vị: {load_units(SYSTEM, folder)}."
    publish_units(SYSTEM, today())
    known = published_identity.province()
    if known and known["year"] > profile["year"]:
        yield f"Giữ thông tin chung, trang và biểu mẫu của hồ sơ năm {known['year']}."
    else:
        gate.set_up(SYSTEM, "province", identity(profile), NOTE)
        pages = _publish_pages(content / "pages") + _publish_pages(folder / "pages")
        yield f"Trang thông tin: {pages}."
        asked = profile["report_form"]
        for code in (asked["code"], *asked.get("also", ())):
            load_form(SYSTEM, content, folder.name, code)
    plans = load_plans(SYSTEM, folder, today())
    for plan in plans:
        gate.set_up(SYSTEM, plan.slug, plan_payload(plan), NOTE)
    yield f"Kế hoạch: {len(plans)}."
    visits = load_visits(SYSTEM, folder, today())
    for plan in plans:
        create_plan_duties(SYSTEM, plan)
    for visit in visits:
        create_visit_duties(SYSTEM, visit)
        follow_conclusion(SYSTEM, visit)
    yield f"Cuộc kiểm tra: {len(visits)}."
    consent = Consent("setup", SYSTEM.name, today())
    published = 0
    for offered in public_proposals(today()):
        if gate.newest_version(offered.kind, offered.slug) is None:
            gate.publish(SYSTEM, offered, "first", NOTE, consent)
            published += 1
    yield f"Đã đăng: {published} mục lịch, kết luận và khắc phục."


def identity(profile: dict[str, Any]) -> ProvincePayload:
    """The identity of a province from its ``province.toml``."""
    return ProvincePayload(
        code=profile["code"],
        name=profile["name"],
        portal_title=profile["portal_title"],
        short_title=profile["short_title"],
        authority=profile["authority"],
        office_name=profile["office_name"],
        place=profile["place"],
        year=profile["year"],
        theme=profile.get("theme", "do"),
        contact=profile.get("contact", {}).get("text", ""),
        demo=profile.get("demo", False),
    )


def _publish_pages(folder: Path) -> int:
    count = 0
    for path in sorted(folder.glob("*.md")):
        _, front, body = path.read_text(encoding="utf-8").split("+++", 2)
        meta = tomllib.loads(front)
        page = PagePayload(meta["title"], meta["summary"], meta["order"], markdown_html(body))
        gate.set_up(SYSTEM, meta["slug"], page, NOTE)
        count += 1
    return count
