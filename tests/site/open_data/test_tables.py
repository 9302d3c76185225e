"""Open data: the tables agree with their description and with the pages; no cell is a formula."""

import csv
import hashlib
import io
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.plans.payload import TeamRolePayload
from portal.publishing.payload import UnitRef
from portal.site.open_data.tables import TABLES, Table
from portal.site.open_data.writing import csv_parts, in_batches, json_parts, plain
from tests.browser_client import Client
from tests.site import factories, publishing

#: What spreadsheets take for the beginning of a formula, full-width forms included.
RUN = tuple("=+-@＝＋－＠\t\r")


@pytest.fixture(autouse=True)
def roles(published: None) -> None:
    """Besides the province a plan with a team, so that every table has a row."""
    head = TeamRolePayload("1", "head", "Trưởng đoàn", UnitRef("so-noi-vu", "Sở Nội vụ"))
    publishing.publish("2023/co-doan", factories.plan(year=2023, team_roles=(head,)))


def downloaded(visitor: Client, name: str) -> dict[str, Any]:
    """The three files of a table, read."""
    plain_csv = visitor.get(f"/du-lieu/{name}.csv").data
    excel = visitor.get(f"/du-lieu/{name}-excel.csv").data
    assert excel.startswith(b"\xef\xbb\xbf")
    assert not plain_csv.startswith(b"\xef\xbb\xbf")
    text = excel.decode("utf-8-sig")
    return {
        "csv": list(csv.DictReader(io.StringIO(plain_csv.decode()), strict=True)),
        "excel": list(csv.DictReader(io.StringIO(text), delimiter=";", strict=True)),
        "json": json.loads(visitor.get(f"/du-lieu/{name}.json").data),
        "sha256": hashlib.sha256(plain_csv).hexdigest(),
        "bytes": plain_csv,
    }


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_all_files_hold_the_same_rows_under_the_described_columns(
    visitor: Client, table: Table
) -> None:
    files, columns = downloaded(visitor, table.name), list(table.columns)
    assert list(files["csv"][0]) == columns == list(files["json"][0]) == list(files["excel"][0])
    said = [[str(plain(value)) for value in one.values()] for one in files["json"]]
    assert said == [list(one.values()) for one in files["csv"]]
    assert files["csv"] == files["excel"]
    assert files["bytes"].count(b"\n") == files["bytes"].count(b"\r\n") == len(said) + 1
    page = visitor.get(f"/du-lieu/{table.name}/").text
    assert files["sha256"] in page
    assert f"{len(said)} dòng" in page
    assert all(f'id="{column}"' in page for column in columns)
    assert visitor.get(f"/du-lieu/{table.name}.csv").mimetype == "text/csv"


def test_the_dictionary_describes_every_column_by_an_id_of_its_own(visitor: Client) -> None:
    told = json.loads(visitor.get("/du-lieu/tu-dien.json").data)
    assert told["licence"]
    assert told["publisher"] == "Ủy ban nhân dân tỉnh Sơn La"
    assert [one["id"] for one in told["tables"]] == [table.name for table in TABLES]
    ids = [column["id"] for one in told["tables"] for column in one["columns"]]
    assert len(ids) == len(set(ids)) == sum(len(table.columns) for table in TABLES)
    for one in told["tables"]:
        rows = json.loads(visitor.get(one["json"]).data)
        assert one["count"] == len(rows)
        for column in one["columns"]:
            values = {row[column["name"]] for row in rows} - {""}
            assert all(fits(column, value) for value in values), (column, values)


def fits(column: dict[str, Any], value: Any) -> bool:
    """Whether a value is of the type, and of the codes, that its column is said to hold."""
    kind = column["type"]
    if kind in ("integer", "number", "boolean"):
        right = isinstance(value, int | float)
    elif kind == "date":
        right = len(value) == 10 and value[4] == value[7] == "-"
    else:
        right = isinstance(value, str)
    return right and (not column["codes"] or str(value) in column["codes"])


#: The stored list of ids: others join by them, so none is renamed or dropped.
IDS = {
    "ke-hoach": "nam ke_hoach so_ky_hieu ngay_ban_hanh loai_kiem_tra ma_don_vi don_vi dia_chi",
    "nhiem-vu": "nam ke_hoach dia_chi so_thu_tu noi_dung thoi_gian han_cuoi chu_tri phoi_hop",
    "dieu-tra": "nam ke_hoach dia_chi ma_phieu doi_tuong hinh_thuc khoi so_phieu cach_tinh",
    "chi-tieu": "nam ke_hoach dia_chi chi_tieu toi_thieu toi_da don_vi_tinh loai_kiem_tra",
    "lich-kiem-tra": "ngay buoi gio ma_don_vi don_vi dia_diem trang_thai doi_sang ly_do nam "
    "ma_buoi ma_buoi_moi",
    "ket-luan": "nam ma_don_vi don_vi so_ky_hieu linh_vuc loai noi_dung kien_nghi han_khac_phuc "
    "dia_chi ma_noi_dung ma_linh_vuc",
    "khac-phuc": "nam ma_don_vi don_vi noi_dung kien_nghi han_khac_phuc ngay_bao_cao trang_thai "
    "ngay_bao_cao_lan_dau dia_chi ma_noi_dung ma_trang_thai",
    "don-vi": "ma_don_vi don_vi ten_cu loai cap ma_cap_tren tu_ngay den_ngay dia_chi",
    "ke-thua": "ngay hinh_thuc ma_don_vi don_vi ma_ke_thua ke_thua can_cu",
    "kien-nghi": "nam ma_don_vi don_vi kien_nghi co_quan_tra_loi han_tra_loi ngay_tra_loi tra_loi",
    "nop-bao-cao": "nam ke_hoach dia_chi ma_don_vi don_vi bao_cao han_nop ket_qua so_ngay_cham",
    "thanh-phan-doan": "nam ke_hoach dia_chi vai_tro ma_co_quan co_quan loai_kiem_tra ghi_chu",
    "thoi-han": "nam ke_hoach dia_chi loai_kiem_tra viec han_cuoi giai_thich du_kien",
}


def test_no_table_and_no_column_disappears() -> None:
    known = {table.name: set(table.columns) for table in TABLES}
    for name, columns in IDS.items():
        assert known[name] >= set(columns.split())


#: Tables and drawings of the site, and where their rows are to be had as a file.
SHOWN = {
    "/": ("khac-phuc", "nop-bao-cao"),
    "/ke-hoach/": ("ke-hoach",),
    "/lich-kiem-tra/2026/": ("lich-kiem-tra",),
    "/lich-kiem-tra/2026/12/": ("lich-kiem-tra",),
    "/lich-kiem-tra/thay-doi/": ("lich-kiem-tra",),
    "/ke-hoach/loai-kiem-tra/truc-tiep/": ("lich-kiem-tra",),
    "/ket-luan/": ("ket-luan",),
    "/ket-luan/linh-vuc/the-che/": ("ket-luan",),
    "/khac-phuc-sau-kiem-tra/": ("khac-phuc",),
    "/tinh-hinh-nop-bao-cao/": ("nop-bao-cao",),
}


def test_every_table_shown_leads_to_its_data(visitor: Client) -> None:
    for path, names in SHOWN.items():
        page = visitor.get(path).text
        assert [name for name in names if f'href="/du-lieu/{name}.csv"' not in page] == [], path


def test_deadlines_are_told_with_how_they_are_counted(visitor: Client) -> None:
    said = "Chậm nhất hết ngày 29/10/2026"
    fixed = factories.deadline("tkt", title="Tự kiểm tra", last_day="2026-10-29", sentence=said)
    dues = (factories.deadline(), replace(fixed, provisional=True))
    plan = factories.plan(title="Có thời hạn")
    strand = replace(plan.strands[0], deadlines=dues)
    publishing.publish("2026/co-thoi-han", replace(plan, strands=(strand,)))
    rows = json.loads(visitor.get("/du-lieu/thoi-han.json").data)
    shown = [one for one in rows if one["ke_hoach"] == "Có thời hạn"]
    assert [(one["viec"], one["han_cuoi"], one["du_kien"]) for one in shown] == [
        ("Gửi báo cáo theo đề cương cho Đoàn kiểm tra", "", 0),
        ("Tự kiểm tra", "2026-10-29", 1),
    ]
    assert shown[1]["giai_thich"] == said


def test_a_moved_session_is_told_in_the_data(visitor: Client) -> None:
    records = json.loads(visitor.get("/du-lieu/lich-kiem-tra.json").data)
    moved = [one for one in records if one["trang_thai"] == "moved"]
    assert [(one["ngay"], one["doi_sang"], one["ly_do"]) for one in moved] == [
        ("2026-11-19", "2026-12-08", "Trùng lịch họp UBND tỉnh")
    ]
    assert moved[0]["loai_kiem_tra"] == "Kiểm tra trực tiếp theo kế hoạch"


@pytest.mark.parametrize(
    "text", ["=HYPERLINK(1)", "+84", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "＝1", " =1+1"]
)
def test_a_text_that_begins_like_a_formula_stays_a_text(visitor: Client, text: str) -> None:
    publishing.publish("2026/la", factories.plan(title=text))
    for name, sign in (("ke-hoach.csv", ","), ("ke-hoach-excel.csv", ";")):
        said = visitor.get(f"/du-lieu/{name}").data.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(said), delimiter=sign))
        assert any(row["ke_hoach"].strip() == f"'{text.strip()}" for row in rows)
    records = json.loads(visitor.get("/du-lieu/ke-hoach.json").data)
    assert text in [one["ke_hoach"] for one in records]


@given(st.lists(st.lists(st.text(alphabet="=+-@＝\t\r\n;,|\"' ax1"), min_size=3, max_size=3)))
def test_no_cell_is_a_formula_whatever_a_program_takes_for_its_end(rows: list[list[str]]) -> None:
    records = [dict(zip("abc", row, strict=True)) for row in rows]
    for excel in (False, True):
        parts = csv_parts(list("abc"), in_batches(records), excel)
        text = b"".join(parts.pieces()).decode("utf-8-sig")
        for sign in ",;\t|":
            for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
                read = csv.reader(io.StringIO(text, newline=""), delimiter=sign, quoting=quoting)
                for row in read:
                    for cell in row:
                        assert not cell.lstrip(' "\r\n').startswith(RUN), (text, cell)


def test_pieces_are_the_whole_file() -> None:
    rows = [{"a": number, "b": f"dòng {number}"} for number in range(1203)]
    assert json.loads(b"".join(json_parts(in_batches(rows)).pieces())) == rows
    assert json.loads(b"".join(json_parts([]).pieces())) == []
    text = b"".join(csv_parts(["a", "b"], in_batches(rows)).pieces()).decode()
    assert len(list(csv.reader(io.StringIO(text)))) == 1204


def test_an_unknown_table_is_not_found(visitor: Client) -> None:
    for name in ("khac.csv", "khac-excel.csv", "khac.json", "khac/", "ke-hoach-excel.json"):
        visitor.get(f"/du-lieu/{name}", 404)
    assert "Điều kiện sử dụng" in visitor.get("/du-lieu/").text
