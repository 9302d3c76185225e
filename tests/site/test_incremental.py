"""Whatever is published, corrected, withdrawn, moved or renamed, on whatever day: the freeze that
takes over what stands gives what a freeze of everything gives, byte for byte.

Compared are all public files; of the manifest its files and publications, for it also names the
manifest before it, which differs between two rows of builds. ``PORTAL_TEST_EDITS=200`` makes it a
campaign.
"""

import json
import os
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given
from hypothesis import settings as drawn
from hypothesis import strategies as st

from portal.plans.payload import RelationPayload
from portal.publishing import gate
from portal.publishing.editorial import PagePayload
from portal.site.freezing.run import freeze
from tests.site import factories, inspection_factories, publishing
from tests.site.conftest import AS_OF, NOW
from tests.site.frozen_files import files_of

EDITS = int(os.environ.get("PORTAL_TEST_EDITS", "6"))
UNITS = ("so-tai-chinh", "so-ngoai-vu", "ubnd-xa-mai-son", "ubnd-phuong-moc-chau")
KINDS = (
    "conclusion", "page", "unit", "visit", "plan", "remediation", "timeliness", "withdrawal", "day",
)  # fmt: skip
edit = st.tuples(
    st.sampled_from(KINDS), st.sampled_from(UNITS), st.integers(0, 3), st.integers(0, 9)
)


def carry_out(kind: str, unit: str, which: int, number: int) -> None:
    """One edit as an office makes it; ``which`` slug, ``number`` tells versions apart."""
    ref = factories.refs(unit)[0]
    slug, text = f"2026/ngau-nhien-{which}", f"lần {number}"
    if kind == "conclusion":
        one = inspection_factories.conclusion(title=f"Kết luận {text}", unit=ref)
        publishing.correct(slug, one, text)
    elif kind == "page":
        page = PagePayload(f"Trang {which}", text, which, f"<p>{text}</p>")
        publishing.publish(f"trang-{which}", page)
    elif kind == "unit":
        name = f"{factories.NAMES[unit]} {text}"
        publishing.correct(unit, factories.unit(unit, name=name), text)
    elif kind == "visit":
        on = (AS_OF + timedelta(days=number * 3 - 12)).isoformat()
        session = inspection_factories.session("b1", on)
        publishing.correct(slug, inspection_factories.visit(unit, session), text)
    elif kind == "plan":
        other = f"2026/ngau-nhien-{number % 4}"
        relation = RelationPayload("r", "replaces", "Thay thế", "Kế hoạch khác", "", "", "", other)
        relations = (relation,) if number % 2 else ()
        publishing.correct(
            slug, factories.plan(title=f"Kế hoạch {text}", relations=relations), text
        )
    elif kind == "remediation":
        publishing.correct(
            slug, inspection_factories.remediation(unit=ref, conclusion_slug=slug), text
        )
    elif kind == "timeliness":
        grid = inspection_factories.timeliness(plan_slug=slug, plan_title=f"Kế hoạch {text}")
        rows = tuple(
            replace(row, visit_slug=row.visit_slug and slug)
            for row in grid.rows
            if row.unit.code != unit
        )
        publishing.correct(slug, replace(grid, rows=rows), text)
    elif kind == "withdrawal":
        of = ("plan", "visit", "conclusion")[(number + which) % 3]
        found = gate.newest_version(of, slug)
        if found is not None and found.state == "published":
            how = ("mistake", "withdrawn", "replaced")[number % 3]
            successor = f"/ket-luan/{inspection_factories.CONCLUSION}/" if how == "replaced" else ""
            publishing.withdraw(of, slug, how, "Thử.", successor)


def test_after_any_edits_the_incremental_freeze_is_the_full_one(
    published: None, settings: dict[str, Any], tmp_path: Path
) -> None:
    steps, once = tmp_path / "steps", tmp_path / "once"

    @drawn(max_examples=EDITS, suppress_health_check=list(HealthCheck), database=None)
    @given(st.lists(edit, min_size=1, max_size=4))
    def walk(edits: list[tuple[str, str, int, int]]) -> None:
        day: date = AS_OF
        for kind, unit, which, number in edits:
            carry_out(kind, unit, which, number)
            day += timedelta(days=number * 5 if kind == "day" else 0)
        freeze(settings, day, NOW, steps, allowed="thử")
        freeze(settings, day, NOW, once, full=True, allowed="thử")
        given_by_steps, given_at_once = files_of(steps), files_of(once)
        for name in list(given_by_steps):
            if name.startswith("manifest.json"):
                for found in (given_by_steps, given_at_once):
                    text = found.pop(name)
                    if name == "manifest.json":
                        told = json.loads(text)
                        found[name] = json.dumps([told["files"], told["publications"]]).encode()
        assert given_by_steps.keys() == given_at_once.keys()
        other = [name for name, text in given_by_steps.items() if given_at_once[name] != text]
        assert other == []

    walk()
