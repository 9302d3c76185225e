"""Where the open data on what followed a conclusion come from: the records of remediation."""

from collections.abc import Iterator
from datetime import date

from portal.publishing.shelf import Shelf
from portal.site.catalog import catalog
from portal.site.open_data.rows import Row
from portal.site.remedies import conclusion_path, first_reported, remediation_rows


def remediation(shelf: Shelf, as_of: date) -> Iterator[Row]:
    """What became of each shortcoming; what was due before ``as_of`` is overdue, as on the pages.

    ``dia_chi`` and ``ma_noi_dung`` together are those of the finding in the table of conclusions.
    """
    for entry in catalog(shelf).remediations:
        record = entry.payload
        path = conclusion_path(shelf, record["conclusion_slug"])
        for row in remediation_rows(record, as_of):
            yield {
                "nam": record["year"],
                "ma_don_vi": record["unit"]["code"],
                "don_vi": record["unit"]["name"],
                "noi_dung": row["text"],
                "kien_nghi": row["recommendation"],
                "han_khac_phuc": (row["deadline"] or {}).get("last_day", ""),
                "ngay_bao_cao": row["reported_on"],
                "ngay_bao_cao_lan_dau": first_reported(row),
                "ngay_xac_minh": row["verified_on"],
                "trang_thai": row["state_name"],
                "ma_trang_thai": row["state"],
                "dia_chi": path,
                "ma_noi_dung": row["code"],
                "minh_hoa": int(record["demo"]),
            }


def count_remediation(shelf: Shelf) -> int:
    """How many rows ``remediation`` gives, whatever the day."""
    return sum(len(entry.payload["rows"]) for entry in catalog(shelf).remediations)


def answers(shelf: Shelf) -> Iterator[Row]:
    """Proposals of inspected units and what became of them."""
    for entry in catalog(shelf).remediations:
        record = entry.payload
        for row in record["answers"]:
            yield {
                "nam": record["year"],
                "ma_don_vi": record["unit"]["code"],
                "don_vi": record["unit"]["name"],
                "kien_nghi": row["text"],
                "co_quan_tra_loi": row["agency"],
                "han_tra_loi": row["due"],
                "ngay_tra_loi": row["answered_on"],
                "tra_loi": row["answer"],
                "minh_hoa": int(record["demo"]),
            }
