"""What stops a freeze before it begins, and where the office reads of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from portal.publishing.editorial import PagePayload
from portal.publishing.models import Publication
from portal.site.freezing import builds as builds_module
from portal.site.freezing.builds import Builds, FreezeRefused
from portal.site.freezing.run import freeze
from portal.site.freezing.standing import last_failure
from tests.site import inspection_factories, publishing
from tests.site.conftest import AS_OF, NOW
from tests.site.frozen_files import digest_of

Run = Callable[..., Any]


def test_a_freeze_that_would_take_away_many_pages_stops_and_names_them(
    published: None, run_freeze: Run, data: Path
) -> None:
    for number in range(6):
        publishing.publish(
            f"2026/ket-luan-{number}", inspection_factories.conclusion(title=f"Số {number}")
        )
    run_freeze()
    before = digest_of(data / "site")
    Publication.update(current=False).where(Publication.kind == "conclusion").execute()
    with pytest.raises(FreezeRefused, match=r"sẽ biến mất.*ket-luan/2026/.*--allow-vanishing"):
        run_freeze()
    assert digest_of(data / "site") == before
    assert Builds.in_data(data).numbers() == [1]
    assert "sẽ biến mất" in (last_failure(data) or "")
    report = run_freeze(allowed="Xoá dữ liệu thử")
    assert report.allowed == "Xoá dữ liệu thử"
    assert "ket-luan/2026/ket-luan-so-tai-chinh/index.html" in report.removed
    assert last_failure(data) is None


def test_what_is_withdrawn_leaves_a_page_and_needs_no_leave(
    published: None, run_freeze: Run, data: Path
) -> None:
    for number in range(4):
        publishing.correct(
            inspection_factories.CONCLUSION,
            inspection_factories.conclusion(title=f"{number}"),
            "Sửa",
        )
    run_freeze()
    comparisons = list(
        (data / "site").glob(f"ket-luan/{inspection_factories.CONCLUSION}/so-sanh/*")
    )
    assert len(comparisons) >= 3
    publishing.withdraw("conclusion", inspection_factories.CONCLUSION, "withdrawn", "Đăng nhầm.")
    report = run_freeze()
    assert f"ket-luan/{inspection_factories.CONCLUSION}/index.html" in report.changed


def test_that_another_freeze_is_running_is_no_failure(
    published: None, run_freeze: Run, data: Path
) -> None:
    run_freeze()
    with Builds.in_data(data).locked(), pytest.raises(FreezeRefused, match="đang chạy"):
        run_freeze()
    assert last_failure(data) is None


def test_a_disk_without_room_for_a_build_is_told_before_anything_is_written(
    published: None, run_freeze: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_freeze()
    nothing = builds_module.shutil.disk_usage(data)._replace(free=1000)
    monkeypatch.setattr(builds_module.shutil, "disk_usage", lambda _path: nothing)
    publishing.publish(
        "2026/ket-luan-hai", inspection_factories.conclusion(title="Kết luận thứ hai")
    )
    with pytest.raises(FreezeRefused, match="Ổ đĩa hết chỗ lưu: còn 0 MB"):
        run_freeze()
    assert Builds.in_data(data).numbers() == [1]


def test_as_many_builds_are_kept_as_is_set(
    published: None, settings: dict[str, Any], data: Path
) -> None:
    for number in range(4):
        page = PagePayload("Liên hệ", f"Lần {number}.", 2, "<p>Sở Nội vụ.</p>")
        publishing.publish("lien-he", page)
        freeze({**settings, "BUILDS_KEPT": 2}, AS_OF, NOW)
    assert Builds.in_data(data).numbers() == [3, 4]
