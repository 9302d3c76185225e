"""``/xac-thuc/``: the lists behind it say of every file and version what became of it."""

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from portal.publishing.models import Publication
from portal.publishing.shelf import Shelf
from portal.site.catalog import catalog
from portal.site.verification_codes import codes, digits_for, in_shards
from tests.browser_client import Client
from tests.site import publishing
from tests.site.factories import PLAN
from tests.site.inspection_factories import CONCLUSION

Run = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("published")


def state_of(sha256: str) -> str:
    found = [one["state"] for one in codes(Shelf()) if one["sha256"] == sha256]
    assert len(found) <= 1
    return found[0] if found else ""


def content_of(slug: str, version: int) -> str:
    row = Publication.get(
        Publication.kind == "plan", Publication.slug == slug, Publication.version == version
    )
    return str(row.payload_sha256)


def test_versions_and_their_files_in_force_superseded_and_withdrawn() -> None:
    file = next(iter(catalog(Shelf()).files))
    assert state_of(content_of(PLAN, 2)) == "hieu-luc"
    assert state_of(content_of(PLAN, 1)) == "ban-cu"
    assert state_of(file) == "hieu-luc"
    assert state_of("0" * 64) == ""
    publishing.withdraw("plan", PLAN, "mistake", "Đăng nhầm.")
    assert state_of(content_of(PLAN, 2)) == "ngung"
    assert state_of(file) == "ngung"
    publishing.withdraw("conclusion", CONCLUSION, "replaced", "Có bản mới.", "/ket-luan/2026/moi/")
    row = Publication.get(Publication.kind == "conclusion", Publication.version == 1)
    assert state_of(row.payload_sha256) == "thay-the"


def test_what_was_erased_by_law_is_on_no_list() -> None:
    sha256 = content_of(PLAN, 1)
    Publication.update(payload=None).where(Publication.payload_sha256 == sha256).execute()
    assert state_of(sha256) == ""
    assert state_of(content_of(PLAN, 2)) == "hieu-luc"


def test_the_number_of_shards_follows_the_number_of_codes() -> None:
    assert [digits_for(count) for count in (0, 150, 151, 2400, 2401, 40_000)] == [0, 0, 1, 1, 2, 3]
    rows = [(hashlib.sha256(bytes([n])).hexdigest(), n) for n in range(200)]
    shards = in_shards(rows, digits_for(len(rows)))
    assert sorted(row for found in shards.values() for row in found) == sorted(rows)
    assert all(code.startswith(name) for name, found in shards.items() for code, _ in found)


def shards_of(site: Path) -> dict[str, list[str]]:
    """Every code of a frozen site with what is said of it, as the browser reads them."""
    found: dict[str, list[str]] = {}
    for path in (site / "xac-thuc" / "ma").glob("*.js"):
        call = re.fullmatch(r'xacThuc\.nhan\("([^"]+)",(.*)\)\n', path.read_text(encoding="utf-8"))
        assert call, path
        told = json.loads(call[2])
        if call[1] == "muc-luc":
            assert set(told["shards"]) == {
                one.stem for one in path.parent.glob("*.js") if one.stem != "muc-luc"
            }
        else:
            found |= dict(told)
    return found


def test_the_frozen_site_knows_the_bytes_of_every_file(run_freeze: Run, data: Path) -> None:
    run_freeze()
    site = (data / "site").resolve()
    known = shards_of(site)
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        beside = name.startswith(("manifest.json", "xac-thuc/ma/", "tim-kiem/"))
        if path.is_file() and not name.endswith((".gz", ".br")) and not beside:
            assert hashlib.sha256(path.read_bytes()).hexdigest() in known, name
    page = (site / "ke-hoach/2026/kiem-tra-cchc/index.html").read_bytes()
    told = known[hashlib.sha256(page).hexdigest()]
    assert told[:2] == ["trang", "/ke-hoach/2026/kiem-tra-cchc/index.html"]
    assert known[told[2]][1:3] == [
        "Kế hoạch kiểm tra công tác cải cách hành chính năm 2026", "2"
    ]  # fmt: skip
    assert known[told[2]][5] == "hieu-luc"
    old = (site / "ke-hoach/2026/kiem-tra-cchc/phien-ban/1/index.html").read_bytes()
    assert known[known[hashlib.sha256(old).hexdigest()][2]][5] == "ban-cu"


def test_only_the_lists_that_changed_are_new(run_freeze: Run, data: Path) -> None:
    run_freeze()
    report = run_freeze()
    assert report.nothing_new


def test_live_the_page_opens_and_its_lists_hold_the_codes(visitor: Client) -> None:
    text = visitor.get("/xac-thuc/").text
    assert "sha256sum" in text
    assert "<noscript>" in text
    listed = visitor.get("/xac-thuc/ma.txt").text
    assert f"{content_of(PLAN, 2)}  còn hiệu lực; 2; " in listed
    assert f"{content_of(PLAN, 1)}  đã có bản mới; 1; " in listed
    answer = visitor.get("/xac-thuc/ma/muc-luc.js")
    assert '"frozen":false' in answer.text
    assert content_of(PLAN, 2) in visitor.get("/xac-thuc/ma/0.js").text
    visitor.get("/xac-thuc/ma/khong-co.js", 404)
