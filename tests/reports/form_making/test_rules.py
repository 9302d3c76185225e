"""Lint, differences and row changes of a form definition: no app, no database."""

from copy import deepcopy
from typing import Any

import pytest

from portal.reports.form_making.diff_rules import differences
from portal.reports.form_making.lint_rules import errors, look_through
from portal.reports.form_making.meaning_rules import Meaning, meanings
from portal.reports.form_making.numbering_rules import place_of
from portal.reports.form_making.part_rules import PARTS, row_of, rows, seen_mark
from portal.reports.form_making.row_rules import (
    CODE,
    RowHeld,
    added,
    changed,
    moved,
    new_code,
    removed,
)
from portal.reports.form_version import FormFault, parse, shaped
from tests.reports.form_making.factories import (
    CHECKS,
    GROUPS,
    ROWS,
    SECTIONS,
    indicator,
    shipped,
    small,
)


def words(raw: dict[str, Any], error: bool = True, before: Any = None, history: Any = None) -> str:
    found = look_through(shaped(raw), shaped(before or small()), history)
    return " ".join(one.words for one in found if one.error == error)


def codes(raw: dict[str, Any], part: Any) -> list[str]:
    return [row["code"] for row in rows(raw, part)]


@pytest.mark.parametrize(
    "province", ["son-la", "son-la-2026", "ha-nam", "quang-nam", "thai-nguyen"]
)
def test_the_shipped_form_has_no_error_against_itself(province: str) -> None:
    form = shaped(shipped(province))
    assert errors(look_through(form, form, meanings(form))) == []


def test_words_and_days_need_no_unit_and_are_in_no_sum() -> None:
    worded = added(small(), ROWS, "chu", indicator(type="text", unit=""))
    assert words(worded) == ""
    rows(worded, CHECKS)[0]["left"].append("chu")
    assert "“chu” không phải là số" in words(worded)


def test_a_ratio_without_denominator_warns_where_it_stood_and_stops_where_it_is_new() -> None:
    assert words(small()) == ""
    printed = small()
    row_of(printed, ROWS, "2.4-dung-han")["denominator"] = ""  # type: ignore[index]
    assert "Chưa ghi mẫu số" in words(printed, error=False, before=printed)
    new = added(small(), ROWS, "moi", indicator(type="percent", unit="%"))
    assert "Chưa ghi mẫu số" in words(new)
    named = added(small(), ROWS, "moi", indicator(type="percent", unit="%", denominator="Tổng"))
    assert words(named) == ""


@pytest.mark.parametrize(
    ("part", "code", "values", "said"),
    [
        (ROWS, "i.1-nhiem-vu", {"type": "percent"}, "phải lập dòng mới"),
        (ROWS, "i.1-nhiem-vu", {"type": ""}, "Chưa có loại số liệu"),
        (ROWS, "i.1-nhiem-vu", {"type": "number"}, "không có"),
        (ROWS, "i.1-nhiem-vu", {"unit": ""}, "Chưa có đơn vị tính"),
        (ROWS, "i.1-nhiem-vu", {"label": ""}, "không có tên"),
        (ROWS, "i.1-nhiem-vu", {"group": "xyz"}, "nhóm “xyz” không có"),
        (ROWS, "2.4-xin-loi", {"parts": ["Một"]}, "đúng hai phần"),
        (ROWS, "i.1-nhiem-vu", {"applies": {"levels": ["sao-hoa"]}}, "Cấp “sao-hoa”"),
        (SECTIONS, "p1.i", {"kind": "heading"}, "phải lập dòng mới"),
        (SECTIONS, "p1.i", {"kind": "x"}, "Loại mục “x”"),
        (SECTIONS, "p1.i", {"level": 5}, "Bậc 5"),
        (GROUPS, "i.1", {"parent": "xyz"}, "nhóm “xyz” không có"),
        (GROUPS, "i", {"parent": "i.1"}, "đứng sau"),
        (CHECKS, "ke-hoach-hoan-thanh", {"left": ["xyz"]}, "Dẫn chỉ tiêu “xyz”"),
        (CHECKS, "ke-hoach-hoan-thanh", {"right": []}, "Chưa đủ chỉ tiêu"),
        (CHECKS, "ke-hoach-hoan-thanh", {"kind": "x"}, "Phép so “x”"),
        (CHECKS, "ke-hoach-hoan-thanh", {"kind": "date_le"}, "không phải là ngày"),
        (CHECKS, "ke-hoach-hoan-thanh", {"severity": "x"}, "Mức “x”"),
        (ROWS, "2.4-dung-han", {"denominator_row": "xyz"}, "Mẫu số dẫn chỉ tiêu “xyz”"),
        (ROWS, "2.4-dung-han", {"denominator_row": "2.4-xin-loi"}, "không phải là số đếm"),
        (ROWS, "i.1-nhiem-vu", {"denominator_row": "i.1-hoan-thanh"}, "là tỷ lệ mới có"),
    ],
)
def test_errors_stop(part: Any, code: str, values: dict[str, Any], said: str) -> None:
    raw = small()
    row_of(raw, part, code).update(values)  # type: ignore[union-attr]
    assert said in words(raw)


def test_doubled_codes_and_numbers() -> None:
    raw = small()
    raw["statistics"]["indicators"].append(deepcopy(raw["statistics"]["indicators"][0]))
    assert "dùng cho hai dòng" in words(raw)
    with pytest.raises(FormFault):
        parse(raw)
    raw = small()
    for code in ("i.1-nhiem-vu", "i.1-hoan-thanh"):
        row_of(raw, ROWS, code)["number"] = "1.1"  # type: ignore[index]
    assert "Số “1.1” in hai lần" in words(raw)
    for code, level in (("i.1-nhiem-vu", "province"), ("i.1-hoan-thanh", "commune")):
        row_of(raw, ROWS, code)["applies"] = {"levels": [level]}  # type: ignore[index]
    assert words(raw) == ""


def test_a_group_number_printed_twice_and_a_gap_only_warn() -> None:
    raw = small()
    row_of(raw, GROUPS, "i.2")["number"] = "1"  # type: ignore[index]
    assert words(raw) == ""
    assert "Số “1” in hai lần" in words(raw, error=False)
    row_of(raw, GROUPS, "i.2")["number"] = "4"  # type: ignore[index]
    assert words(raw) == ""
    assert "nhảy quãng ở “4”: sau 1 đến 4" in words(raw, error=False)


@pytest.mark.parametrize(
    ("text", "number"), [("2.3", 3), ("IV.", 4), ("XIX", 19), ("6", 6), ("b", None), ("", None)]
)
def test_numbers_as_printed(text: str, number: int | None) -> None:
    assert place_of(text) == number


def test_a_removed_code_does_not_come_back_with_another_meaning() -> None:
    old = {("chi-tieu", "cu"): Meaning("count", "Số cuộc họp", 1)}
    back = added(small(), ROWS, "cu", indicator(label="Số máy tính"))
    assert "không dùng lại" in words(back, history=old)
    same = added(small(), ROWS, "cu", indicator(label="Số  cuộc Họp"))
    assert words(same, history=old) == ""
    other_type = added(
        small(), ROWS, "cu", indicator(label="Số cuộc họp", type="percent", denominator="Tổng")
    )
    assert "phải lập dòng mới" in words(other_type, history=old)


def test_reassigned_levels_must_exist() -> None:
    raw = small()
    raw["reassign"] = {"district": ["commune"]}
    assert words(raw) == ""
    raw["reassign"] = {"district": []}
    assert "Chuyển phần của cấp" in words(raw)


# Rows


def test_a_new_row_ends_its_group_or_follows_the_one_named() -> None:
    raw = small()
    end = added(raw, ROWS, "moi", indicator())
    assert codes(end, ROWS)[:4] == ["i.1-nhiem-vu", "i.1-hoan-thanh", "moi", "i.2-ke-hoach"]
    behind = added(raw, ROWS, "moi", indicator(), "i.1-nhiem-vu")
    assert codes(behind, ROWS)[:3] == ["i.1-nhiem-vu", "moi", "i.1-hoan-thanh"]
    assert "moi" not in codes(raw, ROWS)


def test_a_changed_group_takes_the_row_to_its_end() -> None:
    raw = changed(small(), ROWS, "i.1-nhiem-vu", indicator(group="2.4"))
    assert codes(raw, ROWS)[-1] == "i.1-nhiem-vu"
    assert row_of(raw, ROWS, "i.1-nhiem-vu")["source_line"]  # type: ignore[index]


def test_rows_move_among_their_like_with_what_stands_under_them() -> None:
    raw = moved(small(), ROWS, "i.1-hoan-thanh", up=True)
    assert codes(raw, ROWS)[:2] == ["i.1-hoan-thanh", "i.1-nhiem-vu"]
    assert moved(raw, ROWS, "i.1-hoan-thanh", up=True) == raw
    swapped = moved(small(), SECTIONS, "p1", up=False)
    assert codes(swapped, SECTIONS) == ["p2", "p2.i", "p2.i.1", "p1", "p1.i"]
    assert codes(moved(swapped, SECTIONS, "p1", up=True), SECTIONS) == codes(small(), SECTIONS)
    assert codes(moved(small(), SECTIONS, "p1.i", up=False), SECTIONS) == codes(small(), SECTIONS)


def test_what_holds_others_is_not_removed() -> None:
    for part, code in ((SECTIONS, "p2.i"), (GROUPS, "i.1"), (GROUPS, "i")):
        with pytest.raises(RowHeld):
            removed(small(), part, code)
    assert "i.1-nhiem-vu" not in codes(removed(small(), ROWS, "i.1-nhiem-vu"), ROWS)
    assert "Dẫn chỉ tiêu" in words(removed(small(), ROWS, "i.1-nhiem-vu"))


def test_new_codes_are_new_and_fit_an_address() -> None:
    code = new_code(ROWS, indicator(label="Số “Đề án” / % 2025"), ())
    assert code == "i.1-so-de-an-2025"
    assert new_code(ROWS, indicator(label="Số “Đề án” / % 2025"), {code}) == f"{code}-2"
    assert CODE.fullmatch(new_code(ROWS, indicator(label="!" * 300, group=""), ()))
    assert CODE.fullmatch(new_code(ROWS, indicator(label="dài " * 90, group=".-"), ()))


# Differences


def test_nothing_changed_is_no_difference() -> None:
    assert differences(shipped(), shipped()) == []


def test_every_kind_of_difference_is_told() -> None:
    raw = changed(small(), ROWS, "i.2-ke-hoach", indicator(
        label=row_of(small(), ROWS, "i.2-ke-hoach")["label"], group="i.2",  # type: ignore[index]
        unit="Phòng", applies=["district", "commune"],
    ))  # fmt: skip
    raw = added(raw, ROWS, "moi", indicator())
    raw = removed(raw, ROWS, "2.4-xin-loi")
    raw = moved(raw, SECTIONS, "p1", up=False)
    raw["reassign"] = {"district": ["commune"]}
    raw["title"] = "Tên khác"
    found = differences(small(), raw)
    kinds = {(one.kind, one.code) for one in found}
    assert kinds >= {("added", "moi"), ("removed", "2.4-xin-loi"), ("changed", "i.2-ke-hoach")}
    general = next(one for one in found if one.part == "chung")
    assert ("Phần của Cấp huyện do cấp nào điền", "Cấp huyện", "Cấp xã") in general.fields
    unit = next(one for one in found if one.code == "i.2-ke-hoach")
    assert ("Cấp phải điền", "Mọi cấp", "Cấp huyện; Cấp xã") in unit.fields
    assert [name for name, _b, _a in unit.fields] == ["Đơn vị tính", "Cấp phải điền"]
    # the fewest rows that explain the new order: p1 and what stands under it
    assert {one.code for one in found if one.kind == "moved"} == {"p1", "p1.i"}


def test_a_mark_tells_a_changed_row() -> None:
    row = rows(small(), ROWS)[0]
    assert seen_mark(row) == seen_mark(dict(reversed(row.items())))
    assert seen_mark(row) != seen_mark({**row, "unit": "x"})
    assert seen_mark(None) != seen_mark(row)
    assert all(part.code == code for code, part in PARTS.items())
