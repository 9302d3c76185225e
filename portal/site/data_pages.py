"""Open data: the same payloads as the pages, as tables (CSV) and records (JSON)."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.publishing.shelf import Shelf
from portal.site.catalog import catalog, document_params
from portal.site.registry import Inputs, Page, Params, declare, path_to

Row = dict[str, Any]


@dataclass(frozen=True)
class Table:
    """A table of open data: its columns with their meaning, and where its rows come from."""

    name: str
    title: str
    columns: dict[str, str]
    rows: Callable[[Shelf], Iterator[Row]]


def _plans(shelf: Shelf) -> Iterator[Row]:
    for entry in catalog(shelf).plans:
        plan = entry.payload
        for strand in plan["strands"]:
            for unit in strand["units"] or [{"code": "", "name": ""}]:
                yield {
                    "nam": plan["year"],
                    "ke_hoach": plan["title"],
                    "so_ky_hieu": plan["document"]["number"],
                    "ngay_ban_hanh": plan["document"]["issued_on"],
                    "loai_kiem_tra": strand["name"],
                    "ma_don_vi": unit["code"],
                    "don_vi": unit["name"],
                    "dia_chi": path_to("plan", **document_params(entry.slug)),
                    "minh_hoa": int(plan["demo"]),
                }


def _sessions(shelf: Shelf) -> Iterator[Row]:
    for one in catalog(shelf).sessions:
        yield {
            "ngay": one["on"],
            "buoi": one["part_name"],
            "gio": one["time"],
            "ma_don_vi": one["unit"]["code"],
            "don_vi": one["unit"]["name"],
            "don_vi_truc_thuoc": one["sub_unit"],
            "dia_diem": one["place"],
            "trang_thai": one["state"],
            "doi_sang": one["moved_on"]["on"] if one["moved_on"] else "",
            "ly_do": one["reason"],
            "minh_hoa": int(one["demo"]),
        }


def _findings(shelf: Shelf) -> Iterator[Row]:
    for entry in catalog(shelf).conclusions:
        conclusion = entry.payload
        for finding in conclusion["findings"]:
            yield {
                "nam": conclusion["year"],
                "ma_don_vi": conclusion["unit"]["code"],
                "don_vi": conclusion["unit"]["name"],
                "so_ky_hieu": conclusion["document"]["number"],
                "ngay_ban_hanh": conclusion["document"]["issued_on"],
                "linh_vuc": finding["domain_name"],
                "loai": finding["kind_name"],
                "noi_dung": finding["text"],
                "kien_nghi": finding["recommendation"],
                "han_khac_phuc": (finding["deadline"] or {}).get("last_day", ""),
                "dia_chi": path_to("conclusion", **document_params(entry.slug)),
                "minh_hoa": int(conclusion["demo"]),
            }


def _remediation(shelf: Shelf) -> Iterator[Row]:
    for entry in catalog(shelf).remediations:
        for row in entry.payload["rows"]:
            yield {
                "nam": entry.payload["year"],
                "ma_don_vi": entry.payload["unit"]["code"],
                "don_vi": entry.payload["unit"]["name"],
                "noi_dung": row["text"],
                "kien_nghi": row["recommendation"],
                "han_khac_phuc": (row["deadline"] or {}).get("last_day", ""),
                "ngay_bao_cao": row["reported_on"],
                "ngay_xac_minh": row["verified_on"],
                "trang_thai": row["state_name"],
                "minh_hoa": int(entry.payload["demo"]),
            }


_UNIT = {"ma_don_vi": "Mã đơn vị, không đổi qua các năm", "don_vi": "Tên tại thời điểm đó"}
_DOCUMENT = {"so_ky_hieu": "Số, ký hiệu văn bản", "ngay_ban_hanh": "Ngày ban hành (năm-tháng-ngày)"}
_DEMO = {"minh_hoa": "1: số liệu minh họa, không có thật"}
_REMEDY = {
    "noi_dung": "Nội dung được nêu",
    "kien_nghi": "Kiến nghị khắc phục",
    "han_khac_phuc": "Ngày cuối của thời hạn",
}
TABLES = (
    Table(
        "ke-hoach", "Kế hoạch và đơn vị được kiểm tra",
        {
            "nam": "Năm kế hoạch", "ke_hoach": "Tên kế hoạch", **_DOCUMENT,
            "loai_kiem_tra": "Loại kiểm tra", **_UNIT, "dia_chi": "Trang của kế hoạch", **_DEMO,
        },
        _plans,
    ),
    Table(
        "lich-kiem-tra", "Buổi làm việc theo lịch",
        {
            "ngay": "Ngày (năm-tháng-ngày)", "buoi": "Buổi", "gio": "Giờ, nếu đã định", **_UNIT,
            "don_vi_truc_thuoc": "Đơn vị trực thuộc được kiểm tra", "dia_diem": "Địa điểm",
            "trang_thai": "planned: theo lịch; moved: đã dời; cancelled: đã hủy; done: đã làm việc",
            "doi_sang": "Ngày mới của buổi đã dời", "ly_do": "Lý do dời, hủy", **_DEMO,
        },
        _sessions,
    ),
    Table(
        "ket-luan", "Kết quả nêu trong kết luận",
        {
            "nam": "Năm kế hoạch", **_UNIT, **_DOCUMENT, "linh_vuc": "Lĩnh vực",
            "loai": "Ưu điểm; tồn tại, hạn chế; vi phạm", **_REMEDY,
            "dia_chi": "Trang của kết luận", **_DEMO,
        },
        _findings,
    ),
    Table(
        "khac-phuc", "Khắc phục sau kiểm tra",
        {
            "nam": "Năm kế hoạch", **_UNIT, **_REMEDY, "ngay_bao_cao": "Ngày đơn vị báo cáo",
            "ngay_xac_minh": "Ngày xác minh", "trang_thai": "Trạng thái", **_DEMO,
        },
        _remediation,
    ),
)  # fmt: skip
_BY_NAME = {table.name: table for table in TABLES}


def _index(shelf: Shelf, _as_of: date) -> Inputs:
    return {
        "tables": [
            {
                "name": table.name,
                "title": table.title,
                "columns": table.columns,
                "count": sum(1 for _ in table.rows(shelf)),
                "csv": path_to("data_csv", name=table.name),
                "json": path_to("data_json", name=table.name),
            }
            for table in TABLES
        ]
    }


def _table(shelf: Shelf, _as_of: date, name: str) -> Inputs | None:
    table = _BY_NAME.get(name)
    if table is None:
        return None
    return {"columns": list(table.columns), "rows": list(table.rows(shelf))}


def _csv(inputs: Inputs) -> bytes:
    """With a byte order mark, so that spreadsheets read the letters right."""
    out = io.StringIO()
    writer = csv.DictWriter(out, inputs["columns"], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: _plain(value) for key, value in row.items()} for row in inputs["rows"])
    return out.getvalue().encode("utf-8-sig")


def _plain(value: Any) -> Any:
    """A spreadsheet must not run a text that begins like a formula."""
    risky = isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r")
    return f"'{value}" if risky else value


def _json(inputs: Inputs) -> str:
    return json.dumps(inputs["rows"], ensure_ascii=False, indent=1) + "\n"


def _names(_shelf: Shelf, _as_of: date) -> list[Params]:
    return [{"name": table.name} for table in TABLES]


declare(Page("data", "/du-lieu/", _index, template="site/data.html", section="data"))
declare(
    Page(
        "data_csv", "/du-lieu/<name>.csv", _table, _names,
        renderer=_csv, media_type="text/csv", listed=False,
    )
)  # fmt: skip
declare(
    Page(
        "data_json", "/du-lieu/<name>.json", _table, _names,
        renderer=_json, media_type="application/json", listed=False,
    )
)  # fmt: skip
