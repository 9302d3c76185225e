"""Next year's plan from last year's: what is taken over, what is said not to fit any more."""

from datetime import date

import pytest

from portal.deadlines.deadline_rule import DeadlineRule
from portal.documents.citations import citation_key
from portal.legal.models import LegalDocument
from portal.plans.cloning import actions
from portal.plans.cloning.models import PlanTodo
from portal.plans.cloning.queries import open_todos, todos_of
from portal.plans.cloning.rules import mentions_of, moved_day, moved_rule, moved_text
from portal.plans.models import Plan, PlanDeadline, PlanItem, Strand, StrandUnit
from portal.plans.queries import strands_of
from portal.units.models import Succession, UnitName
from tests import factories
from tests.plans.factories import address, issued


@pytest.fixture
def source(database):
    """A plan of 2024 with a department, one that was renamed, and a district that was divided."""
    document = issued(
        legal_bases=["Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021;"], signer="Hoàng Quốc Khánh"
    )
    plan = factories.plan(
        2024,
        document=document,
        review_period="Từ ngày 01/01/2023 đến thời điểm kiểm tra",
        body_html="<p>Báo cáo trước ngày 30/10/2024. Giai đoạn 2021-2030.</p>",
        contents=[{"code": "noi-dung-cu", "title": "Cải cách thể chế"}],
    )
    stays = factories.unit("Sở Tài chính")
    renamed = factories.unit("Sở Nông nghiệp và Môi trường")
    UnitName.create(unit=renamed, name="Sở Nông nghiệp", valid_to=date(2025, 2, 28))
    gone = factories.unit("UBND huyện Mai Sơn", level="district", type="district")
    heirs = [factories.unit(f"UBND xã Mai {n}", level="commune", type="commune") for n in "AB"]
    type(gone).update(valid_to=date(2025, 6, 30)).where(type(gone).id == gone.id).execute()
    for heir in heirs:
        type(heir).update(valid_from=date(2025, 7, 1)).where(type(heir).id == heir.id).execute()
        Succession.create(predecessor=gone, successor=heir, on=date(2025, 7, 1), kind="split")
    strand = factories.strand(plan, (stays, renamed, gone), code="truc-tiep")
    StrandUnit.update(name="Sở Nông nghiệp").where(StrandUnit.unit == renamed).execute()
    factories.deadline(strand)
    by_day = DeadlineRule("by_date", day=date(2024, 10, 31))
    factories.deadline(strand, duty="self_inspection_report", rule=by_day)
    lead = [{"name": gone.name, "code": gone.code}]
    value = {
        "number": "1", "title": "Tự kiểm tra năm 2024", "lead": lead,
        "due": {"kind": "before_date", "day": "2024-10-15"},
    }  # fmt: skip
    factories.plan_item(plan, value=value)
    return plan


@pytest.fixture
def cloned(source, clerk):
    """The plan of 2026 made from it."""
    title = "Kế hoạch kiểm tra công tác cải cách hành chính năm 2026"
    return actions.clone_plan(clerk, Plan.get_by_id(source.id), title, 2026)


def test_strands_units_deadlines_lists_and_text_are_taken_over(source, cloned):
    (strand,) = strands_of(cloned)
    assert strand.code == "truc-tiep"
    assert [row.name for row in StrandUnit.select().where(StrandUnit.strand == strand)] == [
        "Sở Tài chính",
        "Sở Nông nghiệp và Môi trường",
    ]
    rules = [row.rule for row in PlanDeadline.select().where(PlanDeadline.strand == strand)]
    assert {"kind": "days_before_visit", "n": 5} in rules
    assert {"kind": "by_date", "day": "2026-10-31"} in rules
    item = PlanItem.get(PlanItem.plan == cloned)
    assert item.value["due"] == {"kind": "before_date", "day": "2026-10-15"}
    assert item.value["title"] == "Tự kiểm tra năm 2026"
    assert cloned.review_period == "Từ ngày 01/01/2025 đến thời điểm kiểm tra"
    assert cloned.contents == [{"code": "noi-dung-cu", "title": "Cải cách thể chế"}]
    assert cloned.body_html == source.body_html
    document = cloned.document
    assert (document.number, document.issued_on, document.signed_file_id) == ("", None, None)
    assert document.legal_bases == source.document.legal_bases
    # the source stands as it was
    assert StrandUnit.select().join(Strand).where(Strand.plan == source).count() == 3


def test_what_no_longer_fits_is_listed(cloned):
    found = {row.kind: row for row in todos_of(cloned)}
    assert {"unit-gone", "unit-renamed", "body-gone", "deadline", "text", "basis-check"} <= set(
        found
    )
    assert found["unit-gone"].blocking
    assert "Kế thừa: UBND xã Mai A; UBND xã Mai B." in found["unit-gone"].text
    assert "Sở Nông nghiệp nay là Sở Nông nghiệp và Môi trường" in found["unit-renamed"].title
    assert "31/10/2024 (Thứ Năm) → 31/10/2026 (Thứ Bảy), là ngày nghỉ" in found["deadline"].text
    assert found["text"].text == "30/10/2024"
    assert "chi-tieu" not in {row.key for row in todos_of(cloned)}
    assert "Hoàng Quốc Khánh" in next(r for r in todos_of(cloned) if r.key == "nguoi-ky").text


def test_heirs_are_put_in_with_one_action(client, cloned):
    todo = PlanTodo.get(PlanTodo.kind == "unit-gone")
    path = address(cloned, f"ra-soat/{todo.id}/ke-thua")
    assert "Chọn ít nhất một" in client.post(path, {}, 422).text
    chosen = [todo.data["heirs"][1], "so-khong-phai-ke-thua"]
    client.follow(client.post(path, {"don-vi": chosen}))
    strand = Strand.get(Strand.plan == cloned)
    names = [row.name for row in StrandUnit.select().where(StrandUnit.strand == strand)]
    assert names == ["Sở Tài chính", "Sở Nông nghiệp và Môi trường", "UBND xã Mai B"]
    assert PlanTodo.get_by_id(todo.id).state == "done"
    assert "vừa được người khác" in client.follow(client.post(path, {"don-vi": chosen})).text


def test_what_blocks_is_put_right_or_kept_for_a_reason_before_publishing(client, cloned):
    publish = address(cloned, "trinh-dang/")
    form = {"change_kind": "first", "change_note": "Đăng", "missing_document_reason": "Chưa có số"}
    page = client.post(publish, form, 422).text
    assert f"Còn {len(open_todos(cloned))} việc cần rà soát" in page
    for todo in open_todos(cloned):
        path = address(cloned, f"ra-soat/{todo.id}/xong")
        assert "Nhập lý do giữ nguyên" in client.post(path, {"viec": "giu"}, 422).text
        client.post(path, {"viec": "giu", "reason": "Sửa sau khi ban hành"}, 302)
    client.post(publish, form, 302)
    page = client.get(address(cloned, "ra-soat/")).text
    assert "giữ nguyên: Sửa sau khi ban hành" in page
    # opened again, it blocks again
    todo = PlanTodo.get(PlanTodo.kind == "text")
    client.post(address(cloned, f"ra-soat/{todo.id}/mo-lai"), {}, 302)
    assert open_todos(cloned) == [todo]


def test_looking_again_adds_what_is_new_and_keeps_what_was_decided(cloned, clerk):
    actions.close_todo(clerk, PlanTodo.get(PlanTodo.kind == "text"), "Trích văn bản cũ")
    assert actions.look_again(clerk, cloned) == actions.Found()
    unit = StrandUnit.select().join(Strand).where(Strand.plan == cloned).get().unit
    type(unit).update(valid_to=date(2026, 1, 31)).where(type(unit).id == unit.id).execute()
    assert actions.look_again(clerk, cloned) == actions.Found(new=1)
    assert PlanTodo.get(PlanTodo.kind == "text").state == "kept"


def test_the_form_proposes_the_next_year_and_refuses_the_same(client, source):
    path = address(source, "nhan-ban/")
    page = client.get(path).text
    assert "cải cách hành chính năm 2025" in page
    client.post(path, {"year": "2024", "title": "Kế hoạch khác"}, 422)
    form = {"year": "2026", "title": "Kế hoạch năm 2026"}
    assert "Việc cần rà soát" in client.follow(client.post(path, form)).text
    # the second click of a double click leads to the same plan
    client.post(path, form, 302)
    assert Plan.select().where(Plan.year == 2026).count() == 1


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("Kế hoạch năm 2024", "Kế hoạch năm 2026"),
        ("Từ 01/01/2023 đến 31/12/2024", "Từ 01/01/2025 đến 31/12/2026"),
        ("giai đoạn 2021-2030", "giai đoạn 2021-2030"),
        ("giai đoạn 2023 - 2025, năm 2024", "giai đoạn 2023 - 2025, năm 2026"),
        ("Nghị định 61/2018/NĐ-CP", "Nghị định 61/2018/NĐ-CP"),
        ("Nghị định 42/2024/NĐ-CP", "Nghị định 42/2024/NĐ-CP"),
    ],
)
def test_years_of_short_texts_move_with_the_plan(text, moved):
    assert moved_text(text, 2024, 2) == moved


@pytest.mark.parametrize(
    ("day", "years", "moved"),
    [
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2024, 10, 30), 2, date(2026, 10, 30)),
    ],
)
def test_a_day_moves_by_years(day, years, moved):
    assert moved_day(day, years) == moved


def test_rules_that_count_from_a_visit_stay():
    relative = DeadlineRule("days_before_visit", n=5)
    assert moved_rule(relative, 2) == relative
    months = DeadlineRule("months", year=2023, months=(10, 11))
    assert moved_rule(months, 1) == DeadlineRule("months", year=2024, months=(10, 11))
    span = DeadlineRule("range", start=date(2023, 1, 1), end=date(2024, 2, 29))
    assert moved_rule(span, 1) == DeadlineRule(
        "range", start=date(2024, 1, 1), end=date(2025, 2, 28)
    )


def test_mentions_name_each_way_of_writing_once():
    text = "Năm 2024 … trước 30/10/2024, 30/10/2024; 2021-2030; 12/2024/QĐ-UBND; năm 2023"
    assert mentions_of(text, 2024) == ["30/10/2024", "năm 2024"]


def test_a_basis_that_is_no_longer_in_force_holds_the_plan_up(source, clerk):
    LegalDocument.create(
        key=citation_key("76/NQ-CP"), number="76/NQ-CP", kind="Nghị quyết", title="Chương trình",
        issuer="Chính phủ", issued_on=date(2021, 7, 15), in_force_from=date(2021, 7, 15),
        ended_on=date(2026, 1, 1),
    )  # fmt: skip
    plan = actions.clone_plan(clerk, Plan.get_by_id(source.id), "Kế hoạch năm 2026", 2026)
    todo = next(row for row in open_todos(plan) if row.kind == "legal-basis")
    assert "76/NQ-CP đã hết hiệu lực từ ngày 01/01/2026" in todo.title


def test_a_leader_reads_what_is_to_be_looked_through_and_changes_nothing(sign_in, client, cloned):
    page = address(cloned, "ra-soat/")
    assert "Rà soát lại" in client.get(page).text
    assert "Rà soát lại" not in sign_in("supervisor").get(page).text
