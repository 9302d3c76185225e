"""What the ``portal`` command says when something is wrong with the way it is written."""

import re

import pytest
from click.testing import CliRunner

from portal.cli import main


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["verify"], "Lỗi: Thiếu DIR."),
        (["verify", "--nhanh"], "Lỗi: Không có tùy chọn “--nhanh”."),
        (["dong-bang"], "Lỗi: Không có lệnh “dong-bang”."),
    ],
)
def test_a_wrong_command_is_answered_in_vietnamese(typed, said):
    ran = CliRunner().invoke(main, typed)
    assert (ran.exit_code, ran.output.strip().splitlines()[-1]) == (2, said)
    assert ran.output.startswith("Cách dùng: ")


@pytest.mark.parametrize("typed", [[], ["--help"], ["freeze", "--help"], ["user", "--help"]])
def test_help_is_help_in_vietnamese_and_no_error(typed):
    ran = CliRunner().invoke(main, typed)
    assert ran.output.startswith("Cách dùng: ")
    assert "--help  In lời chỉ dẫn này." in re.sub(" {2,}", "  ", ran.output)
    for other in ("Lỗi", "Usage", "Options", "OPTIONS", "Commands", "Show this"):
        assert other not in ran.output


def test_a_province_that_lies_elsewhere_is_refused_before_anything_is_loaded(tmp_path):
    folder = tmp_path / "tinh" / "hai-van"
    folder.mkdir(parents=True)
    for needed in ("province.toml", "forms"):
        ran = CliRunner().invoke(main, ["load", str(folder)])
        assert ran.exit_code == 1
        assert ran.output.startswith(f"Lỗi: Không thấy “{tmp_path}")
        assert f"{needed}”." in ran.output
        (folder / "province.toml").touch()
