"""The commands as an administrator types them."""

from pathlib import Path
from typing import Any

import pytest

from portal.accounts.models import AuditEntry
from tests.site import inspection_factories, publishing


@pytest.mark.parametrize("command", ["freeze", "rollback", "verify", "key"])
def test_each_command_explains_itself(portal: Any, command: str) -> None:
    answer = portal(command, "--help")
    assert answer.exit_code == 0
    assert len(answer.output) > 80


def test_freeze_verify_roll_back(published: None, portal: Any, data: Path, tmp_path: Path) -> None:
    answer = portal("freeze")
    assert answer.exit_code == 0
    assert "Bản công bố số 1" in answer.output
    assert "Không có gì thay đổi" in portal("freeze").output
    key = tmp_path / "khoa.pem"
    key.write_text(portal("key").output)
    assert "nguyên vẹn" in portal("verify", str(data / "site"), "--key", str(key)).output
    publishing.publish(
        "2026/ket-luan-hai", inspection_factories.conclusion(title="Kết luận thứ hai")
    )
    assert "Bản công bố số 2" in portal("freeze").output
    assert "số 1" in portal("rollback").output
    refused = portal("rollback")
    assert refused.exit_code == 1
    assert "Không còn bản công bố nào" in refused.output


def test_a_first_build_without_a_province_says_what_to_load(
    database: Any, data: Path, portal: Any
) -> None:
    answer = portal("freeze")
    assert answer.exit_code == 0
    assert "portal load content/provinces/" in answer.output
    publishing.publish_all(data)
    assert "portal load" not in portal("freeze").output


def test_a_site_without_an_address_is_built_and_says_what_will_not_work(
    published: None, portal: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _build_and_nothing_new in range(2):
        answer = portal("freeze")
        assert answer.exit_code == 0
        for word in ("Lưu ý: Chưa đặt PORTAL_PUBLIC_URL", "canonical", "nguồn tin", "mã QR"):
            assert word in answer.output
    monkeypatch.setenv("PORTAL_PUBLIC_URL", "https://cchc.example.vn")
    assert "PORTAL_PUBLIC_URL" not in portal("freeze").output


def test_a_first_build_of_a_province_says_no_more(published: None, portal: Any) -> None:
    answer = portal("freeze")
    assert "Bản công bố số 1" in answer.output
    assert "portal load" not in answer.output


def test_a_roll_back_does_not_bring_back_what_was_withdrawn(
    published: None, portal: Any, data: Path
) -> None:
    withdrawn = f"ket-luan/{inspection_factories.CONCLUSION}/index.html"
    portal("freeze")
    publishing.withdraw("conclusion", inspection_factories.CONCLUSION, "withdrawn", "Đăng nhầm.")
    portal("freeze")
    refused = portal("rollback")
    assert refused.exit_code == 1
    assert "ngừng đăng 1 nội dung: “" in refused.output
    assert "Đăng nhầm." in (data / "site" / withdrawn).read_text(encoding="utf-8")
    assert portal("rollback", "--allow-withdrawn", "Bản 2 lỗi").exit_code == 0
    assert "Đăng nhầm." not in (data / "site" / withdrawn).read_text(encoding="utf-8")
    entry = AuditEntry.get(AuditEntry.action == "roll-back-build")
    assert (entry.after, entry.reason) == ('{"build": 1}', "Bản 2 lỗi")


def test_a_damaged_copy_and_a_key_inside_it_are_refused(
    published: None, portal: Any, data: Path, tmp_path: Path
) -> None:
    dest = tmp_path / "www"
    assert portal("freeze", str(dest)).exit_code == 0
    key = tmp_path / "khoa.pem"
    key.write_text(portal("key").output)
    (dest / "khoa.pem").write_text(key.read_text())
    inside = portal("verify", str(dest), "--key", str(dest / "khoa.pem"))
    assert inside.exit_code == 1
    assert "lấy khóa từ nơi khác" in inside.output
    damaged = portal("verify", str(dest), "--key", str(key))
    assert damaged.exit_code == 1
    assert "Tệp thừa: khoa.pem" in damaged.output
    (tmp_path / "sai.pem").write_text("sai")
    wrong = portal("verify", str(dest), "--key", str(tmp_path / "sai.pem"))
    assert wrong.exit_code == 1
    assert "không phải khóa công khai" in wrong.output


def test_failures_end_with_one_sentence(published: None, portal: Any, tmp_path: Path) -> None:
    there = tmp_path / "www"
    there.mkdir()
    refused = portal("freeze", str(there))
    assert refused.exit_code == 1
    assert refused.output.strip().splitlines()[-1].startswith("Error:")
    assert "có sẵn" in refused.output


def test_without_a_database_the_command_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, portal: Any, tmp_path: Path
) -> None:
    monkeypatch.setenv("PORTAL_DATA", str(tmp_path / "trong"))
    monkeypatch.setenv("PORTAL_DATABASE", "")
    answer = portal("freeze")
    assert answer.exit_code == 1
    assert "portal init" in answer.output
