"""What the ``portal`` command says when something is wrong with the way it is written."""

import re

import click
import pytest
from click.testing import CliRunner

from portal.cli import main
from portal.command_words import words_of


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["verify"], "Lỗi: Thiếu DIR."),
        (["verify", "."], "Lỗi: Thiếu tùy chọn “--key”."),
        (["verify", ".", "--key"], "Lỗi: Tùy chọn “--key” cần giá trị đi kèm."),
        (["verify", ".", "--key", "."], "Lỗi: Tùy chọn “--key”: “.” là thư mục, cần tệp."),
        (["verify", "khong-co", "--key", "setup.cfg"], "Lỗi: DIR: Không thấy “khong-co”."),
        (["load", "setup.cfg"], "Lỗi: CONTENT_DIR: “setup.cfg” là tệp, cần thư mục."),
        (["run", "--port", "tám"], "Lỗi: Tùy chọn “--port”: “tám” không phải số nguyên."),
        (["freeze", "--full=có"], "Lỗi: Tùy chọn “--full” không nhận giá trị."),
        (
            ["user", "add", "a", "Lò", "Văn", "--role", "admin"],
            "Lỗi: Thừa tham số: Văn. Giá trị có dấu cách phải để trong dấu ngoặc kép.",
        ),
        (["user", "xoa"], "Lỗi: Không có lệnh “xoa”."),
        (["verify", "--nhanh"], "Lỗi: Không có tùy chọn “--nhanh”."),
        (["dong-bang"], "Lỗi: Không có lệnh “dong-bang”."),
    ],
)
def test_a_wrong_command_is_answered_in_vietnamese(typed, said):
    ran = CliRunner().invoke(main, typed)
    assert (ran.exit_code, ran.output.strip().splitlines()[-1]) == (2, said)
    # click does not tell of which command an option without its value is
    assert ran.output.startswith(("Cách dùng: ", said))


@pytest.mark.parametrize("given", [["--role", "vua"], []])
def test_the_values_to_choose_from_are_named(given):
    ran = CliRunner().invoke(main, ["user", "add", "a", "Lò Văn", *given])
    last = ran.output.strip().splitlines()[-1]
    assert last.startswith("Lỗi: ")
    assert "Chọn một trong: unit_editor, unit_head, " in last
    assert "“vua”" in last or not given


_ENGLISH = re.compile(
    r"\b(is|are|not|the|value|Option|Argument|Missing|Invalid|Got|takes|requires?|default|required)\b"
)


def _commands(command, path=()):
    for name, one in getattr(command, "commands", {}).items():
        yield from _commands(one, (*path, name))
    yield path, command


@pytest.mark.parametrize(("path", "command"), list(_commands(main)), ids=str)
def test_no_command_answers_a_mistake_or_asks_for_help_in_english(path, command):
    """Every option of every command, given wrongly in every way that click looks at."""
    # too much of it, so that nothing runs whatever else is right
    extra = ["mot", "hai", "ba", "bon"]
    tried = [["--khong-co"], extra, ["--help"]]
    for param in command.params:
        if isinstance(param, click.Option):
            tried += [[*extra, param.opts[0]], [*extra, f"{param.opts[0]}=/khong/co"]]
    for given in tried:
        output = CliRunner().invoke(main, [*path, *given]).output
        assert output.startswith(("Cách dùng: ", "Lỗi: ")), (path, given, output)
        assert not _ENGLISH.search(output), (path, given, output)


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        (click.IntRange(1, 9), "12", "12 nằm ngoài khoảng cho phép (1<=x<=9)."),
        (click.FLOAT, "1,5", "“1,5” không phải số."),
        (click.BOOL, "có", "“có” không phải giá trị đúng hoặc sai (true, false)."),
        (click.Choice(["a"]), "b", "không có giá trị “b”. Chọn một trong: a."),
        (click.UUID, "b", "“b” không phải giá trị hợp lệ."),
        (click.DateTime(), "hôm nay", "Cách viết lệnh chưa đúng."),
    ],
)
def test_a_value_of_a_wrong_kind_is_named(kind, value, said):
    with pytest.raises(click.BadParameter) as error:
        kind.convert(value, None, None)
    assert words_of(error.value) == f"Tham số: {said}"


def test_a_message_of_our_own_is_shown_as_it_is():
    assert words_of(click.UsageError("Chọn một trong hai.")) == "Chọn một trong hai."


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


@pytest.mark.parametrize("command", ["map", "tick", "check"])
def test_without_a_database_a_command_says_what_to_do_first(command, tmp_path, monkeypatch):
    monkeypatch.setenv("PORTAL_DATA", str(tmp_path / "moi"))
    monkeypatch.delenv("PORTAL_DATABASE", raising=False)
    ran = CliRunner().invoke(main, [command])
    assert ran.exit_code == 1
    assert "Lỗi: Không đọc được cơ sở dữ liệu; nếu chưa chuẩn bị" in ran.output
    assert "Chi tiết: no such table" in ran.output
    assert "Traceback" not in ran.output
