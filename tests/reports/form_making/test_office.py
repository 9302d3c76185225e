"""The pages of report forms: read, draft, rows, upload, issue."""

import io
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from portal.clock import now
from portal.reports.form_making import actions, queries
from portal.reports.form_making.excel_writing import definition_xlsx
from portal.reports.form_making.general_rules import general_of
from portal.reports.form_making.models import FormDraft
from portal.reports.form_making.part_rules import row_of, seen_mark
from portal.reports.form_version import shaped
from portal.reports.layout import task_columns
from portal.reports.models import FormVersion
from tests import factories
from tests.reports.form_making.factories import CHECKS, ROWS, shipped, small, typed, version
from tests.reports.office_factories import duty

PAGES = "/lam-viec/dieu-hanh/bieu-mau/"
OLD = "i.1-nhiem-vu"


@pytest.fixture
def draft(database: Any) -> FormDraft:
    return actions.begin(factories.actor(), version(), now())


def at(draft: FormDraft, rest: str = "") -> str:
    return f"{PAGES}ban-thao/{draft.id}/{rest}"


def raw(draft: FormDraft) -> Any:
    return queries.raw_of(FormDraft.get_by_id(draft.id).definition)


def mark(draft: FormDraft, code: str = OLD) -> str:
    return seen_mark(row_of(raw(draft), ROWS, code))


def file(definition: Any) -> dict[str, Any]:
    return {"file": (io.BytesIO(definition_xlsx(definition)), "mau.xlsx")}


def test_versions_are_listed_with_their_use_and_read_whole(database: Any, sign_in: Any) -> None:
    raw = shipped()
    row_of(raw, ROWS, "2.4-dung-han")["denominator"] = ""  # type: ignore[index]
    first = version(raw)
    duty(form=first)
    reader = sign_in("supervisor")
    listed = reader.get(PAGES).text
    assert "bản 1" in listed
    assert "Đang dùng" in listed
    assert "Soạn bản mới" not in listed
    page = reader.get(f"{PAGES}{first.id}/").text
    for words in ("Chỉ tiêu (Phụ lục II) (104)", "Số TTHC đã được phê duyệt quy trình nội bộ",
                  "Số thủ tục / Tỷ lệ %", "Cấp huyện; Cấp xã", "Tổng số hồ sơ đã tiếp nhận",
                  "1 chỗ nên xem", "Chưa ghi mẫu số của tỷ lệ."):  # fmt: skip
        assert words in page
    body = reader.get(f"{PAGES}{first.id}/dinh-nghia.xlsx").data
    names = CalamineWorkbook.from_filelike(io.BytesIO(body)).sheet_names
    assert names == ["Thông tin chung", "Đề cương", "Nhóm nhiệm vụ", "Nhóm chỉ tiêu",
                     "Chỉ tiêu", "Phép kiểm tra", "Hướng dẫn"]  # fmt: skip


def test_a_form_is_changed_and_issued_in_the_browser(database: Any, sign_in: Any) -> None:
    first = version()
    editor = sign_in("office_editor")
    editor.post(f"{PAGES}{first.id}/soan", {}, 302)
    draft = FormDraft.get()
    page = editor.get(at(draft)).text
    assert "Không có gì khác." in page
    assert "Tải lên từ Excel" in page
    editor.get(at(draft, f"chi-tieu/them?sau={OLD}"))
    editor.post(at(draft, f"chi-tieu/them?sau={OLD}"), typed(), 302)
    rows = [row["code"] for row in raw(draft)["statistics"]["indicators"]]
    assert rows[:2] == [OLD, "i.1-so-van-ban-da-ban-hanh"]
    for part in ("de-cuong/p1.i/", "nhom-nhiem-vu/chi-dao-dieu-hanh/", "nhom-chi-tieu/i.1/",
                 f"chi-tieu/{OLD}/", "kiem-tra/ke-hoach-hoan-thanh/"):  # fmt: skip
        editor.get(at(draft, part))
    changed = typed(seen=mark(draft), label="Tên mới", applies=["commune"], optional="y")
    editor.post(at(draft, f"chi-tieu/{OLD}/"), changed, 302)
    row = row_of(raw(draft), ROWS, OLD)
    assert (row["label"], row["applies"], row["optional"]) == (  # type: ignore[index]
        "Tên mới", {"levels": ["commune"]}, True,
    )  # fmt: skip
    editor.post(at(draft, f"chi-tieu/{OLD}/chuyen"), {"seen": mark(draft), "huong": "xuong"}, 302)
    assert raw(draft)["statistics"]["indicators"][1]["code"] == OLD
    editor.post(at(draft, "chi-tieu/2.4-xin-loi/bo"), {"seen": mark(draft, "2.4-xin-loi")}, 302)
    assert row_of(raw(draft), ROWS, "2.4-xin-loi") is None
    page = editor.get(at(draft)).text
    assert "người có vai trò Người duyệt đăng ban hành" in page
    editor.get(at(draft, "ban-hanh"), 404)
    approver = sign_in("office_approver")
    shown = approver.get(at(draft, "ban-hanh")).text
    assert "Tên mới" in shown
    assert "Bỏ" in shown
    revision = FormDraft.get().revision
    approver.post(at(draft, "ban-hanh"), {"seen": revision, "note": ""}, 422)
    approver.post(at(draft, "ban-hanh"), {"seen": revision, "note": "Theo kế hoạch mới"}, 302)
    made = FormVersion.get(version=2)
    page = approver.get(f"{PAGES}{made.id}/").text
    assert "Theo kế hoạch mới" in page
    assert "Khác bản 1" in page
    assert "Nạp cùng cổng" in approver.get(PAGES).text


def test_a_second_editor_is_shown_what_the_first_wrote_and_loses_nothing(
    draft: FormDraft, sign_in: Any
) -> None:
    seen, page = mark(draft), at(draft, f"chi-tieu/{OLD}/")
    sign_in("office_editor").post(page, typed(seen=seen, label="Người thứ nhất"), 302)
    second = sign_in("office_approver")
    answer = second.post(page, typed(seen=seen, label="Người thứ hai"), 409).text
    assert "Người thứ nhất" in answer
    assert 'value="Người thứ hai"' in answer
    second.post(page, typed(seen=mark(draft), label="Người thứ hai"), 302)
    assert row_of(raw(draft), ROWS, OLD)["label"] == "Người thứ hai"  # type: ignore[index]
    second.post(f"{page}bo", {"seen": seen}, 302)
    assert row_of(raw(draft), ROWS, OLD)
    second.post(f"{page}bo", {"seen": mark(draft)}, 302)
    gone = second.post(page, typed(seen=seen, label="Gõ dở"), 409).text
    assert "vừa bỏ dòng này" in gone
    assert 'value="Gõ dở"' in gone


def test_a_rule_is_edited_by_names_or_codes(draft: FormDraft, sign_in: Any) -> None:
    editor, page = sign_in("office_editor"), at(draft, "kiem-tra/ke-hoach-hoan-thanh/")
    shown = editor.get(page).text
    assert "i.1-hoan-thanh | Số nhiệm vụ đã hoàn thành" in shown
    row = row_of(raw(draft), CHECKS, "ke-hoach-hoan-thanh")
    sent = {"message": "Chưa khớp.", "kind": "sum_eq", "severity": "hard", "seen": seen_mark(row)}
    sides = {"left": "số nhiệm vụ đã hoàn thành", "right": "i.1-nhiem-vu | tên cũ"}
    unknown = editor.post(page, {**sent, **sides, "left": "Dòng lạ"}, 422).text
    assert "Không có chỉ tiêu “Dòng lạ”" in unknown
    editor.post(page, {**sent, **sides}, 302)
    row = row_of(raw(draft), CHECKS, "ke-hoach-hoan-thanh")
    assert row
    assert (row["severity"], row["left"], row["right"]) == (
        "hard", ["i.1-hoan-thanh"], ["i.1-nhiem-vu"],
    )  # fmt: skip
    assert "Chặn: số liệu kỳ này" in editor.get(at(draft)).text


@pytest.mark.parametrize(
    ("part", "values", "said"),
    [
        ("chi-tieu", typed(unit=""), "Ghi đơn vị tính"),
        ("chi-tieu", typed(label=""), "Tên chỉ tiêu"),
        ("chi-tieu", typed(type="khac"), "Chọn một mục có trong danh sách"),
        ("chi-tieu", typed(group="khac"), "Chọn một mục có trong danh sách"),
        ("chi-tieu", typed(number="1" * 21), "dài tối đa"),
        ("chi-tieu", typed(parts="a\n" * 41), "Tối đa 40 dòng"),
        ("de-cuong", {"title": "Mục", "level": "9", "kind": "narrative"}, "danh sách"),
        ("kiem-tra", {"message": "Lời", "kind": "sum_le", "left": ""}, "Các chỉ tiêu bên trái"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field(
    draft: FormDraft, sign_in: Any, part: str, values: dict[str, str], said: str
) -> None:
    before = raw(draft)
    assert said in sign_in("office_editor").post(at(draft, f"{part}/them"), values, 422).text
    assert raw(draft) == before


def test_a_definition_is_uploaded_looked_at_and_taken(draft: FormDraft, sign_in: Any) -> None:
    editor = sign_in("office_editor")
    body = editor.get(at(draft, "dinh-nghia.xlsx")).data
    assert body[:2] == b"PK"
    editor.get(at(draft, "tai-len"))
    editor.get(at(draft, "tai-len/xem"), 302)
    faulty = small()
    faulty["statistics"]["indicators"][0]["label"] = ""
    page = editor.post(at(draft, "tai-len"), {**file(faulty), "seen": "1"}, 422).text
    assert "Tên chỉ tiêu" in page
    assert "Ô này không được để trống" in page
    changed = small()
    changed["statistics"]["indicators"].pop()
    changed["statistics"]["indicators"][0]["label"] = "Tên trong tệp"
    editor.post(at(draft, "tai-len"), {**file(changed), "seen": "77"}, 409)
    editor.post(at(draft, "tai-len"), {**file(changed), "seen": "1"}, 302)
    page = editor.get(at(draft, "tai-len/xem")).text
    assert "Tên trong tệp" in page
    assert raw(draft) == small()
    assert "vừa sửa" in editor.post(at(draft, "tai-len/xem"), {"seen": "1"}, 409).text
    editor.post(at(draft, "tai-len/xem"), {"seen": "2"}, 302)
    assert raw(draft) == changed


def test_levels_and_headings_are_changed_on_the_page(draft: FormDraft, sign_in: Any) -> None:
    editor, present = sign_in("office_editor"), general_of(small())
    editor.get(at(draft, "chung"))
    sent = {
        **{key: value for key, value in present.items() if key != "reassign"},
        **{f"takes_{level}": takers for level, takers in present["reassign"].items()},
        "seen": seen_mark(present),
    }
    assert (
        "ít nhất một cấp"
        in editor.post(at(draft, "chung"), {**sent, "takes_district": []}, 422).text
    )
    editor.post(at(draft, "chung"), {**sent, "takes_district": ["commune"]}, 302)
    assert raw(draft)["reassign"]["district"] == ["commune"]
    sent["seen"] = seen_mark(general_of(raw(draft)))
    wrong = {"cutoff_day": "31/2", "year_current": "Số liệu {nam}"}
    assert "Ghi ngày/tháng" in editor.post(at(draft, "chung"), {**sent, **wrong}, 422).text
    right = {"cutoff_day": "30/9", "year_current": "9 tháng năm {năm}", "column_due": "Phải xong"}
    editor.post(at(draft, "chung"), {**sent, **right}, 302)
    form = shaped(raw(draft))
    assert (form.cutoff_in(2024), form.year_labels(2024)["current"]) == (
        "2024-09-30", "9 tháng năm 2024",
    )  # fmt: skip
    assert ("due", "Phải xong") in task_columns(form)
    answer = editor.post(at(draft, "chung"), {**sent, "title": "Tên tôi gõ"}, 409).text
    assert 'value="Tên tôi gõ"' in answer
    assert "Cấp xã" in answer


def test_issuing_is_refused_with_its_reasons(draft: FormDraft, sign_in: Any) -> None:
    approver = sign_in("office_approver")
    page = approver.post(at(draft, "ban-hanh"), {"seen": "1", "note": "x"}, 422).text
    assert "chưa khác bản đang dùng" in page
    approver.post(at(draft, f"chi-tieu/{OLD}/"), typed(seen=mark(draft), type="flag"), 302)
    page = approver.post(at(draft, "ban-hanh"), {"seen": "2", "note": "x"}, 422).text
    assert "còn 1 lỗi" in page
    assert "phải lập dòng mới" in page
    approver.post(at(draft, "ban-hanh"), {"seen": "1", "note": "Giữ lời này"}, 409)
    approver.post(at(draft, "bo"), {"seen": "1"}, 302)
    assert FormDraft.select().exists()
    approver.post(at(draft, "bo"), {"seen": "2"}, 302)
    assert not FormDraft.select().exists()
    assert FormVersion.select().count() == 1


def test_what_is_not_there_is_404(draft: FormDraft, sign_in: Any) -> None:
    editor = sign_in("office_editor")
    for rest in ("khac/them", "chi-tieu/khong-co/", "de-cuong/i.1-nhiem-vu/"):
        editor.get(at(draft, rest), 404)
    editor.get(f"{PAGES}999/", 404)
    editor.get(f"{PAGES}ban-thao/999/", 404)
