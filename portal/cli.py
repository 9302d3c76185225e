"""The ``portal`` command."""

import sys
from pathlib import Path

import click
from flask import Flask

from portal import db, features
from portal.app import create_app
from portal.command_group import VietnameseGroup


class Refused(click.ClickException):
    """Ends a command with one clear sentence and exit code 1."""


@click.group(
    cls=VietnameseGroup, help="Cổng CCHC: kiểm tra cải cách hành chính, từ kế hoạch đến công bố."
)
def main() -> None:
    """Commands; each has --help."""


def portal_app(addresses: bool = False) -> Flask:
    """The app of a command, configured from the environment; ``addresses``: it writes links."""
    return create_app(addresses=addresses)


@main.command(help="Chuẩn bị cơ sở dữ liệu: tạo mới, hoặc nâng lên bản hiện tại.")
def init() -> None:
    """Prepare the database: create it, or bring it up to date."""
    from portal.migrations import apply
    from portal.site.search.filling import fill_all

    app = portal_app()
    applied = apply(app)
    with app.app_context(), db.connection(app):
        fill_all(missing=True)
    click.echo(f"Cơ sở dữ liệu sẵn sàng ({len(applied)} bước mới).")


@main.command(help="Nạp dữ liệu một tỉnh từ CONTENT_DIR (content/provinces/<mã>).")
@click.argument("content_dir", type=click.Path(exists=True, file_okay=False, path_type=Path))
def load(content_dir: Path) -> None:
    """Load a province from CONTENT_DIR (content/provinces/<code>)."""
    from portal.loading import load_province
    from portal.ticking import read_published

    for needed in (content_dir / "province.toml", content_dir.resolve().parents[1] / "forms"):
        if not needed.exists():
            raise Refused(
                f"Không thấy “{needed}”. Thư mục tỉnh có tệp province.toml và nằm trong "
                "content/provinces/, bên cạnh content/forms/."
            )
    app = portal_app()
    with app.app_context(), db.connection(app):
        for line in load_province(content_dir):
            click.echo(line)
        for line in read_published(app.config["DATA"]):
            click.echo(line)


@main.command(help="Tạo tài khoản trình diễn (tên đăng nhập = tên vai trò) và in mật khẩu.")
def demo() -> None:
    """Add the demo accounts (user name = role name) and print their password."""
    from portal.demo import add_demo_accounts, receive_past_reports

    app = portal_app()
    if not app.config["DEMO"]:
        raise Refused("Tài khoản trình diễn chỉ dùng khi PORTAL_DEMO=1.")
    with app.app_context(), db.connection(app):
        password, names = add_demo_accounts(app.config["DATA"], app.config["PASSWORD_COST"])
        receive_past_reports()
    click.echo("Tài khoản trình diễn (tên đăng nhập = tên vai trò):")
    click.echo("  " + ", ".join(names))
    click.echo(f"Mật khẩu chung: {password}")


@main.command(help="Chạy cổng bằng gunicorn.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, envvar="PORT")
@click.option("--workers", default=2, show_default=True)
@click.option("--public-only", is_flag=True, help="Chỉ phục vụ các trang công khai.")
def run(host: str, port: int, workers: int, public_only: bool) -> None:
    """Serve the portal with gunicorn."""
    import os
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refused(
                f"Cổng {port} đang được dùng. Chọn cổng khác: PORT=8001 make run."
            ) from error
    click.echo(f"Địa chỉ: http://{host}:{port}/", color=True)
    sys.stdout.flush()
    target = "portal.wsgi:public" if public_only else "portal.wsgi:app"
    os.execv(
        sys.executable,
        [sys.executable, "-m", "gunicorn", "--bind", f"{host}:{port}", "--workers", str(workers),
         "--preload", "--log-level", "warning", "--timeout", "60",
         # A whole province may press “gửi” in the same minute of the last day: nobody is refused.
         "--backlog", "2048", target],
    )  # fmt: skip


@main.command(
    help="Làm mọi việc tới hạn: đăng theo giờ hẹn rồi dựng trang công khai, nhắc hạn, gửi thư, "
    "chốt bản nháp, đọc tệp vừa đăng, dọn tệp thừa. Chạy bằng bộ hẹn giờ."
)
def tick() -> None:
    """Do everything that is due: planned publications and the frozen site after them, seal
    draft edits, read published files, sweep what is old."""
    from portal.clock import now, today
    from portal.inbox.copying import send_copies
    from portal.publishing.site_job import follow_publications
    from portal.ticking import read_published, run_due, sweep_files

    app = portal_app(addresses=True)
    with app.app_context(), db.connection(app):
        data = app.config["DATA"]
        for line in (*run_due(), *read_published(data), *sweep_files(data)):
            click.echo(line)
        for line in send_copies(app, now()):
            click.echo(line)
    for line in follow_publications(app, today(), now()):
        click.echo(line)


@main.command(help="Kiểm tra chuỗi công bố, nhật ký và từng tệp trong kho.")
def check() -> None:
    """Check the chains of publications and of the audit log, and every stored file."""
    from portal.checking import problems

    app = portal_app()
    with app.app_context(), db.connection(app):
        found = problems(app.config["DATA"])
    for line in found:
        click.echo(line, err=True)
    if found:
        sys.exit(1)
    click.echo("Không thấy lỗi: chuỗi công bố, nhật ký và kho tệp đều nguyên vẹn.")


def _register_features() -> None:
    for feature in features.FEATURES:
        for path in feature.commands:
            features.load(path).register(main)


_register_features()
