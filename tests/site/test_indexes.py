"""Ways in without a search and without a script: every index is a page, every filter a path."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from portal.publishing.shelf import Shelf
from portal.site.preview import render_preview
from portal.site.unit_names import address_of
from tests.browser_client import Client
from tests.site import factories, inspection_factories, publishing

pytestmark = pytest.mark.usefixtures("published")


def test_shortcomings_of_a_field_lead_to_their_place_in_the_conclusion(visitor: Client) -> None:
    index = visitor.get("/ket-luan/linh-vuc/").text
    assert 'href="/ket-luan/linh-vuc/the-che/"' in index
    assert "chi-dao-dieu-hanh" not in index  # only a strength was found there
    text = visitor.get("/ket-luan/linh-vuc/the-che/").text
    assert 'href="/ket-luan/2026/ket-luan-so-tai-chinh/#noi-dung-pt2"' in text
    assert "2 tồn tại, hạn chế được nêu tại 1 đơn vị" in text
    conclusion = visitor.get("/ket-luan/2026/ket-luan-so-tai-chinh/").text
    assert 'id="noi-dung-pt2"' in conclusion
    visitor.get("/ket-luan/linh-vuc/chi-dao-dieu-hanh/", 404)


def test_a_kind_of_inspection_has_its_plans_and_visits(visitor: Client) -> None:
    assert (
        'href="/ke-hoach/loai-kiem-tra/truc-tiep/"' in visitor.get("/ke-hoach/loai-kiem-tra/").text
    )
    text = visitor.get("/ke-hoach/loai-kiem-tra/truc-tiep/").text
    assert 'href="/ke-hoach/2026/kiem-tra-cchc/"' in text
    assert 'href="/ket-luan/2026/ket-luan-so-tai-chinh/"' in text
    assert "Sở Ngoại vụ" in text
    visitor.get("/ke-hoach/loai-kiem-tra/khong-co/", 404)


def test_remediation_by_state_holds_the_rows_of_that_state_alone(visitor: Client) -> None:
    late = visitor.get("/khac-phuc-sau-kiem-tra/qua-han/").text
    assert "Công khai dự toán chậm." in late
    assert "Chưa rà soát văn bản." not in late
    done = visitor.get("/khac-phuc-sau-kiem-tra/da-xac-minh/").text
    assert "Chưa rà soát văn bản." in done
    assert "Không có kiến nghị nào" in visitor.get("/khac-phuc-sau-kiem-tra/chua-dat/").text
    visitor.get("/khac-phuc-sau-kiem-tra/khac/", 404)


def test_a_letter_finds_todays_and_former_names(visitor: Client) -> None:
    under_h = visitor.get("/don-vi/a-z/h/").text
    assert "<strong>Hát Lót</strong>" in under_h
    assert "nay là Ủy ban nhân dân xã Mai Sơn" in under_h
    under_m = visitor.get("/don-vi/a-z/m/").text
    assert 'href="/don-vi/ubnd-huyen-mai-son/"' in under_m
    assert 'href="/don-vi/ubnd-xa-mai-son/"' in under_m
    visitor.get("/don-vi/a-z/q/", 404)


@pytest.mark.parametrize(
    ("letter", "address"), [("B", "b"), ("Đ", "dd"), ("Ơ", "ow"), ("Ẩ", "u1ea8")]
)
def test_letters_with_a_sign_have_addresses_of_their_own(letter: str, address: str) -> None:
    assert address_of(letter) == address


def test_the_list_of_lists_leads_everywhere(visitor: Client) -> None:
    text = visitor.get("/danh-muc/").text
    for path in (
        "/ke-hoach/2026/", "/lich-kiem-tra/2026/", "/ket-luan/2026/", "/don-vi/a-z/h/",
        "/ket-luan/linh-vuc/the-che/", "/ke-hoach/loai-kiem-tra/truc-tiep/",
        "/khac-phuc-sau-kiem-tra/qua-han/", "/lich-kiem-tra/thay-doi/", "/du-lieu/",
    ):  # fmt: skip
        assert f'href="{path}"' in text, path
        visitor.get(path)


def test_a_record_of_a_body_that_is_no_more_says_who_carries_it_on(app: Flask) -> None:
    unit = factories.refs("ubnd-huyen-mai-son")[0]
    publishing.publish("2026/kl-mai-son", inspection_factories.conclusion(unit=unit, visit_slug=""))
    path = "/ket-luan/2026/kl-mai-son/"
    with app.test_request_context():
        _, before = render_preview(Shelf(), path, date(2025, 6, 30))
        _, after = render_preview(Shelf(), path, date(2025, 7, 1))
    assert "đã kết thúc hoạt động" not in before
    assert "đã kết thúc hoạt động sau ngày 30/06/2025" in after
    assert 'href="/don-vi/ubnd-xa-mai-son/"' in after


def test_the_home_page_tells_what_is_next_last_open_and_new(visitor: Client, app: Flask) -> None:
    with app.test_request_context():
        _, text = render_preview(Shelf(), "/", date(2026, 11, 21))
        _, later = render_preview(Shelf(), "/", date(2027, 1, 5))
    for said in (
        "Kiểm tra cải cách hành chính năm 2026", "Gần nhất: 08/12/2026", "1 quá hạn",
        "Số liệu tính đến", 'href="/don-vi/a-z/h/"', "152/QĐ-UBND", "Kiến nghị theo tình trạng",
    ):  # fmt: skip
        assert said in text, said
    assert "Không có cuộc kiểm tra nào sắp tới" in later
    assert "Buổi gần nhất: " in later
    assert "Chưa đăng kế hoạch năm 2027" in later


def test_changes_of_the_week_leave_when_the_week_is_over(app: Flask, database: Any) -> None:
    publishing.publish("2026/moi", factories.plan(title="Kế hoạch vừa đăng"))
    today = date.today()
    with app.test_request_context():
        _, now = render_preview(Shelf(), "/", today)
        _, after = render_preview(Shelf(), "/", date.fromordinal(today.toordinal() + 9))
    assert "Thay đổi trong tuần" in now
    assert "Thay đổi trong tuần" not in after
    assert "Bảy ngày qua không có thay đổi lớn nào." in after
