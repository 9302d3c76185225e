"""What the ``portal`` command says of itself and of what went wrong: in Vietnamese.

Exit codes and layout are those of click.
"""

import re
import sys
from typing import Any

import click
from peewee import OperationalError, ProgrammingError

from portal.command_words import words_of
from portal.web.storage import status_of

#: Click's own words on a page of help.
_WORDS = {
    "Options": "Tùy chọn", "Commands": "Lệnh", "Show this message and exit.": "In lời chỉ dẫn này.",
    "[OPTIONS]": "[TÙY CHỌN]", "COMMAND [ARGS]...": "LỆNH [THAM SỐ]...",
}  # fmt: skip


_ADDED = re.compile(r"\[(?:default: [^]]*|required)(?:; required)?\]$")


class VietnameseHelp(click.HelpFormatter):
    """A page of help whose headings and usage are ours."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """“Cách dùng: portal [TÙY CHỌN] LỆNH …”."""
        for word in ("[OPTIONS]", "COMMAND [ARGS]..."):
            args = args.replace(word, _WORDS[word])
        super().write_usage(prog, args, "Cách dùng: ")

    def write_heading(self, heading: str) -> None:
        """“Tùy chọn:”, “Lệnh:”."""
        super().write_heading(_WORDS.get(heading, heading))

    def write_dl(self, rows: Any, *args: Any, **more: Any) -> None:
        """The options with what they do."""
        super().write_dl([(name, _does(does)) for name, does in rows], *args, **more)


def _does(text: str) -> str:
    """What an option does, with what click adds to it: “[default: 8000]”, “[required]”."""
    text = _WORDS.get(text, text)
    found = _ADDED.search(text)
    if found is None:
        return text
    added = found[0].replace("default:", "mặc định:").replace("required", "bắt buộc")
    return text[: found.start()] + added


class VietnameseGroup(click.Group):
    """A group whose last word is “Lỗi: …”, not “Error: …”.

    What is wrong with the way a command was written follows the line that says how to write it.
    """

    def main(self, *args: Any, **extra: Any) -> Any:  # type: ignore[override]
        """Run the command; exit with what click would exit with."""
        click.Context.formatter_class = VietnameseHelp  # of every command below as well
        if not extra.pop("standalone_mode", True):
            return super().main(*args, standalone_mode=False, **extra)
        try:
            code = super().main(*args, standalone_mode=False, **extra)
        except click.ClickException as error:
            _say(error)
            sys.exit(error.exit_code)
        except (OperationalError, ProgrammingError) as error:
            _say_unread(error)
            sys.exit(1)
        except click.Abort:
            click.echo("Đã dừng.", err=True)
            sys.exit(1)
        sys.exit(code if isinstance(code, int) else 0)


def _say_unread(error: Exception) -> None:
    """No tables yet, no server, no room: words for who runs the machine, and the database's own."""
    if status_of(error) is None:
        said = "Không đọc được cơ sở dữ liệu; nếu chưa chuẩn bị thì chạy “portal init” trước."
    else:
        said = "Máy chủ hết chỗ lưu hoặc không ghi được dữ liệu; hãy dọn chỗ rồi chạy lại."
    click.echo(f"Lỗi: {said}\nChi tiết: {str(error).strip()}", err=True)


def _say(error: click.ClickException) -> None:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    if isinstance(error, click.UsageError) and error.ctx is not None:
        click.echo(f"{error.ctx.get_usage()}\nXem thêm: {error.ctx.command_path} --help", err=True)
    click.echo(f"Lỗi: {words_of(error)}", err=True)
