"""Pages of strands, their units and deadlines."""

import re

import pytest

from portal.deadlines.deadline_rule import DeadlineRule
from portal.plans.models import Plan, PlanDeadline, Strand, StrandUnit
from portal.plans.queries import members_of
from portal.plans.strand_actions import strand_state
from tests import factories
from tests.plans.factories import address, bare


def test_a_strand_is_added_changed_moved_and_removed(client, made):
    path = address(made)
    answer = client.post(f"{path}loai/them/", {"name": "Tự kiểm tra", "mode": "self_inspection"})
    client.follow(answer)
    strand = Strand.get(Strand.name == "Tự kiểm tra")
    assert strand.code == "tu-kiem-tra"
    changed = {"name": "Phúc tra", "mode": "recheck", "code": "phuc-tra", "version": "1"}
    client.post(f"{path}loai/{strand.id}/", changed)
    text = client.post(f"{path}loai/{strand.id}/", {**changed, "name": "Khác"}, 409).text
    assert "Phúc tra" in text
    client.post(f"{path}loai/{strand.id}/thu-tu", {"huong": "len"})
    assert Strand.get_by_id(strand.id).position == 1  # it did not say where it was shown
    for _ in range(2):  # a double click
        client.post(f"{path}loai/{strand.id}/thu-tu", {"huong": "len", "tu": "1"})
    assert Strand.get_by_id(strand.id).position == 0
    seen = strand_state(strand)
    PlanDeadline.create(
        strand=strand,
        code="a",
        title="A",
        duty="other",
        rule={"kind": "by_date", "day": "2024-10-30"},
    )
    client.follow(client.post(f"{path}loai/{strand.id}/xoa", {"da-xem": seen}))
    assert Strand.select().count() == 2  # a colleague gave it a deadline meanwhile
    PlanDeadline.delete().execute()
    client.follow(
        client.post(
            f"{path}loai/{strand.id}/xoa", {"da-xem": strand_state(Strand.get_by_id(strand.id))}
        )
    )
    assert Strand.select().count() == 1


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"name": "", "mode": "onsite"}, "Nhập tên loại kiểm tra."),
        ({"name": "A"}, "Chọn hình thức."),
        ({"name": "A", "mode": "la"}, "Chọn một mục có trong danh sách"),
        ({"name": "A", "mode": "onsite", "code": "Có Dấu"}, "Mã chỉ gồm chữ thường"),
    ],
)
def test_a_wrong_strand_is_refused(client, made, facts, message):
    assert message in client.post(address(made, "loai/them/"), facts, 422).text


def test_a_strand_with_visits_says_why_it_stays(client, made):
    strand = Strand.get()
    factories.visit(made, factories.unit(), strand=strand)
    seen = {"da-xem": strand_state(strand)}
    answer = client.post(address(made, "loai/{strand}/xoa"), seen)
    assert "đã có cuộc kiểm tra" in client.follow(answer).text


def test_units_are_filtered_matched_and_saved(client, made):
    path = address(made, "loai/{strand}/don-vi/")
    culture = factories.unit("Sở Văn hóa, Thể thao và Du lịch", short_name="Sở VHTT&DL")
    works = factories.unit("Sở Công Thương")
    kept = [str(row.unit_id) for row in members_of(Strand.get())]
    text = client.post(path, {"units": kept, "wanted": "cong thuong", "loc": "1"}, 200).text
    assert works.name in text
    assert culture.name not in text
    assert text.count("checked") == 2
    pasted = {"units": kept, "pasted": "Sở VHTT&DL\nSở Vũ trụ", "version": "1"}
    text = client.post(path, {**pasted, "doi_chieu": "1"}, 200).text
    assert text.count("checked") == 3
    assert "Sở Vũ trụ – không có trong danh mục" in text
    assert StrandUnit.select().count() == 2
    client.post(path, {**pasted, "luu": "1"}, 422)
    client.post(path, {"units": [*kept, str(culture.id)], "version": "1", "luu": "1"})
    assert [row.unit_id for row in members_of(Strand.get())][-1] == culture.id
    text = client.post(path, {"units": kept, "version": "1", "luu": "1"}, 409).text
    assert "Người khác vừa lưu" in text
    assert StrandUnit.select().count() == 3


def test_a_level_or_the_rest_of_it_is_ticked_at_once_and_nothing_is_saved(client, made):
    named, *_ = (
        factories.unit(f"Ủy ban nhân dân {name}", type="commune", level="commune")
        for name in ("xã Một", "xã Hai", "phường Hai")
    )
    other = Strand.create(plan=made, code="khac", name="Khác", mode="onsite", position=9)
    StrandUnit.create(strand=other, unit=named, name=named.name)
    path, before = address(made, "loai/{strand}/don-vi/"), StrandUnit.select().count()
    text = client.get(path).text
    assert "Đánh dấu cả 3 đơn vị" in text
    assert "Chỉ 2 đơn vị chưa thuộc loại kiểm tra khác" in text
    text = client.post(path, {"ca_cap": "commune"}, 200).text
    assert text.count("checked") == 3
    text = client.post(path, {"con_lai": "commune"}, 200).text
    assert text.count("checked") == 2
    assert "Đã đánh dấu thêm 2 đơn vị, chưa lưu." in text
    text = client.post(path, {"ca_cap": "commune", "wanted": "hai"}, 200).text
    assert text.count("checked") == 2
    for name, type in (
        ("Ủy ban nhân dân tỉnh", "authority"),
        ("Sở A", "department"),
        ("Sở B", "department"),
    ):
        factories.unit(name, type=type, level="province")
    assert "đơn vị, trừ Ủy ban nhân dân cấp tỉnh" in client.get(path).text
    assert client.post(path, {"ca_cap": "không có"}, 200).text.count("checked") == 0
    assert StrandUnit.select().count() == before


def test_lines_of_the_text_that_name_units_are_offered(client, made):
    Plan.update(
        body_html="<p>Các sở: Tài chính, Y tế, Vũ trụ.</p><p>Sở Y tế báo cáo.</p>"
    ).execute()
    path = address(made, "loai/{strand}/don-vi/")
    text = client.post(path, {"tim": "1"}, 200).text
    assert "Tìm thấy 1 dòng" in text
    assert "Các sở: Tài chính, Y tế, Vũ trụ.</textarea>" in text
    assert "checked" not in text
    client.post(path, {"pasted": "Các sở: Tài chính, Y tế", "version": "1", "luu": "1"})
    assert StrandUnit.select().count() == 2


def test_units_that_are_not_there_cannot_be_ticked(client, made):
    path = address(made, "loai/{strand}/don-vi/")
    client.post(path, {"units": ["999", "x", "-1"], "version": "1", "luu": "1"})
    assert StrandUnit.select().count() == 0


def test_the_fragment_of_units_is_part_of_the_page(client, made):
    path = address(made, "loai/{strand}/don-vi/")
    page, fragment = client.get(path), client.htmx(path)
    assert page.headers["Vary"].startswith("HX-Request")
    assert bare(fragment.text) in bare(page.text)
    assert "<html" not in fragment.text


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("before_date", ["day", "hour"]),
        ("days_before_visit", ["n", "event", "counting", "hour"]),
        ("month", ["month", "year"]), ("quarter", ["quarter", "year"]),
        ("months", ["months", "year"]), ("range", ["start", "end"]),
        ("decided_by_head", ["day"]),
    ],
)  # fmt: skip
def test_each_kind_of_deadline_shows_its_own_inputs(client, made, kind, shown):
    path = address(made, "loai/{strand}/thoi-han/them/")
    text = client.post(path, {"kind": kind, "title": "Gửi", "xem": "1"}, 200).text
    names = set(re.findall(r'name="(\w+)"', text)) - {
        "csrf_token", "version", "title", "duty", "kind", "xem", "luu", "rest_day", "viewport",
        "robots", "description",
    }  # fmt: skip
    assert set(shown) <= names
    assert names <= {*shown, "counting"}
    assert 'value="Gửi"' in text


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ({"kind": "before_date", "day": "30/10/2024"}, "Chậm nhất hết ngày 29/10/2024"),
        ({"kind": "by_date", "day": "30-10-2024"}, "Chậm nhất hết ngày 30/10/2024"),
        ({"kind": "quarter", "quarter": "2", "year": "2024"}, "trong quý II/2024"),
        ({"kind": "months", "months": ["3", "4", "5"], "year": "2024"}, "từ tháng 3 đến tháng 5"),
        ({"kind": "range", "start": "1/9/2024", "end": "10/9/2024"}, "hết ngày 10/9/2024"),
        ({"kind": "days_before_visit", "n": "7", "counting": "working"}, "07 ngày trước"),
        ({"kind": "decided_by_head"}, "do Trưởng đoàn quyết định"),
    ],
)
def test_the_sentence_is_shown_before_saving_and_after(client, made, rule, sentence):
    path = address(made, "loai/{strand}/thoi-han/them/")
    facts = {"title": "Việc thử", "duty": "other", **rule}
    assert sentence in client.post(path, {**facts, "xem": "1"}, 200).text
    assert PlanDeadline.select().count() == 1
    assert sentence in client.follow(client.post(path, facts)).text
    assert PlanDeadline.select().count() == 2


def test_a_relative_rule_shows_an_example(client, made):
    text = client.get(address(made, "loai/{strand}/thoi-han/{deadline}/")).text
    assert "Ví dụ ngày kiểm tra là" in text


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"kind": "by_date"}, "Nhập ngày."),
        ({"kind": "by_date", "day": "32/1/2024"}, "Không có ngày 32"),
        ({"kind": "days_after", "n": "0"}, "Số ngày phải từ 1"),
        ({"kind": "days_after", "n": "5", "duty": "schedule_notice"}, "phải trước ngày kiểm tra"),
        ({"kind": "months", "year": "2024"}, "Chọn các tháng."),
        ({"kind": "range", "start": "5/9/2024", "end": "1/9/2024"}, "sau ngày bắt đầu"),
        ({"kind": "la"}, "Chọn một mục có trong danh sách"),
        ({"kind": ""}, "Chọn cách ấn định thời hạn."),
        ({"kind": "by_date", "day": "1/9/2024", "title": ""}, "Nhập việc phải làm."),
    ],
)
def test_a_wrong_deadline_is_refused(client, made, facts, message):
    path = address(made, "loai/{strand}/thoi-han/them/")
    text = client.post(path, {"title": "Gửi", "duty": "other", **facts}, 422).text
    assert message in text
    assert PlanDeadline.select().count() == 1


def test_a_deadline_is_changed_by_one_at_a_time_and_removed(client, made):
    path = address(made, "loai/{strand}/thoi-han/{deadline}/")
    facts = {"title": "Gửi", "duty": "visit_report", "kind": "days_before_visit", "version": "1"}
    client.post(path, {**facts, "n": "7"})
    text = client.post(path, {**facts, "n": "9"}, 409).text
    assert "07 ngày trước" in text
    assert 'value="9"' in text
    assert DeadlineRule.from_dict(PlanDeadline.get().rule).n == 7
    client.follow(client.post(path + "xoa", {"version": "1"}))
    assert PlanDeadline.select().count() == 1  # not as it was shown
    client.follow(client.post(path + "xoa", {"version": "2"}))
    assert PlanDeadline.select().count() == 0


def test_the_fragment_of_a_deadline_is_part_of_the_page(client, made):
    path = address(made, "loai/{strand}/thoi-han/them/")
    assert bare(client.htmx(path).text) in bare(client.get(path).text)
