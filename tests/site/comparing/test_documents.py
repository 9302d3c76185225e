"""Two versions side by side: only what changed, cell by cell and word by word."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.publishing.gate import newest_version, proposal
from portal.publishing.payload import canonical
from portal.publishing.proposed_changes import compared
from portal.publishing.shared import PublicDeadline
from portal.site.comparing.documents import cells_of, compare, is_empty
from portal.site.comparing.pages import changes_csv, listed_beside, pairs
from portal.site.comparing.text_blocks import lines_of
from portal.site.comparing.word_changes import differing, paired, shortened, word_changes
from tests.browser_client import Client
from tests.site import factories, publishing


def as_json(**values: object) -> dict:
    return json.loads(canonical(factories.plan(**values)))


def test_equal_versions_have_nothing_to_show() -> None:
    assert is_empty(compare(as_json(), as_json()))


def test_of_a_hundred_rows_only_the_changed_one_with_its_changed_cell() -> None:
    plan = factories.plan()
    strand = plan.strands[0]

    def version(moved: int) -> dict:
        rows = tuple(
            PublicDeadline(f"d-{n}", f"Việc {n}", "2026-06-12" if n != moved else "2026-06-19",
                           f"Cách tính {n}")
            for n in range(100)
        )  # fmt: skip
        return as_json(strands=(type(strand)(**{**vars(strand), "deadlines": rows}),))

    (table,) = compare(version(-1), version(40))["tables"]
    assert table["columns"] == ["Hạn cuối"]
    assert table["rows"] == [
        {"name": "Việc 40", "state": "changed", "cells": [["12/06/2026", "19/06/2026"]]}
    ]


def test_rows_that_came_and_went_say_so() -> None:
    plan = factories.plan()
    strand = plan.strands[1]
    units = (*strand.units[1:], *factories.refs("so-noi-vu"))
    after = as_json(strands=(plan.strands[0], type(strand)(**{**vars(strand), "units": units})))
    (table,) = compare(as_json(), after)["tables"]
    assert {row["state"] for row in table["rows"]} == {"added", "removed"}
    assert [cell[1] for row in table["rows"] for cell in row["cells"] if cell[1]] == ["Sở Nội vụ"]


def test_a_moved_session_is_told_in_words() -> None:
    row = {"code": "b1", "on": "2026-11-20", "part": "am", "part_name": "Buổi sáng",
           "state": "planned", "moved_to": ""}  # fmt: skip
    found = compare(
        {"state": "planned", "sessions": [row]},
        {"state": "concluded", "sessions": [{**row, "state": "moved", "moved_to": "b2"}]},
    )
    (fact,), (table,) = found["facts"], found["tables"]
    assert (fact["label"], fact["before"], fact["after"]) == (
        "Tình trạng", "theo lịch", "đã kết luận",
    )  # fmt: skip
    assert (table["title"], table["columns"]) == ("Buổi làm việc", ["Tình trạng"])
    assert table["rows"] == [
        {"name": "20/11/2026, Buổi sáng", "state": "changed", "cells": [["theo lịch", "đã dời"]]}
    ]


def test_text_is_told_word_by_word_under_its_heading() -> None:
    body = "<h2>I. Mục đích</h2><p>Gửi báo cáo trước ngày 30/10.</p><p>Giữ nguyên.</p>"
    found = compare(
        as_json(body_html=body), as_json(body_html=body.replace("trước ngày", "chậm nhất ngày"))
    )["text"]
    assert [(one["place"], one["state"]) for one in found] == [("I. Mục đích", "changed")]
    assert found[0]["parts"] == [
        [
            {"op": "same", "text": "Gửi báo cáo "},
            {"op": "out", "text": "trước"},
            {"op": "in", "text": "chậm nhất"},
            {"op": "same", "text": " ngày 30/10."},
        ]
    ]


def test_a_table_in_the_text_shows_the_changed_cell_of_the_changed_row() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>Sở số {n}</td><td>12/6</td></tr>" for n in range(1, 40))
    body = f"<p>Lịch:</p><table>{rows}</table>"
    after = body.replace("<td>Sở số 7</td><td>12/6</td>", "<td>Sở số 7</td><td>19/6</td>")
    (one,) = compare(as_json(body_html=body), as_json(body_html=after))["text"]
    assert one["cells"] == [["7", "7"], ["Sở số 7", "Sở số 7"], ["12/6", "19/6"]]
    assert [bool(parts) for parts in one["parts"]] == [False, False, True]
    (cell,) = cells_of({"facts": [], "tables": [], "text": [one]})
    assert (cell["column"], cell["before"], cell["after"]) == ("Cột 3", "12/6", "19/6")


def test_another_file_under_the_same_name_is_another_file() -> None:
    def with_file(sha256: str) -> dict:
        plan = as_json()
        plan["original"] = {"sha256": sha256 * 64, "name": "kh.docx", "size": 1,
                            "media_type": "x", "label": "Word"}  # fmt: skip
        return plan

    (fact,) = compare(with_file("a"), with_file("b"))["facts"]
    assert fact["label"] == "Tệp văn bản gốc"
    assert fact["before"] != fact["after"]


def test_the_table_for_the_file_runs_nothing() -> None:
    after = as_json(summary='=HYPERLINK("http://x")')
    text = changes_csv({"rows": cells_of(compare(as_json(), after))}).decode("utf-8-sig")
    assert text.splitlines()[0] == "Phần,Dòng,Cột,Trước,Sau"
    assert "'=HYPERLINK" in text
    assert ",=HYPERLINK" not in text


WORDS = st.lists(st.sampled_from(["Sở", "báo", "cáo", "ngày", "30/10", ",", "đúng"]), max_size=12)


@given(before=WORDS, after=WORDS)
def test_both_texts_can_be_read_out_of_the_changes(before, after) -> None:
    old, new = " ".join(before), " ".join(after)
    parts = word_changes(old, new)
    assert "".join(one["text"] for one in parts if one["op"] != "in") == old
    assert "".join(one["text"] for one in parts if one["op"] != "out") == new


@given(before=WORDS, after=WORDS)
def test_every_item_that_differs_is_told_once(before, after) -> None:
    found = paired(before, after, str)
    gone = [old for old, _ in found if old is not None]
    came = [new for _, new in found if new is not None]
    assert len(before) - len(gone) == len(after) - len(came)
    assert [one for one in before if one in gone] or not gone
    assert paired(before, before, str) == []


def test_long_unchanged_stretches_are_cut() -> None:
    long = " ".join(f"chữ{n}" for n in range(200))
    parts = shortened(word_changes(f"{long} cũ {long}", f"{long} mới {long}"))
    text = "".join(one["text"] for one in parts)
    assert len(text) < 400
    assert text.startswith("…")
    assert text.endswith("…")


def test_lines_of_text_and_tables() -> None:
    found = lines_of(
        "<h2>I. A</h2><p>Một<br>hai</p><ul><li>Ba<ul><li>Bốn</li></ul></li></ul>"
        "<table><tr><th>TT</th></tr><tr><td><p>1</p><p>a &amp; b</p></td></tr></table>"
    )
    assert [(one.cells, one.place, one.table) for one in found] == [
        (("I. A",), "I. A", False), (("Một",), "I. A", False), (("hai",), "I. A", False),
        (("Ba",), "I. A", False), (("Bốn",), "I. A", False),
        (("TT",), "I. A", True), (("1 a & b",), "I. A", True),
    ]  # fmt: skip


@pytest.mark.parametrize(("versions", "count"), [(1, 0), (2, 1), (6, 15), (7, 21)])
def test_a_pair_that_had_a_page_keeps_it_as_versions_follow(versions, count) -> None:
    made = pairs(list(range(versions, 0, -1)))
    assert len(made) == len(set(made)) == count
    assert all(old < new for old, new in made)
    assert set(pairs(list(range(versions - 1, 0, -1)))) <= set(made)


@pytest.mark.parametrize(("versions", "count"), [(2, 1), (6, 15), (7, 11), (40, 77)])
def test_a_page_lists_pairs_by_versions_not_by_their_square(versions, count) -> None:
    numbers = list(range(versions, 0, -1))
    listed = listed_beside((1, 2), numbers)
    assert len(listed) == count
    assert (1, 2) in listed


@pytest.mark.usefixtures("published")
def test_the_page_and_its_table(visitor: Client) -> None:
    later = factories.plan(document=factories.document(issued_on="2026-02-09"))
    publishing.correct(factories.PLAN, later, "Sửa ngày ban hành")
    at = "/ke-hoach/2026/kiem-tra-cchc/"
    page = visitor.get(f"{at}so-sanh/2-3/").text
    assert "Sửa ngày ban hành" in page
    assert "06/02/2026" in page
    assert "<del" in page
    assert "<ins" in page
    assert "09/02/2026" in visitor.get(f"{at}so-sanh/2-3.csv").text
    assert f"{at}so-sanh/2-3/" in visitor.get(at).text
    assert f"{at}so-sanh/1-3/" in page
    visitor.get(f"{at}so-sanh/3-2/", 404)
    visitor.get(f"{at}so-sanh/1-4/", 404)


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("05/6/2026", "09/6/2026", ("05/6/2026", "09/6/2026")),
        ("", "Sở Nội vụ", ("(trống)", "Sở Nội vụ")),
        (
            "Đoàn kiểm tra làm việc tại đơn vị trong hai ngày và nghe báo cáo của thủ trưởng",
            "Đoàn kiểm tra làm việc tại đơn vị trong ba ngày và nghe báo cáo của thủ trưởng",
            ("…tại đơn vị trong hai ngày và nghe báo…", "…tại đơn vị trong ba ngày và nghe báo…"),
        ),
        (
            "một hai ba bốn năm",
            "một hai ba bốn năm sáu",
            ("…hai ba bốn năm", "…hai ba bốn năm sáu"),
        ),
    ],
)
def test_the_words_that_differ_are_shown_with_those_around(before, after, shown) -> None:
    assert differing(before, after) == shown


@pytest.mark.usefixtures("published")
def test_who_signs_reads_the_words_that_change_and_their_number(app) -> None:
    later = factories.plan(
        summary="Kiểm tra trực tiếp bốn cơ quan, đơn vị; nơi còn lại tự kiểm tra.",
        body_html=f"{factories.BODY}<p>Bổ sung một cuộc kiểm tra.</p>",
    )
    offered = proposal(factories.PLAN, later)
    (told,) = compared([offered])
    current = json.loads(newest_version("plan", factories.PLAN).payload)
    assert len(told.changes) == len(cells_of(compare(current, offered.payload)))
    assert told.changes[0].where == "Tóm tắt"
    assert told.changes[0].before == "Kiểm tra trực tiếp ba cơ quan, đơn vị;…"
    assert "Bổ sung một cuộc kiểm tra." in [one.after for one in told.changes]


@pytest.mark.usefixtures("published")
def test_versions_far_apart_tell_the_reason_of_each_between(visitor: Client) -> None:
    plan = factories.plan(visit_days="Từ 03 đến 05 ngày")
    publishing.correct(factories.PLAN, plan, "Sửa số ngày.")
    start = f"/ke-hoach/{factories.PLAN}/so-sanh"
    apart, beside = (visitor.get(f"{start}/{pair}/").text for pair in ("1-3", "2-3"))
    assert apart.index("Lý do thay đổi ở phiên bản 2") < apart.index("Sửa lỗi gõ ở mục I.")
    assert apart.index("Lý do thay đổi ở phiên bản 3") < apart.index("Sửa số ngày.")
    assert "Sửa lỗi gõ" not in beside
    assert "Lý do thay đổi</dt>" in beside
    assert ">Kế hoạch này</a>" in beside
