"""From a draft plan to the frozen, signed site, in every province there is.

It costs about three seconds a province: loading, some forty requests, one freeze.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from portal.clock import today
from portal.deadlines.queries import work_calendar
from portal.inspections.models import Visit
from portal.plans.models import Plan
from portal.reports.models import Duty, Submission
from portal.site.freezing.manifest import verify
from portal.site.freezing.run import freeze
from portal.site.freezing.signing import public_pem
from portal.units.models import Unit
from portal.units.queries import units_on
from portal.vietnamese import format_date
from tests.approving import approve
from tests.browser_client import Client
from tests.provinces.hands import send, signed
from tests.site.conftest import NOW

OFFICE = "/lam-viec/dieu-hanh/"
TITLE = "Kế hoạch kiểm tra bổ sung công tác cải cách hành chính"
FOUND = "Chưa công khai kết quả trả lời phản ánh, kiến nghị."
SECRET = "Trụ sở bí mật số 77"


@dataclass
class People:
    """Who takes part; ``unit`` is inspected."""

    editor: Client
    approver: Client
    clerk: Client
    reader: Client
    unit: Unit

    def publish(self, path: str, **values: Any) -> None:
        """The editor proposes what ``path`` offers, somebody else approves."""
        request = send(self.editor, path, **values)
        assert "/dang/" in request, request
        approve(self.approver, request)


@pytest.fixture
def people(loaded: list[str], sign_in: Callable[..., Client], visitor: Client) -> People:
    unit = next(unit for unit in units_on(today()) if unit.type == "department")
    return People(
        sign_in("office_editor"), sign_in("office_approver"), sign_in("unit_editor", unit),
        visitor, unit,
    )  # fmt: skip


def test_from_plan_to_frozen_site(
    folder: Path, people: People, settings: dict[str, Any], tmp_path: Path
) -> None:
    profile = tomllib.loads((folder / "province.toml").read_text(encoding="utf-8"))
    plan = _plan(people, profile)
    visit = _visit(people, plan)
    _report(people, plan)
    _conclusion(people, visit)
    _freeze(people, plan, profile, settings, tmp_path)


def _plan(people: People, profile: dict[str, Any]) -> Plan:
    editor = people.editor
    path = send(editor, f"{OFFICE}ke-hoach/them/", title=TITLE, year=str(profile["year"]))
    send(editor, f"{path}loai/them/", name="Kiểm tra trực tiếp bổ sung", mode="onsite")
    plan = Plan.get(Plan.title == TITLE)
    strand = plan.strands.get()
    send(editor, f"{path}loai/{strand.id}/don-vi/", units=[str(people.unit.id)], luu="1")
    send(
        editor, f"{path}loai/{strand.id}/thoi-han/them/", title="Gửi báo cáo", duty="visit_report",
        kind="days_before_visit", n="5", luu="1", shown_later=("n",),
    )  # fmt: skip
    send(
        editor, f"{path}van-ban/", kind="ke-hoach", number="199/KH-UBND",
        issued_on=format_date(today()), issuer=profile["authority"], signer="Người ký minh họa",
        signer_title="Phó Chủ tịch", subject=TITLE, place=profile["place"],
        signed_file=signed("ke-hoach"),
    )  # fmt: skip
    people.publish(f"{path}trinh-dang/", change_note="Đăng lần đầu")
    page = people.reader.get(f"/ke-hoach/{plan.slug}/").text
    for text in ("199/KH-UBND", profile["authority"], people.unit.name, "05 ngày"):
        assert text in page, text
    return plan


def _visit(people: People, plan: Plan) -> Visit:
    """One visit that everybody may know of, and one that nobody may."""
    days = [work_calendar().next_working(today() + timedelta(days=n)) for n in (20, 34)]
    new = f"{OFFICE}lich-kiem-tra/them/{plan.id}/"
    common = {
        "strand": str(plan.strands.get().id), "unit": str(people.unit.id), "action": "save",
    }  # fmt: skip
    for day, extra in zip(days, ({}, {"unannounced": "1"}), strict=True):
        place = SECRET if extra else "Phòng họp số 1"
        send(
            people.editor, new, sessions__0__on=format_date(day), sessions__0__place=place,
            **common, **extra,
        )  # fmt: skip
    people.publish(f"{OFFICE}lich-kiem-tra/dang/{plan.id}/", change_note="Lịch đợt bổ sung")
    page = people.reader.get(f"/ke-hoach/{plan.slug}/").text
    assert format_date(days[0]) in page
    assert format_date(days[1]) not in page
    return Visit.get(Visit.plan == plan, ~Visit.unannounced)


def _report(people: People, plan: Plan) -> None:
    duty = Duty.get(Duty.plan == plan, Duty.unit == people.unit)
    assert duty.due_on == plan.visits.get().sessions.get().on - timedelta(days=5)
    path = f"/lam-viec/don-vi/bao-cao/{duty.id}/"
    assert duty.due_sentence in people.clerk.get(path).text
    send(people.clerk, f"{path}de-cuong/p1.i/", value="Cơ quan có 25 công chức.")
    send(
        people.clerk, f"{path}gui/", doc_number="45/BC", doc_date=format_date(today()),
        signer="Thủ trưởng (minh họa)", file=signed("bao-cao"), confirm="1",
        missing_reason="Số liệu gửi sau",
    )  # fmt: skip
    office = f"{OFFICE}nop-bao-cao/{duty.id}/lan/1/"
    assert "Cơ quan có 25 công chức." in people.editor.get(office).text
    send(people.editor, f"{office}chap-nhan/")
    assert Submission.get(Submission.duty == duty).state == "accepted"


def _conclusion(people: People, visit: Visit) -> None:
    path = f"{OFFICE}lich-kiem-tra/{visit.id}/"
    on = visit.sessions.get().on
    send(
        people.editor, f"{path}ghi-nhan/them/", kind="shortcoming", domain="thu-tuc-hanh-chinh",
        text=FOUND, recommendation="Công khai lại.", due_kind="days_after", due_n="30",
    )  # fmt: skip
    send(people.editor, f"{path}ket-luan/", title="Kết luận bổ sung", summary="Thực hiện khá.")
    send(
        people.editor, f"{path}ket-luan/ban-hanh/", number="77/TB-SNV",
        issued_on=format_date(on), issuer="Sở Nội vụ", signer="Giám đốc (minh họa)",
        signed=signed("ket-luan"),
    )  # fmt: skip
    people.publish(f"{path}ket-luan/dang/", change_note="Công bố kết luận")
    page = people.reader.get(f"/ket-luan/{visit.slug}/").text
    assert "77/TB-SNV" in page
    assert FOUND in page


def _freeze(
    people: People, plan: Plan, profile: dict[str, Any], settings: dict[str, Any], tmp: Path
) -> None:
    report = freeze(settings, today(), NOW)
    assert report.number == 1
    data = Path(settings["DATA"])
    site = (data / "site").resolve()
    key = public_pem(data).encode()
    assert list(verify(site, key)) == []
    page = (site / "ke-hoach" / plan.slug / "index.html").read_text(encoding="utf-8")
    assert "199/KH-UBND" in page
    assert "77/TB-SNV" in "".join(
        path.read_text(encoding="utf-8") for path in (site / "ket-luan").rglob("*.html")
    )
    everything = [path for path in site.rglob("*") if path.suffix in (".html", ".csv", ".json")]
    assert not [path for path in everything if SECRET.encode() in path.read_bytes()]
    home = (site / "index.html").read_text(encoding="utf-8")
    assert profile["portal_title"] in home
    for hidden in Visit.select(Visit, Unit).join(Unit).where(Visit.unannounced, ~Visit.released):
        name = f"lich-kiem-tra/{hidden.slug}"
        assert not [path for path in everything if name in path.as_posix()], hidden.slug
    (site / "index.html").write_text(home + " ", encoding="utf-8")
    assert list(verify(site, key)), "a changed page does not pass"
