"""Document kinds and citations."""

from datetime import date

import pytest

from portal.documents.rules import KINDS, citation, kind_name


@pytest.mark.parametrize(
    ("number", "day", "issuer", "expected"),
    [
        ("2783/QĐ-UBND", date(2023, 12, 21), "UBND tỉnh Sơn La",
         "Quyết định số 2783/QĐ-UBND ngày 21 tháng 12 năm 2023 của UBND tỉnh Sơn La về việc ban "
         "hành Kế hoạch"),
        ("", None, "", "Quyết định về việc ban hành Kế hoạch"),
    ],
)  # fmt: skip
def test_citation(number, day, issuer, expected):
    found = citation("quyet-dinh", number, day, issuer, "về việc ban hành Kế hoạch")
    assert found == expected


def test_kind_names():
    assert kind_name("bao-cao") == "Báo cáo"
    assert kind_name("khac") == "khac"
    assert len({name for name, _ in KINDS.values()}) == len(KINDS)
