"""Open data as who works with it needs them: tables that join, states as the pages tell them."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask

from portal.publishing.shelf import Shelf
from portal.site.pages import PAGES
from portal.site.preview import render_preview
from tests.browser_client import Client
from tests.site import factories, inspection_factories, publishing

pytestmark = pytest.mark.usefixtures("published")


def rows(visitor: Client, name: str) -> list[dict[str, Any]]:
    """The records of a table."""
    found: list[dict[str, Any]] = json.loads(visitor.get(f"/du-lieu/{name}.json").data)
    return found


def test_what_became_of_a_finding_joins_with_the_finding(visitor: Client) -> None:
    found = {(one["dia_chi"], one["ma_noi_dung"]): one for one in rows(visitor, "ket-luan")}
    assert len(found) == len(rows(visitor, "ket-luan")) > 2
    followed = rows(visitor, "khac-phuc")
    assert followed
    for one in followed:
        stated = found[one["dia_chi"], one["ma_noi_dung"]]
        assert (stated["nam"], stated["ma_don_vi"]) == (one["nam"], one["ma_don_vi"])
        page = visitor.get(one["dia_chi"]).text
        assert f'id="noi-dung-{one["ma_noi_dung"]}"' in page
    visitor.get(f"/ket-luan/linh-vuc/{stated['ma_linh_vuc']}/")


def test_a_moved_session_names_the_one_that_took_its_place(visitor: Client) -> None:
    told = {one["ma_buoi"]: one for one in rows(visitor, "lich-kiem-tra")}
    (moved,) = (one for one in told.values() if one["trang_thai"] == "moved")
    new = told[moved["ma_buoi_moi"]]
    assert (new["ngay"], new["nam"]) == (moved["doi_sang"], 2026)
    assert all(one["ma_buoi_moi"] == "" for one in told.values() if one is not moved)
    assert f'id="{new["ma_buoi"]}"' in visitor.get("/lich-kiem-tra/2026/12/").text


def test_what_lapsed_since_it_was_published_is_overdue_in_the_data_as_on_the_page(
    app: Flask,
) -> None:
    record = inspection_factories.remediation()
    left = replace(
        record.rows[1], state="open", state_name="Chưa báo cáo",
        deadline=factories.deadline("pt3", last_day="2026-11-15"),
    )  # fmt: skip
    publishing.correct(
        inspection_factories.CONCLUSION, replace(record, rows=(left,)), "Còn một dòng."
    )
    said = []
    for day in (date(2026, 11, 15), date(2026, 11, 16)):
        with app.test_request_context():
            shelf, page = Shelf(), PAGES["data_json"]
            made = json.loads(page.renderer(page.inputs(shelf, day, name="khac-phuc")))
            parts = b"".join(page.parts(shelf, day, name="khac-phuc").pieces())
            _, text = render_preview(shelf, "/khac-phuc-sau-kiem-tra/", day)
        assert json.loads(parts) == made
        (row,) = made
        assert row["trang_thai"] in text[text.index("<tbody") :]
        said.append((row["ma_trang_thai"], row["trang_thai"]))
    assert said == [("open", "Chưa báo cáo"), ("overdue", "Quá hạn báo cáo")]
