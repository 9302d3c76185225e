"""Commands of the frozen site: freeze, rollback, verify, key."""

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click
from peewee import DatabaseError

from portal import config as settings
from portal.clock import local, now, today
from portal.vietnamese import format_number

if TYPE_CHECKING:
    from portal.site.freezing.report import Report


def register(group: click.Group) -> None:
    """Add the commands to the ``portal`` command."""
    for command in (freeze_command, rollback_command, verify_command, key_command, head_command):
        group.add_command(command)


@click.command("freeze")
@click.argument("dest", required=False, type=click.Path(path_type=Path))
@click.option("--full", is_flag=True, help="Dựng lại mọi trang, không lấy lại trang cũ.")
@click.option(
    "--allow-vanishing", "allowed", default="", metavar="LÝ-DO",
    help="Lý do để quá 5 % số trang đang hiện được biến mất; ghi vào báo cáo của bản.",
)  # fmt: skip
def freeze_command(dest: Path | None, full: bool, allowed: str) -> None:
    """Dựng bản công bố tĩnh từ những gì đã đăng, rồi cho hiện tại DEST.

    DEST là nơi máy chủ tệp đọc (mặc định: thư mục site trong PORTAL_DATA). Tại đó có một
    liên kết, mỗi lần dựng xong mới chuyển sang bản mới; lỗi giữa chừng thì bản cũ giữ nguyên.
    """
    from portal.site.freezing.builds import FreezeRefused
    from portal.site.freezing.run import freeze
    from portal.site.freezing.standing import why_not

    with click.progressbar(length=100, label="Đóng băng") as bar:

        def progress(done: int, total: int) -> None:
            bar.update(100 * done // total - bar.pos)

        try:
            report = freeze({}, today(), now(), dest, full, progress, allowed)
        except (FreezeRefused, DatabaseError, OSError) as error:
            raise click.ClickException(why_not(error)) from error
    for sentence in report.warnings:
        click.echo(f"Lưu ý: {sentence}", err=True)
    if report.nothing_new:
        click.echo("Không có gì thay đổi so với bản đang hiện.")
        return
    click.echo(
        f"Bản công bố số {report.number}: thêm {len(report.added)}, đổi {len(report.changed)}, "
        f"bớt {len(report.removed)} tệp, {format_number(Decimal(report.seconds), 1)} giây."
    )
    if _nothing_loaded(report):
        click.echo(
            "Cổng chưa có nội dung nào: bản này không có tên tỉnh. Hãy nạp hồ sơ của tỉnh bằng "
            "“portal load content/provinces/<mã tỉnh>”, rồi chạy lại “portal freeze”.",
            err=True,
        )


def _nothing_loaded(report: "Report") -> bool:
    """Whether a first build is of a portal without a province.

    Told by its files: a province comes with editorial pages (its guide must be there), and to
    ask the database would open it a second time. Not refused: whoever sets up a server may want
    to see the way of the files first.
    """
    return report.number == 1 and not any(name.startswith("trang/") for name in report.added)


@click.command("rollback")
@click.argument("dest", required=False, type=click.Path(path_type=Path))
@click.option(
    "--allow-withdrawn", "allowed", default="", metavar="LÝ-DO",
    help="Lý do để nội dung đã ngừng đăng hiện lại; ghi vào nhật ký.",
)  # fmt: skip
@click.option(
    "--unchecked", is_flag=True,
    help="Vẫn quay lại khi không đọc được cơ sở dữ liệu, không kiểm tra nội dung đã ngừng đăng.",
)  # fmt: skip
def rollback_command(dest: Path | None, allowed: str, unchecked: bool) -> None:
    """Cho hiện lại bản công bố ngay trước bản đang hiện (tại DEST, như lệnh freeze).

    Bản đó giữ nguyên đến lần dựng sau. Nếu từ bản đó đến nay có nội dung ngừng đăng, lệnh dừng
    lại và nêu tên, vì quay lại là đăng lại nội dung ấy. Không đọc được cơ sở dữ liệu thì không
    kiểm tra được điều này, lệnh cũng dừng, trừ khi có --unchecked.
    """
    from portal import create_app, db
    from portal.publishing.rolling_back import roll_back
    from portal.site.freezing.builds import Builds, FreezeRefused
    from portal.site.freezing.standing import why_not

    before = db.database.obj
    try:
        app = create_app()
        builds = Builds.beside(dest) if dest else Builds.in_data(app.config["DATA"])
        done = roll_back(app, builds, allowed, unchecked)
    except (FreezeRefused, DatabaseError, OSError) as error:
        raise click.ClickException(why_not(error)) from error
    finally:
        # the caller may work with another app
        db.database.initialize(before)
    click.echo(f"Đang hiện bản công bố số {done.build.number}, đến lần dựng sau.")
    if not done.checked:
        click.echo(
            "Lưu ý: không đọc hoặc không ghi được cơ sở dữ liệu nên CHƯA kiểm tra: nội dung đã "
            f"ngừng đăng sau {local(done.build.frozen_at):%H:%M ngày %d/%m/%Y} có thể đang hiện "
            "lại. Việc quay lại cũng chưa ghi vào nhật ký. Khi cơ sở dữ liệu đã phục hồi, chạy "
            "ngay “portal freeze”.",
            err=True,
        )


@click.command("verify")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--key", "key_file", required=True, metavar="FILE", help="Khóa công khai, ngoài DIR.",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)  # fmt: skip
@click.option(
    "--head", "head_text", metavar="SỐ:MÃ",
    help="Đầu chuỗi đã biết (in trên văn bản, lệnh “portal head”), để phát hiện bản cũ.",
)  # fmt: skip
def verify_command(folder: Path, key_file: Path, head_text: str | None) -> None:
    """Kiểm tra chữ ký và từng tệp của một bản công bố bằng khóa công khai.

    Mã kết thúc: 0 nguyên vẹn; 1 có chỗ sai (nêu từng tệp), khóa hoặc đầu chuỗi không dùng được.
    """
    from portal.site.freezing.chain import Head, manifest_sha256
    from portal.site.freezing.manifest import verify

    if key_file.resolve().is_relative_to(folder.resolve()):
        raise click.ClickException(
            "Khóa nằm trong chính bản cần kiểm tra; hãy lấy khóa từ nơi khác."
        )
    try:
        head = Head.parse(head_text) if head_text else None
    except ValueError as error:
        raise click.ClickException(
            "Đầu chuỗi phải có dạng SỐ:MÃ, mã gồm ít nhất 16 chữ số 0–9, a–f."
        ) from error
    try:
        found = list(verify(folder.resolve(), key_file.read_bytes(), head))
    except ValueError as error:
        raise click.ClickException(f"{key_file} không phải khóa công khai Ed25519.") from error
    for line in found[:50]:
        click.echo(line, err=True)
    if found:
        raise click.ClickException(f"Bản công bố không nguyên vẹn: {len(found)} chỗ sai.")
    click.echo("Bản công bố nguyên vẹn: chữ ký và mọi tệp đều đúng.")
    click.echo(f"Mã của danh mục: {Head(0, manifest_sha256(folder.resolve())).grouped()}")
    if head is None:
        click.echo(
            "Chưa đối chiếu đầu chuỗi (--head): một bản cũ từng được ký vẫn đạt kiểm tra này."
        )


@click.command("key")
def key_command() -> None:
    """In khóa công khai để người khác kiểm tra bản công bố."""
    from portal.site.freezing.signing import public_pem

    click.echo(public_pem(_data()), nl=False)


@click.command("head")
@click.option(
    "--svg", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
    help="Ghi thêm mã QR của dòng này, để in lên văn bản.",
)  # fmt: skip
def head_command(svg: Path | None) -> None:
    """In đầu chuỗi của bản công bố đang hiện: số, ngày và mã của danh mục.

    In lên quyết định hoặc gửi cho các đơn vị: ai giữ dòng này thì phát hiện được bản cũ hoặc
    bản khác bị đưa lên thay (“portal verify DIR --key FILE --head SỐ:MÃ”).
    """
    import segno

    from portal.site.freezing.builds import Builds
    from portal.site.freezing.chain import Head

    shown = Builds.in_data(_data()).shown()
    if shown is None:
        raise click.ClickException("Chưa có bản công bố; hãy chạy “portal freeze” trước.")
    head = Head(shown.number, shown.manifest_sha256)
    made = local(shown.frozen_at).strftime("%H:%M ngày %d/%m/%Y")
    click.echo(f"Bản công bố số {head.number}, {made}")
    click.echo(head.grouped())
    click.echo(f"Dùng với lệnh kiểm tra: --head {head.number}:{head.sha256}")
    if svg:
        segno.make(f"{head.number}:{head.sha256}", error="m").save(svg, border=2, scale=4)


def _data() -> Path:
    from flask import Flask

    app = Flask("portal")
    settings.load(app)
    return Path(app.config["DATA"])
