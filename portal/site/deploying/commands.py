"""Commands for where readers are: send the frozen site, and what its server must know."""

import sys
from pathlib import Path

import click
from flask import Config, Flask

from portal import config as settings
from portal.vietnamese import file_size


def register(group: click.Group) -> None:
    """Add the commands to the ``portal`` command."""
    group.add_command(deploy_command)
    group.add_command(map_command)


@click.command("deploy")
@click.argument("target", required=False)
@click.option("--dry-run", is_flag=True, help="Chỉ nói sẽ gửi gì, không gửi.")
@click.option("--attempts", default=3, show_default=True, help="Số lần thử khi mất kết nối.")
def deploy_command(target: str | None, dry_run: bool, attempts: int) -> None:
    """Đưa bản công bố đang hiện lên TARGET (mặc định: PORTAL_DEPLOY_TARGET).

    TARGET là một thư mục, máy chủ SSH (nguoi-dung@may:/thu-muc) hoặc tệp .zip. Bản mới nằm
    riêng, được đối chiếu từng tệp tại nơi nhận rồi mới cho hiện; mất kết nối thì lần sau
    gửi tiếp phần còn thiếu.

    Mã kết thúc: 0 xong; 1 không làm được; 3 mất kết nối (chạy lại để gửi tiếp); 4 bản tại
    nơi nhận không khớp, không cho hiện.
    """
    from portal.site.deploying.release import DeployFailed, Unreachable
    from portal.site.deploying.run import Plan, deploy

    plan = Plan.of(_config(), target)
    for attempt in range(1, attempts + 1):
        try:
            outcome = deploy(plan, dry_run)
            break
        except DeployFailed as error:
            click.echo(f"Lỗi: {error}", err=True)
            if not isinstance(error, Unreachable) or attempt == attempts:
                sys.exit(error.exit_code)
            click.echo(f"Thử lại lần {attempt + 1}…", err=True)
    if outcome.nothing_new:
        click.echo(f"{outcome.target} đang hiện đúng bản này; không có gì để gửi.")
        return
    done = "Sẽ gửi" if dry_run else "Đã gửi và đối chiếu"
    click.echo(
        f"{done}: {outcome.changed} tệp mới hoặc đổi ({file_size(outcome.size)}), "
        f"bớt {outcome.removed} tệp → {outcome.target}"
    )


@click.command("map")
@click.option("--nginx", "kind", flag_value="nginx", default=True, help="Cho nginx (mặc định).")
@click.option("--caddy", "kind", flag_value="caddy", help="Cho Caddy.")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
def map_command(kind: str, file: Path | None) -> None:
    """In (hoặc ghi vào FILE) các địa chỉ đã gỡ (410) và đã đổi (301) cho máy chủ trang tĩnh."""
    from portal import create_app, db
    from portal.publishing.shelf import Shelf
    from portal.site.deploying.address_map import caddy_map, nginx_map
    from portal.site.gone import gone_addresses
    from portal.site.name_addresses import name_redirects
    from portal.site.number_addresses import number_redirects

    app = create_app(public_only=True)
    with app.app_context(), db.connection(app):
        shelf = Shelf()
        ended = gone_addresses(shelf) + number_redirects(shelf) + name_redirects(shelf)
        made = (caddy_map if kind == "caddy" else nginx_map)(ended)
    if file is None:
        click.echo(made, nl=False)
        return
    waiting = file.with_name(f".{file.name}.moi")
    waiting.write_text(made, encoding="utf-8")
    waiting.replace(file)


def _config() -> Config:
    app = Flask("portal")
    settings.load(app)
    return app.config
