"""The preview shows what would be public, and lists exactly the pages that would change."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask

from portal.publishing.gate import newest_version, proposal
from portal.publishing.rules import Change
from portal.publishing.shelf import PreviewShelf, Shelf
from portal.site.preview import affected_paths, render_preview
from tests.page_checks import problems_of
from tests.site import factories, inspection_factories
from tests.site.factories import PLAN
from tests.site.inspection_factories import CONCLUSION

AS_OF = date(2026, 11, 21)

pytestmark = pytest.mark.usefixtures("published")


def shelf_with(*proposals: Any) -> PreviewShelf:
    return PreviewShelf([(one, Change("update", "Ghi chú thử")) for one in proposals])


def test_a_proposed_version_is_shown_and_nothing_is_published(app: Flask) -> None:
    before = newest_version("plan", PLAN)
    shelf = shelf_with(proposal(PLAN, factories.plan(title="Kế hoạch đổi tên")))
    with app.test_request_context():
        status, body = render_preview(shelf, "/ke-hoach/2026/kiem-tra-cchc/", AS_OF)
        _, version = render_preview(shelf, "/ke-hoach/2026/kiem-tra-cchc/phien-ban/3/", AS_OF)
    assert status == 200
    assert problems_of(body) == []
    assert "Kế hoạch đổi tên" in body
    assert "Chưa đăng (bản xem trước)" in body
    assert "Kế hoạch đổi tên</ins>" in version
    assert newest_version("plan", PLAN) == before


def test_no_page_is_no_page_in_the_preview(app: Flask) -> None:
    with app.test_request_context():
        assert render_preview(Shelf(), "/khong-co/", AS_OF) == (404, "")
        assert render_preview(Shelf(), "/ke-hoach/2026/khong-co/", AS_OF) == (404, "")
        assert render_preview(Shelf(), "/tin-moi.xml", AS_OF) == (404, "")


def test_a_new_conclusion_changes_the_pages_that_show_it_and_no_others(app: Flask) -> None:
    new = replace(inspection_factories.conclusion(), title="Kết luận khác")
    shelf = shelf_with(proposal("2026/ket-luan-khac", new))
    with app.test_request_context():
        touched = affected_paths(Shelf(), shelf, AS_OF)
    assert touched["added"] == [
        "/ket-luan/2026/ket-luan-khac/",
        "/ket-luan/2026/ket-luan-khac/phien-ban/1/",
    ]
    assert touched["removed"] == []
    assert set(touched["changed"]) >= {"/", "/ket-luan/", "/don-vi/so-tai-chinh/"}
    assert "/trang/gioi-thieu/" not in touched["changed"]
    assert "/don-vi/so-noi-vu/" not in touched["changed"]


def test_the_same_shelf_touches_nothing(app: Flask) -> None:
    with app.test_request_context():
        assert affected_paths(Shelf(), Shelf(), AS_OF) == {
            "changed": [], "added": [], "removed": [],
        }  # fmt: skip


def test_a_withdrawal_is_previewed_with_what_disappears(app: Flask) -> None:
    from portal.publishing.actions import withdrawal

    row = newest_version("conclusion", CONCLUSION)
    assert row is not None
    shelf = shelf_with(withdrawal(row, "mistake", "Đăng nhầm."))
    with app.test_request_context():
        status, body = render_preview(shelf, "/ket-luan/2026/ket-luan-so-tai-chinh/", AS_OF)
        touched = affected_paths(Shelf(), shelf, AS_OF)
    assert status == 410
    assert "Đăng nhầm." in body
    assert touched["removed"] == [
        "/ket-luan/2026/",
        "/ket-luan/2026/ket-luan-so-tai-chinh/phien-ban/1/",
        "/ket-luan/linh-vuc/the-che/",
    ]
