"""Anybody who holds a receipt can ask whether it is genuine; nobody else learns anything."""

from datetime import UTC, date, datetime

import pytest

from portal.reports.models import Submission
from tests import factories as base
from tests.reports import factories

HERE = "/xac-thuc/bien-nhan/"
CODE = "0123456789abcdef" * 4


@pytest.fixture
def receipt(database):
    unit = base.unit("Sở Giấu Tên")
    Submission.create(
        duty=factories.duty(unit), number=2, receipt="BN-2026-0012", mode="signed_pdf",
        snapshot="{}", sha256=CODE, submitted_at=datetime(2026, 6, 5, 1, 30, tzinfo=UTC),
        received_on=date(2026, 6, 5), by="Người gửi", copies=0,
    )  # fmt: skip


def asked(visitor, number, code, status=200):
    visitor.get(HERE)
    return visitor.post(HERE, {"number": number, "code": code}, status).text


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("BN-2026-0012", CODE),
        (" bn-2026-0012 ", CODE[:16].upper()),
        ("BN-2026-0012", "0123 4567 89ab cdef 0"),
    ],
)
def test_number_and_code_that_belong_together_are_confirmed(receipt, visitor, number, code):
    said = asked(visitor, number, code)
    assert "Biên nhận BN-2026-0012 do cổng này cấp cho lần gửi thứ 2" in said
    assert "08:30 ngày 05/06/2026" in said
    assert "Sở Giấu Tên" not in said


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("BN-2026-0012", CODE[:15]),
        ("BN-2026-0012", "f" * 64),
        ("BN-2026-0013", CODE),
        ("BN-2026-0012", f"{CODE}0"),
        ("", CODE),
        ("BN-2026-0012", ""),
    ],
)
def test_anything_else_is_not(receipt, visitor, number, code):
    said = asked(visitor, number, code, 422)
    assert "cho lần gửi thứ" not in said
    assert (number or code) in said, "what was typed is lost"
