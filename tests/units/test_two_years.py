"""Sơn La 2024, then 2026, loaded into one database, up to the frozen site.

Seven seconds: the only test in which the records of the old world meet the new register.
"""

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from portal.config import ROOT
from portal.demo import receive_past_reports
from portal.inspections.models import Visit
from portal.loading import load_province
from portal.plans.models import Plan, StrandUnit
from portal.publishing import identity
from portal.publishing.models import Publication
from portal.reports.models import Duty, Submission
from portal.site.freezing.run import freeze
from portal.units.models import Succession, Unit

PROVINCES = ROOT / "content" / "provinces"
TODAY = date(2026, 11, 21)


def load(app, *names):
    with app.app_context():
        for name in names:
            list(load_province(PROVINCES / name))


def counts():
    tables = (Unit, Succession, Plan, StrandUnit, Visit, Duty, Submission, Publication)
    return {table.__name__: table.select().count() for table in tables}


@pytest.fixture
def both(app, database):
    """Both years loaded; reports of 2024 came in before 2026 was loaded."""
    load(app, "son-la")
    with app.app_context():
        receive_past_reports()
    before = {
        "plan": [row.name for row in StrandUnit.select().order_by(StrandUnit.id)],
        "visits": {row.slug: row.unit_name for row in Visit.select()},
        "duties": {row.id: (row.unit_id, row.form and row.form.sha256) for row in Duty.select()},
        "reports": {row.receipt: row.sha256 for row in Submission.select()},
    }
    load(app, "son-la-2026")
    return before


def test_two_years_live_in_one_database(app, both, visitor, settings):
    records_stay_as_they_were(both)
    nobody_who_is_gone_owes_anything_new()
    old_and_new_bodies_lead_to_each_other(visitor)
    open_data_tells_the_relation(visitor)
    once = counts()
    load(app, "son-la-2026", "son-la")
    assert counts() == once, "loading either year again changed something"
    assert identity.province()["year"] == 2026
    the_frozen_site_says_the_same(settings, visitor)


def records_stay_as_they_were(before):
    members = StrandUnit.select().order_by(StrandUnit.id)
    assert [row.name for row in members][: len(before["plan"])] == before["plan"]
    assert "Ủy ban nhân dân huyện Mai Sơn" in before["plan"]
    for slug, name in before["visits"].items():
        assert Visit.get(Visit.slug == slug).unit_name == name
    for number, (unit, form) in before["duties"].items():
        kept = Duty.get_by_id(number)
        assert (kept.unit_id, kept.form and kept.form.sha256) == (unit, form)
    assert before["reports"]
    for receipt, sha256 in before["reports"].items():
        assert Submission.get(Submission.receipt == receipt).sha256 == sha256


def nobody_who_is_gone_owes_anything_new():
    of_2026 = Duty.select().join(Plan).where(Plan.year == 2026)
    assert of_2026.count() > 70
    assert not [duty.unit.code for duty in of_2026 if duty.unit.valid_to]
    of_2024 = Duty.select().join(Plan).where(Plan.year == 2024)
    reports = [duty for duty in of_2024 if duty.kind != "remediation_report"]
    assert sum(duty.unit.level == "district" for duty in reports) == 11
    assert not [duty for duty in of_2024 if duty.unit.level == "commune"]


def old_and_new_bodies_lead_to_each_other(visitor):
    gone = visitor.get("/don-vi/ubnd-huyen-moc-chau/").text
    for said in (
        "đã kết thúc hoạt động từ sau ngày 31/01/2025",
        "theo Nghị quyết số 1280/NQ-UBTVQH15 ngày 14/11/2024: đổi tên thành",
        'href="/don-vi/ubnd-thi-xa-moc-chau/"', "Chức năng, địa bàn nay thuộc",
        'href="/don-vi/ubnd-xa-tan-yen/"',
    ):  # fmt: skip
        assert said in gone, said
    split = visitor.get("/don-vi/ubnd-huyen-mai-son/").text
    assert "chia tách, sắp xếp thành" in split
    assert "nay thuộc" not in split, "the same names a second time"
    assert "Kết luận kiểm tra" in split
    new = visitor.get("/don-vi/ubnd-xa-mai-son/").text
    assert "Hồ sơ trước khi sắp xếp" in new
    assert 'href="/ket-luan/2024/ubnd-huyen-mai-son/"' in new
    assert "tại Ủy ban nhân dân huyện Mai Sơn, năm 2024" in new
    past = visitor.get("/ket-luan/2024/ubnd-huyen-mai-son/").text
    assert "Ủy ban nhân dân huyện Mai Sơn" in past
    handed_over = visitor.get("/don-vi/so-thong-tin-va-truyen-thong/").text
    assert "sáp nhập vào" in handed_over
    assert "một phần chức năng, địa bàn chuyển cho" in handed_over
    listed = visitor.get("/don-vi/").text
    assert "<strong>Mộc Châu</strong>, Ủy ban nhân dân huyện" in listed
    assert "Đến 31/01/2025; nay là 8 đơn vị" in listed
    assert "Đến 28/02/2025; nay là Sở Tài chính" in listed
    assert "Cấp huyện (" not in listed, "districts among the bodies of today"


def open_data_tells_the_relation(visitor):
    text = visitor.get("/du-lieu/ke-thua.csv").data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == Succession.select().count() == 84
    moc_chau = [row for row in rows if row["ma_don_vi"] == "ubnd-huyen-moc-chau"]
    assert [(row["ngay"], row["ma_ke_thua"], row["hinh_thuc"]) for row in moc_chau] == [
        ("2025-02-01", "ubnd-thi-xa-moc-chau", "Đổi tên")
    ]
    units = json.loads(visitor.get("/du-lieu/don-vi.json").data)
    ends = {row["ma_don_vi"]: row["den_ngay"] for row in units}
    assert len(units) == Unit.select().count()
    assert (ends["ubnd-huyen-mai-son"], ends["ubnd-xa-mai-son"]) == ("2025-06-30", "")


def the_frozen_site_says_the_same(settings, visitor):
    freeze(settings, TODAY, datetime(2026, 11, 21, 3, tzinfo=UTC))
    site = Path(settings["DATA"]) / "site"
    for code in ("ubnd-huyen-moc-chau", "ubnd-xa-mai-son", "so-thong-tin-va-truyen-thong"):
        frozen = (site / "don-vi" / code / "index.html").read_text(encoding="utf-8")
        live = visitor.get(f"/don-vi/{code}/").text
        words = "Hồ sơ trước khi sắp xếp" if code.startswith("ubnd-xa") else "đã kết thúc"
        assert words in frozen
        bodies = [text.partition("<footer")[0] for text in (frozen, live)]
        assert bodies[0].count("<li>") == bodies[1].count("<li>")
    table = (site / "du-lieu" / "ke-thua.csv").read_bytes()
    assert table == visitor.get("/du-lieu/ke-thua.csv").data


@pytest.mark.parametrize("province", ["son-la", "son-la-2026"])
def test_either_year_still_loads_alone(app, database, province, visitor):
    load(app, province)
    assert identity.province()["code"] == province
    assert "Sở Nội vụ" in visitor.get("/don-vi/").text
    assert Duty.select().count() > 25
