"""What lies compressed beside the files of a build."""

import gzip
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
import pytest

from portal.site.freezing import compression
from portal.site.freezing.builds import Builds
from portal.site.freezing.compression import compressed

TEXT = "Kế hoạch kiểm tra công tác cải cách hành chính. ".encode() * 100


def test_a_page_has_gzip_and_an_asset_brotli_too() -> None:
    assert [name for name, _ in compressed("a/index.html", TEXT)] == ["a/index.html.gz"]
    packed = dict(compressed("static/portal.css", TEXT))
    assert gzip.decompress(packed["static/portal.css.gz"]) == TEXT
    assert brotli.decompress(packed["static/portal.css.br"]) == TEXT


@pytest.mark.parametrize(("name", "content"), [("a.html", b"ngan"), ("a.pdf", TEXT)])
def test_what_would_not_shrink_stays_alone(name: str, content: bytes) -> None:
    assert list(compressed(name, content)) == []


def test_the_same_text_gives_the_same_bytes() -> None:
    (_, packed) = next(compressed("a.csv", TEXT))
    assert gzip.decompress(packed) == TEXT
    assert packed == dict(compressed("b.csv", TEXT))["b.csv.gz"]


def test_segments_make_one_file_of_gzip() -> None:
    """One member: some programs that read gzip stop after the first."""
    made = compression.SEGMENTS_BEGIN + b"".join(map(compression.packed_segment, (TEXT, b"x")))
    made += compression.segments_end(zlib.crc32(TEXT + b"x"), len(TEXT) + 1)
    unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16)
    assert unpacking.decompress(made) == TEXT + b"x"
    assert unpacking.eof
    assert not unpacking.unused_data


def test_a_release_that_packs_otherwise_packs_every_page_anew(
    published: None, run_freeze: Callable[..., Any], data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_freeze()
    before = (data / "site/index.html.gz").read_bytes()
    monkeypatch.setattr("portal.site.freezing.freezer.build_digest", lambda: "next release")
    for module in ("files", "making"):
        monkeypatch.setattr(f"portal.site.freezing.{module}.RECIPE", "gzip 1")
    monkeypatch.setattr(compression, "_LEVEL", 1)
    report = run_freeze()
    assert (report.added, report.changed) == ((), ())
    after = (data / "site/index.html.gz").read_bytes()
    assert after != before
    assert gzip.decompress(after) == gzip.decompress(before)
    assert Builds.in_data(data).numbers() == [1, 2]
