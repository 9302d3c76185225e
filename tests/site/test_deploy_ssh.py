"""``portal deploy`` to a real sshd on loopback: with rsync, without it, over a bad line."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from portal.site.deploying.release import CopyDiffers, DeployFailed, Unreachable
from portal.site.deploying.run import Plan, deploy
from portal.site.deploying.ssh import Server
from portal.site.freezing.manifest import verify
from portal.site.freezing.signing import public_pem
from tests.site import factories, inspection_factories, publishing
from tests.site.deploy_server import Line, Sshd, sshd
from tests.site.frozen_files import files_of

Run = Callable[..., Any]


@pytest.fixture
def frozen(published: None, run_freeze: Run) -> Run:
    """A first build is shown; the fixture freezes again."""
    run_freeze()
    return run_freeze


@pytest.fixture(params=["rsync", "tar"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Sshd]:
    """A server with rsync, and one without."""
    (tmp_path / "far").mkdir()
    with sshd(tmp_path / "far", rsync=request.param == "rsync") as running:
        yield running


@pytest.fixture
def plan(data: Path, server: Sshd) -> Plan:
    return Plan(data, f"127.0.0.1:{server.home}", server.ssh, keep=2)


def change(run_freeze: Run, text: str) -> None:
    """Publish something new and freeze."""
    publishing.publish(f"2026/{text}", inspection_factories.conclusion(title=f"Kết luận {text}"))
    run_freeze()


def test_a_server_gets_each_site_whole_sending_only_what_changed(
    frozen: Run, plan: Plan, server: Sshd, data: Path
) -> None:
    all_of_it = deploy(plan).changed
    there = server.home / "site"
    assert files_of(there) == files_of(data / "site")
    assert list(verify(there.resolve(), public_pem(data).encode())) == []
    assert deploy(plan).nothing_new
    first = there.resolve()
    for text in ("hai", "ba"):
        change(frozen, text)
        assert deploy(plan, dry_run=True).changed < all_of_it
        assert there.resolve() == first if text == "hai" else True
        deploy(plan)
    assert files_of(there) == files_of(data / "site")
    assert not first.exists()
    kept = sorted(os.listdir(server.home / "releases"))
    assert len(kept) == 2
    style = "static/vendor/portal.css"
    assert len({(server.home / "releases" / one / style).stat().st_ino for one in kept}) == 1
    assert (there / "index.html").stat().st_mode & 0o777 == 0o644


def test_a_line_that_drops_leaves_the_old_site_and_the_next_run_sends_the_rest(
    frozen: Run, plan: Plan, server: Sshd, data: Path
) -> None:
    for number in range(5):
        text = os.urandom(150_000).hex()
        signed = factories.document(signed_file=publishing.stored_pdf(data, "a.pdf", "PDF", text))
        publishing.publish(f"2026/to-{number}", inspection_factories.conclusion(document=signed))
    frozen()
    line = Line(server.port, breaks_after=1 << 60)
    try:
        # names and hashes go up as well: the rest is compared with all that a first run sends
        deploy(Plan(data, f"127.0.0.1:{server.home.with_name('other')}", server.through(line.port)))
        whole = line.sent
    finally:
        line.close()
    line = Line(server.port, breaks_after=900_000)
    try:
        broken = Plan(data, plan.target, server.through(line.port))
        with pytest.raises(Unreachable):
            deploy(broken)
        assert not (server.home / "site").exists()
        line.mend()
        deploy(broken)
    finally:
        line.close()
    assert files_of(server.home / "site") == files_of(data / "site")
    assert line.sent < whole - 400_000, (line.sent, whole)


def test_a_file_changed_on_the_server_is_found_and_replaced(
    frozen: Run, plan: Plan, server: Sshd, data: Path
) -> None:
    deploy(plan)
    page = server.home / "site" / "index.html"
    times = page.stat()
    page.write_bytes(page.read_bytes().replace(b"2026", b"2027"))
    os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns))
    (server.home / "site" / "la.html").write_text("thêm")
    assert not deploy(plan).nothing_new
    assert files_of(server.home / "site") == files_of(data / "site")


def test_what_was_changed_on_the_way_is_not_shown(
    frozen: Run, plan: Plan, server: Sshd, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Server.upload

    def tampered(self: Server, release: Any) -> None:
        real(self, release)
        page = server.home / "releases" / f".dang-tai-{release.name}" / "index.html"
        page.write_bytes(b"gia mao")

    monkeypatch.setattr(Server, "upload", tampered)
    with pytest.raises(CopyDiffers, match=r"index\.html"):
        deploy(plan)
    assert not (server.home / "site").exists()


def test_a_folder_that_is_not_ours_and_an_odd_path(
    frozen: Run, plan: Plan, server: Sshd, data: Path
) -> None:
    odd = server.home.with_name("trang web $HOME 'cũ'")
    deploy(Plan(data, f"127.0.0.1:{odd}", server.ssh))
    assert files_of(odd / "site") == files_of(data / "site")
    (server.home / "site").mkdir(parents=True)
    with pytest.raises(DeployFailed, match="có sẵn"):
        deploy(plan)


def test_nobody_answers(data: Path, frozen: Run, server: Sshd) -> None:
    with pytest.raises(Unreachable, match="Không kết nối được"):
        deploy(Plan(data, f"127.0.0.1:{server.home}", server.through(1)))
