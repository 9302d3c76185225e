"""The office's page of builds, the code of one on paper, refusals, links to other sites."""

import shutil
import subprocess
from types import SimpleNamespace

import pytest

from portal import db
from portal.accounts.models import AuditEntry
from portal.clock import now
from portal.publishing.external_links import external_links, oddities
from portal.publishing.kept_builds import REFUSED, kept_builds, key_fingerprint, refusals
from portal.publishing.requests import SiteUpdate
from portal.publishing.site_job import follow_publications
from portal.site.freezing.builds import Builds
from portal.site.freezing.run import freeze
from portal.site.freezing.signing import public_pem
from tests import factories
from tests.publishing.samples import kept_build
from tests.publishing.test_gate import publish
from tests.publishing.test_site_job import DAY

PAGE = "/lam-viec/quan-tri/ban-cong-bo/"


@pytest.fixture
def approver(app, database):
    return factories.signed_in_client(app, "office_approver")


def test_each_kept_build_says_what_appeared_changed_and_vanished(app, approver):
    kept_build(app, added=["ke-hoach/2026/mot/index.html"])
    kept_build(
        app, changed=["index.html"], removed=["ke-hoach/2025/cu/index.html"],
        allowed="Sáp nhập hai kế hoạch", seconds=0.835,
    )  # fmt: skip
    assert [(one.report.number, one.shown) for one in kept_builds(app.config["DATA"])] == [
        (2, True), (1, False),
    ]  # fmt: skip
    page = approver.get(PAGE).text
    assert "Sáp nhập hai kế hoạch" in page
    assert "thêm 0, đổi 1, bớt 1 tệp" in page
    second = approver.get(f"{PAGE}2/").text
    assert "/ke-hoach/2025/cu/" in second
    assert "0,8 giây" in second, "as people write it, not as the machine keeps it"
    assert "PORTAL_PUBLIC_URL" not in second
    kept_build(app, warnings=["Chưa đặt PORTAL_PUBLIC_URL."])
    assert "Chưa đặt PORTAL_PUBLIC_URL." in approver.get(f"{PAGE}3/").text
    assert "/ke-hoach/2026/mot/" in approver.get(f"{PAGE}1/").text
    approver.get(f"{PAGE}4/", status=404)


def test_what_a_freeze_told_is_what_is_kept_of_it(app, database):
    publish("Kế hoạch")
    config = {name: app.config[name] for name in ("DATA", "DATABASE", "SECRET_KEY")}
    told = freeze(config, DAY, now().replace(microsecond=0))
    db.database.connect(reuse_if_open=True)
    [kept] = kept_builds(app.config["DATA"])
    assert kept.report == told
    assert kept.report.added
    assert "PORTAL_PUBLIC_URL" in kept.report.warnings[0]


def test_the_code_on_paper_is_what_the_command_verifies_with(app, approver):
    publish("Kế hoạch")
    freeze({name: app.config[name] for name in ("DATA", "DATABASE", "SECRET_KEY")}, DAY, now())
    db.database.connect(reuse_if_open=True)
    shown = Builds.in_data(app.config["DATA"]).shown()
    page = approver.get(f"{PAGE}1/ma-kiem-chung").text
    assert f"--head 1:{shown.manifest_sha256}" in page
    assert "<svg" in page
    told = " ".join(page.split())
    fingerprint = key_fingerprint(app.config["DATA"])
    assert " ".join(fingerprint[at : at + 8] for at in range(0, 64, 8)) in told


@pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl here")
def test_the_fingerprint_is_the_one_that_openssl_tells(app, tmp_path):
    der = subprocess.run(
        ["openssl", "pkey", "-pubin", "-outform", "DER"],
        input=public_pem(app.config["DATA"]).encode(), capture_output=True, check=True,
    ).stdout  # fmt: skip
    told = subprocess.run(["sha256sum"], input=der, capture_output=True, check=True).stdout
    assert told.decode().split()[0] == key_fingerprint(app.config["DATA"])


def test_a_refused_freeze_stands_in_the_log_once(app, database, monkeypatch):
    publish("Kế hoạch")
    kept_build(app)
    with monkeypatch.context() as full:
        full.setattr(shutil, "disk_usage", lambda _place: SimpleNamespace(free=-1))
        for _tick in range(3):
            list(follow_publications(app, DAY, now()))
            db.database.connect(reuse_if_open=True)
    assert AuditEntry.select().where(AuditEntry.action == REFUSED).count() == len(refusals()) == 1
    page = factories.signed_in_client(app, "admin").get(PAGE).text
    assert page.count("hết chỗ lưu") >= 2, "as the last failure and among the refusals"


KNOWN = ("gov.vn", "cchc.vn")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://vbpl.moj.gov.vn/x", ""),
        ("https://cchc.vn/", ""),
        ("http://vbpl.gov.vn/", "không mã hóa"),
        ("https://10.1.2.3/a", "máy nội bộ"),
        ("https://8.8.8.8/", "địa chỉ IP"),
        ("https://[fd00::1]/", "máy nội bộ"),
        ("https://may-chu/tep", "máy nội bộ"),
        ("https://qlvb.snv.local/", "máy nội bộ"),
        ("https://gov.vn.example.com/", "chưa có trong danh sách"),
        ("https://agov.vn/", "chưa có trong danh sách"),
        ("https://vbpl.gov.vn@example.com/", "tên đăng nhập"),
        ("https://xn--gv-xka.vn/", "dễ nhầm"),
        ("//example.com/x", "chưa có trong danh sách"),
        ("https://[::1/", "viết sai"),
    ],
)
def test_what_is_odd_about_an_address(url, words):
    found = oddities(url, KNOWN)
    assert bool(found) == bool(words)
    assert words in "; ".join(found)


def test_links_are_found_in_words_and_in_markup_of_what_readers_see(app, database, approver):
    publish('Xem <a href="http://10.0.0.7/tep?a=1&amp;b=2">tệp</a> và https://vbpl.gov.vn/van-ban.')
    found = external_links(KNOWN)
    assert [(one.url, bool(one.odd)) for one in found] == [
        ("http://10.0.0.7/tep?a=1&b=2", True),
        ("https://vbpl.gov.vn/van-ban", False),
    ]
    page = approver.get(PAGE).text
    assert "10.0.0.7" in page
    assert "1 trên 2 liên kết" in page
    assert "vbpl.gov.vn" in approver.get(f"{PAGE}lien-ket-ngoai/").text


def test_the_start_page_of_the_admin_leads_to_the_builds(app, database):
    kept_build(app)
    page = factories.signed_in_client(app, "admin").get("/lam-viec/").text
    assert f'href="{PAGE}">Bản số 1<' in page


def test_the_start_page_leads_each_person_to_what_they_may_open(app, database):
    kept_build(app)
    SiteUpdate.create(failure="Máy chủ hết chỗ lưu.")
    editor = factories.signed_in_client(app, "office_editor").get("/lam-viec/").text
    admin = factories.signed_in_client(app, "admin").get("/lam-viec/").text
    assert "hết chỗ lưu" in editor
    assert "hết chỗ lưu" in admin
    assert (PAGE in editor, PAGE in admin) == (False, True)
    assert "Bản công bố" not in editor
