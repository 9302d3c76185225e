"""Where the rows of open data come from: publications, joined as the pages join them."""

from collections.abc import Callable, Iterator
from typing import Any

from portal.publishing.shelf import Entry, Shelf
from portal.site.catalog import catalog, document_params
from portal.site.registry import path_to

Row = dict[str, Any]


def plan_units(shelf: Shelf) -> Iterator[Row]:
    """Plans with each unit that they inspect or rank."""
    for entry in catalog(shelf).plans:
        plan = entry.payload
        ranked = [
            {"name": f"Đánh giá, xếp hạng: {block['name']}", "units": block["units"]}
            for block in plan.get("subjects", ())
        ]
        for strand in [*plan["strands"], *ranked]:
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


def rows_of(name: str, row_of: Callable[[Row], Row]) -> Callable[[Shelf], Iterator[Row]]:
    """The rows of one list of every plan, between the plan they stand in and its marks."""

    def rows(shelf: Shelf) -> Iterator[Row]:
        for entry in catalog(shelf).plans:
            plan = entry.payload
            path = path_to("plan", **document_params(entry.slug))
            for one in plan.get(name, ()):
                yield {
                    "nam": plan["year"], "ke_hoach": plan["title"], "dia_chi": path,
                    **row_of(one), "minh_hoa": int(plan["demo"]),
                }  # fmt: skip

    return rows


def deadlines(shelf: Shelf) -> Iterator[Row]:
    """What each kind of inspection of a plan asks for, and until when."""
    for entry in catalog(shelf).plans:
        plan = entry.payload
        path = path_to("plan", **document_params(entry.slug))
        for strand in plan["strands"]:
            for due in strand["deadlines"]:
                yield {
                    "nam": plan["year"],
                    "ke_hoach": plan["title"],
                    "dia_chi": path,
                    "loai_kiem_tra": strand["name"],
                    "viec": due["title"],
                    "han_cuoi": due["last_day"],
                    "giai_thich": due["sentence"],
                    "du_kien": int(due["provisional"]),
                    "minh_hoa": int(plan["demo"]),
                }


def sessions(shelf: Shelf) -> Iterator[Row]:
    """Working sessions by day, moved and cancelled ones included."""
    for one in catalog(shelf).sessions:
        yield {
            "ngay": one["on"],
            "buoi": one["part_name"],
            "gio": one["time"],
            "ma_don_vi": one["unit"]["code"],
            "don_vi": one["unit"]["name"],
            "loai_kiem_tra": one["strand_name"],
            "don_vi_truc_thuoc": one["sub_unit"],
            "dia_diem": one["place"],
            "trang_thai": one["state"],
            "doi_sang": one["moved_on"]["on"] if one["moved_on"] else "",
            "ly_do": one["reason"],
            "nam": one["year"],
            "ma_buoi": one["anchor"],
            "ma_buoi_moi": one["moved_on"]["anchor"] if one["moved_on"] else "",
            "minh_hoa": int(one["demo"]),
        }


def findings(shelf: Shelf) -> Iterator[Row]:
    """What conclusions state, a finding a row."""
    for _, rows in findings_by_conclusion(shelf):
        yield from rows


def count_findings(shelf: Shelf) -> int:
    """How many rows ``findings`` gives."""
    return sum(len(entry.facts.findings) for entry in catalog(shelf).conclusions)


def findings_by_conclusion(shelf: Shelf) -> Iterator[tuple[str, Iterator[Row]]]:
    """The same rows by the conclusion that they follow from, named by its hash."""
    for entry in catalog(shelf).conclusions:
        yield entry.hash, _findings_of(entry)


def _findings_of(entry: Entry) -> Iterator[Row]:
    conclusion = entry.payload
    path = path_to("conclusion", **document_params(entry.slug))
    for finding in conclusion["findings"]:
        yield {
            "nam": conclusion["year"],
            "ma_don_vi": conclusion["unit"]["code"],
            "don_vi": conclusion["unit"]["name"],
            "so_ky_hieu": conclusion["document"]["number"],
            "ngay_ban_hanh": conclusion["document"]["issued_on"],
            "linh_vuc": finding["domain_name"],
            "ma_linh_vuc": finding["domain"],
            "loai": finding["kind_name"],
            "noi_dung": finding["text"],
            "kien_nghi": finding["recommendation"],
            "han_khac_phuc": (finding["deadline"] or {}).get("last_day", ""),
            "dia_chi": path,
            "ma_noi_dung": finding["code"],
            "minh_hoa": int(conclusion["demo"]),
        }


def units(shelf: Shelf) -> Iterator[Row]:
    """Units of the register."""
    for code, entry in catalog(shelf).units.items():
        unit = entry.payload
        yield {
            "ma_don_vi": code,
            "don_vi": unit["name"],
            "ten_cu": "; ".join(row["name"] for row in unit["former_names"]),
            "loai": unit["type_name"],
            "cap": unit["level_name"],
            "ma_cap_tren": unit["parent"],
            "tu_ngay": unit["valid_from"],
            "den_ngay": unit["valid_to"],
            "dia_chi": path_to("unit", code=code),
        }


def successions(shelf: Shelf) -> Iterator[Row]:
    """Which unit became which."""
    shown = catalog(shelf)
    for code, entry in shown.units.items():
        for row in entry.payload["successors"]:
            yield {
                "ngay": row["on"],
                "hinh_thuc": row["how_name"],
                "ma_don_vi": code,
                "don_vi": entry.payload["name"],
                "ma_ke_thua": row["code"],
                "ke_thua": row["name"],
                "can_cu": row["document"],
            }


def role_row(role: Row) -> Row:
    """An agency of a team as a row of open data."""
    return {
        "vai_tro": role["role_name"],
        "ma_co_quan": role["agency"]["code"],
        "co_quan": role["agency"]["name"],
        "loai_kiem_tra": role["strand_name"],
        "ghi_chu": role["note"],
    }


def reports(shelf: Shelf) -> Iterator[Row]:
    """Reports that units owe under a plan, and whether they came in time."""
    for entry in catalog(shelf).timeliness:
        grid = entry.payload
        names = {one["code"]: one["name"] for one in grid["columns"]}
        path = path_to("timeliness_plan", **document_params(entry.slug))
        for row in grid["rows"]:
            yield {
                "nam": grid["year"],
                "ke_hoach": grid["plan_title"],
                "dia_chi": path,
                "ma_don_vi": row["unit"]["code"],
                "don_vi": row["unit"]["name"],
                "bao_cao": names[row["report"]],
                "han_nop": row["due"],
                "da_gia_han": int(row["extended"]),
                "ket_qua": row["result"],
                "so_ngay_cham": row["days_late"],
                "tinh_den": grid["as_of"],
                "minh_hoa": int(grid["demo"]),
            }
