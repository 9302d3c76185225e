"""Open data: the tables agree with their description and with the pages."""

import csv
import io
import json

import pytest

from portal.site.data_tables import TABLES, Table
from tests.browser_client import Client
from tests.site import factories

pytestmark = pytest.mark.usefixtures("published")


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_csv_and_json_hold_the_same_rows_under_the_described_columns(
    visitor: Client, table: Table
) -> None:
    name, columns = table.name, list(table.columns)
    text = visitor.get(f"/du-lieu/{name}.csv").data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    records = json.loads(visitor.get(f"/du-lieu/{name}.json").data)
    assert list(rows[0]) == columns == list(records[0])
    assert [[str(value) for value in one.values()] for one in records] == [
        list(one.values()) for one in rows
    ]


def test_a_moved_session_is_told_in_the_data(visitor: Client) -> None:
    records = json.loads(visitor.get("/du-lieu/lich-kiem-tra.json").data)
    moved = [one for one in records if one["trang_thai"] == "moved"]
    assert [(one["ngay"], one["doi_sang"], one["ly_do"]) for one in moved] == [
        ("2026-11-19", "2026-12-08", "Trùng lịch họp UBND tỉnh")
    ]


def test_a_text_that_begins_like_a_formula_stays_a_text(visitor: Client) -> None:
    factories.publish("2026/la", factories.plan(title="=HYPERLINK(1)"))
    text = visitor.get("/du-lieu/ke-hoach.csv").data.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    assert json.loads(visitor.get("/du-lieu/ke-hoach.json").data)[0]["ke_hoach"] == "=HYPERLINK(1)"


def test_an_unknown_table_is_not_found(visitor: Client) -> None:
    visitor.get("/du-lieu/khac.csv", 404)
    assert "Ý nghĩa các cột" in visitor.get("/du-lieu/").text
