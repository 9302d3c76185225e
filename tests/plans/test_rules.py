"""Decisions about plans, without a database."""

from datetime import date

import pytest

from portal.deadlines.deadline_rule import DeadlineRule
from portal.plans.rules import (
    Offer,
    changed_substance,
    duty_fits,
    free_code,
    is_code,
    laid_out,
    missing_parts,
    naming_day,
    offer_problems,
    state_of,
)

ISSUED = {"number": "352/QĐ-UBND", "issued_on": "2024-02-28", "signed_file": {"sha256": "a"}}
AMENDMENT = {
    "kind": "amended_by",
    "number": "812/QĐ-UBND",
    "issued_on": "2024-05-06",
    "label": "Quyết định số 812/QĐ-UBND",
}


def payload(**changes):
    base = {
        "title": "Kế hoạch", "year": 2024, "summary": "", "review_period": "", "visit_days": "",
        "sub_units": "", "team": [], "contents": [], "strands": [], "body_html": "",
        "relations": [], "document": ISSUED,
    }  # fmt: skip
    return {**base, **changes}


@pytest.mark.parametrize(
    ("version", "withdrawn", "waiting", "changed", "text"),
    [
        (0, False, False, True, "Nháp"),
        (0, False, True, False, "Chờ duyệt đăng"),
        (0, False, True, True, "Chờ duyệt đăng, đã sửa thêm sau khi trình"),
        (1, False, False, False, "Đã đăng phiên bản 1"),
        (2, False, False, True, "Đã đăng phiên bản 2, có thay đổi chưa đăng"),
        (3, True, False, True, "Đã ngừng đăng"),
    ],
)
def test_states(version, withdrawn, waiting, changed, text):
    assert state_of(version, withdrawn, waiting, changed).text == text


@pytest.mark.parametrize(
    ("issued", "today", "day"),
    [
        (date(2024, 2, 28), date(2026, 1, 5), date(2024, 2, 28)),
        (None, date(2024, 7, 9), date(2024, 7, 9)),
        (None, date(2026, 1, 5), date(2024, 12, 31)),
        (None, date(2023, 12, 20), date(2024, 1, 1)),
    ],
)
def test_units_are_named_as_in_the_year_of_the_plan(issued, today, day):
    assert naming_day(issued, 2024, today) == day


@pytest.mark.parametrize(
    ("kind", "public", "proposed", "problem"),
    [
        ("first", None, payload(), ""),
        ("update", None, payload(), "chưa đăng lần nào"),
        ("first", payload(), payload(title="Khác"), "đã từng được đăng"),
        ("update", payload(), payload(summary="Mới"), ""),
        ("update", payload(), payload(title="Khác"), "tên kế hoạch"),
        ("update", payload(), payload(strands=[{"code": "a"}]), "loại kiểm tra"),
        ("correction", payload(), payload(title="Khác"), ""),
        ("amended", payload(), payload(title="Khác"), "Chưa ghi văn bản sửa đổi"),
        ("amended", payload(), payload(title="Khác", relations=[AMENDMENT]), ""),
        (
            "amended",
            payload(),
            payload(title="Khác", relations=[{**AMENDMENT, "number": ""}]),
            "Chưa ghi văn bản sửa đổi",
        ),
        (
            "amended",
            payload(),
            payload(title="Khác", relations=[{**AMENDMENT, "kind": "based_on"}]),
            "Chưa ghi văn bản sửa đổi",
        ),
    ],
)
def test_substance_changes_only_by_an_issued_document(kind, public, proposed, problem):
    found = offer_problems(Offer(kind, proposed, public))
    assert problem in found.get("change_kind", "")
    assert bool(found) == bool(problem)


def test_one_amending_document_stands_for_one_change():
    proposed = payload(title="Khác", relations=[AMENDMENT])
    used = frozenset({AMENDMENT["label"]})
    assert "change_kind" in offer_problems(Offer("amended", proposed, payload(), "", used))


@pytest.mark.parametrize("part", ["number", "issued_on", "signed_file"])
def test_an_unfinished_document_needs_a_reason(part):
    proposed = payload(document={**ISSUED, part: ""})
    assert "missing_document_reason" in offer_problems(Offer("first", proposed, None))
    assert "missing_document_reason" in offer_problems(Offer("first", proposed, None, "  "))
    assert offer_problems(Offer("first", proposed, None, "Chờ văn thư lấy số.")) == {}


def test_missing_parts_and_changes_are_said_in_words():
    assert missing_parts({**ISSUED, "number": ""}) == ["số, ký hiệu"]
    assert changed_substance(payload(), payload(year=2025, summary="x")) == ["năm"]


@pytest.mark.parametrize(
    ("text", "fits"),
    [("truc-tiep", True), ("a1", True), ("Trực tiếp", False), ("-a", False), ("a" * 61, False)],
)
def test_codes(text, fits):
    assert is_code(text) is fits


def test_a_taken_code_gets_a_number():
    assert free_code("a", {"a", "a-2"}, "loai") == "a-3"
    assert free_code("", set(), "loai") == "loai"


def test_a_rule_must_suit_what_is_due():
    before = DeadlineRule("days_before_visit", n=5)
    assert duty_fits("visit_report", before) == ""
    assert duty_fits("remediation_report", before)
    assert duty_fits("schedule_notice", DeadlineRule("days_after", n=5))


def test_laying_out_changes_line_ends_only_and_once():
    html = "<ul><li>Một</li><li>Hai</li></ul><p>Ba <strong>bốn</strong></p>"
    made = laid_out(html)
    assert made.replace("\n", "") == html
    assert made.split("\n")[1] == "<li>Một</li>"
    assert laid_out(made) == made
