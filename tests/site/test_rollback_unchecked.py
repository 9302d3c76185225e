"""Back to the build before while the database cannot be read."""

from pathlib import Path
from typing import Any

import pytest

from portal.accounts.models import AuditEntry
from portal.site.freezing.builds import Builds
from tests.site import inspection_factories, publishing

pytestmark = pytest.mark.usefixtures("published")


@pytest.fixture
def two_builds(portal: Any, data: Path) -> Path:
    """The data folder: a document was withdrawn between the two builds."""
    portal("freeze")
    publishing.withdraw("conclusion", inspection_factories.CONCLUSION, "mistake", "Đăng nhầm.")
    portal("freeze")
    return data


def _shown(data: Path) -> int:
    shown = Builds.in_data(data).shown()
    assert shown is not None
    return shown.number


@pytest.mark.parametrize("how", ["damaged", "missing", "elsewhere"])
def test_an_unreadable_database_stops_it_until_somebody_says_to_go_on(
    portal: Any,
    two_builds: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    how: str,
) -> None:
    damaged = tmp_path / "hong.db"
    damaged.write_bytes(b"day khong phai co so du lieu " * 200)
    address = {
        "damaged": f"sqlite:///{damaged}",
        "missing": f"sqlite:///{tmp_path / 'khong-co' / 'a.db'}",
        "elsewhere": "postgresql://portal@127.0.0.1:9/portal",
    }
    monkeypatch.setenv("PORTAL_DATABASE", address[how])
    refused = portal("rollback")
    assert refused.exit_code == 1
    assert "portal rollback --unchecked" in refused.output
    assert _shown(two_builds) == 2

    done = portal("rollback", "--unchecked")
    assert done.exit_code == 0, done.output
    assert "số 1" in done.output
    assert "CHƯA kiểm tra" in done.output
    assert _shown(two_builds) == 1


def test_a_readable_database_is_asked_whatever_is_said(
    portal: Any,
    two_builds: Path,
) -> None:
    refused = portal("rollback", "--unchecked")
    assert refused.exit_code == 1
    assert "ngừng đăng 1 nội dung" in refused.output
    assert _shown(two_builds) == 2
    assert not AuditEntry.select().where(AuditEntry.action == "roll-back-build").exists()
    done = portal("rollback", "--unchecked", "--allow-withdrawn", "Bản 2 lỗi")
    assert "CHƯA kiểm tra" not in done.output
    assert AuditEntry.get(AuditEntry.action == "roll-back-build").reason == "Bản 2 lỗi"
