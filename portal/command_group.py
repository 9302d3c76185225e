"""How the ``portal`` command says what went wrong: in Vietnamese, with the exit codes of click."""

import sys
from typing import Any

import click


class VietnameseGroup(click.Group):
    """A group whose last word is “Lỗi: …”, not “Error: …”.

    Only the words around a message are click's own; the messages are ours, but for those about
    the way a command was written, which follow the line that says how to write it.
    """

    def main(self, *args: Any, **extra: Any) -> Any:  # type: ignore[override]
        """Run the command; exit with what click would exit with."""
        if not extra.pop("standalone_mode", True):
            return super().main(*args, standalone_mode=False, **extra)
        try:
            code = super().main(*args, standalone_mode=False, **extra)
        except click.ClickException as error:
            _say(error)
            sys.exit(error.exit_code)
        except click.Abort:
            click.echo("Đã dừng.", err=True)
            sys.exit(1)
        sys.exit(code if isinstance(code, int) else 0)


def _say(error: click.ClickException) -> None:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    if isinstance(error, click.UsageError) and error.ctx is not None:
        usage = error.ctx.get_usage().removeprefix("Usage: ")
        click.echo(f"Cách dùng: {usage}\nXem thêm: {error.ctx.command_path} --help", err=True)
    click.echo(f"Lỗi: {_words(error)}", err=True)


def _words(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        return f"Không có tùy chọn “{error.option_name}”."
    if isinstance(error, click.exceptions.NoSuchCommand):
        return f"Không có lệnh “{error.command_name}”."
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return f"Thiếu {error.param.make_metavar(error.ctx)}." if error.ctx else "Thiếu tham số."
    return error.format_message()
