"""Rows of a file against the register: what is new, changed, the same, doubtful or wrong."""

from datetime import date

import pytest

from portal.units.importing.diff_rules import compare
from portal.units.importing.outcome_rules import Known
from portal.units.importing.row_rules import NoHeading, read_rows

TODAY = date(2026, 11, 21)
HEAD = ["Mã đơn vị", "Tên đơn vị", "Loại đơn vị", "Khối xếp hạng", "Thuộc khối từ ngày",
        "Tên này dùng từ ngày", "Hoạt động đến hết ngày", "Đơn vị cấp trên"]  # fmt: skip
KNOWN = {
    one.code: one
    for one in (
        Known("so-y-te", "Sở Y tế", "SYT", "", "department", "province", "ubnd-tinh",
              "so-ban-nganh", former=("Ty Y tế",)),
        Known("xa-mai-son", "Ủy ban nhân dân xã Mai Sơn", "UBND xã Mai Sơn", "", "commune",
              "commune"),
        Known("ubnd-tinh", "Ủy ban nhân dân tỉnh", "", "", "authority", "province"),
        Known("so-cu", "Sở Cũ", "", "", "department", "province", valid_to=date(2025, 2, 28)),
    )
}  # fmt: skip


def results(*lines, decisions=None):
    table = [HEAD, *([*line, *[""] * (len(HEAD) - len(line))] for line in lines)]
    return compare(read_rows(table), KNOWN, decisions or {}, TODAY)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (["so-y-te", "Sở Y tế"], "unchanged"),
        (["so-y-te", ""], "unchanged"),
        (["", "Sở Y tế", "Sở, ban, ngành"], "unchanged"),
        (["so-y-te", "Ty Y tế"], "unchanged"),
        (["so-y-te", "Sở Y Tế"], "changed"),
        (["so-y-te", "Sở Sức khỏe"], "doubtful"),
        (["so-y-te", "Sở Sức khỏe", "", "", "", "01/01/2026"], "changed"),
        (["", "so y te"], "doubtful"),
        (["", "SYT"], "doubtful"),
        (["ma-moi", "Sở Y tế", "department"], "doubtful"),
        (["", "UBND xã Mai Sơn"], "doubtful"),
        (["", "UBND phường Mai Sơn", "ward"], "new"),
        (["", "Sở Cũ", "department"], "new"),
        (["", "Sở Mới", "Sở, ban, ngành"], "new"),
        (["", "Sở Mới"], "wrong"),
        (["", "Sở Mới", "Sở gì đó"], "wrong"),
        (["Sở Y", "Sở Mới", "department"], "wrong"),
        (["so-y-te", "Ủy ban nhân dân xã Mai Sơn"], "wrong"),
        (["so-y-te", "", "", "Khối xã, phường"], "wrong"),
        (["so-y-te", "", "", "Khối xã, phường", "1/1/2026"], "changed"),
        (["xa-mai-son", "", "", "Khối xã, phường"], "changed"),
        (["so-y-te", "", "", "", "", "", "31/12/2025"], "wrong"),
        (["so-cu", "", "", "", "", "", "28/02/2025"], "unchanged"),
        (["so-y-te", "", "", "", "", "", "31/02/2025"], "wrong"),
        (["so-y-te", "", "", "", "", "", "", "khong co"], "wrong"),
        (["so-y-te", "", "", "", "", "", "", "Ủy ban nhân dân tỉnh"], "unchanged"),
        (["so-y-te", "", "", "", "", "", "", "so-y-te"], "wrong"),
    ],
)
def test_a_row_is_judged(line, kind):
    assert [one.kind for one in results(line)] == [kind]


def test_a_unit_named_twice_is_wrong_the_second_time():
    found = results(["", "Sở Mới", "department"], ["", "SỞ MỚI", "department"])
    assert [one.kind for one in found] == ["new", "wrong"]
    assert found[1].errors == (("name", "Trùng với dòng 2."),)


def test_a_doubt_ends_with_a_choice():
    line = ["", "so y te", "", "", "", "", "", "xa-mai-son"]
    (doubtful,) = results(line)
    assert [choice.value for choice in doubtful.choices] == ["same:so-y-te", "new", "skip"]
    (same,) = results(line, decisions={2: "same:so-y-te"})
    assert (same.kind, same.code) == ("changed", "so-y-te")
    assert [change.column for change in same.changes] == ["parent"], "the spelling came along"
    assert results(line, decisions={2: "skip"})[0].kind == "skipped"
    assert results(line, decisions={2: "same:khong-co"})[0].kind == "doubtful"


def test_what_the_file_leaves_empty_stays():
    (one,) = results(["so-y-te", "Sở Y tế", "agency"])
    assert [(c.column, c.before, c.after) for c in one.changes] == [
        ("type", "department", "agency")
    ]


def test_the_heading_may_stand_lower_and_in_machine_names():
    rows = read_rows([["DANH MỤC"], [], ["name *", "code"], ["Sở Y tế", "so-y-te"], ["", ""]])
    assert [(row.line, row.values) for row in rows] == [(4, {"name": "Sở Y tế", "code": "so-y-te"})]
    with pytest.raises(NoHeading, match="hai lần"):
        read_rows([["Tên đơn vị", "ten don vi"]])
    with pytest.raises(NoHeading, match="Tên đơn vị"):
        read_rows([["Họ tên"], ["A"]])
