"""The index of the frozen site, from build to build."""

from pathlib import Path
from typing import Any

import pytest

from portal.site.freezing.run import freeze
from portal.site.search.shards import FOLDER
from portal.site.search.table import SearchSection
from tests.site.conftest import AS_OF, NOW
from tests.site.frozen_files import files_of
from tests.site.search.conftest import page

pytestmark = pytest.mark.usefixtures("searchable")


def index_of(site: Path) -> dict[str, bytes]:
    return {name: text for name, text in files_of(site).items() if name.startswith(FOLDER)}


def test_words_of_an_older_list_of_abbreviations_go_with_their_page(
    settings: dict[str, Any], tmp_path: Path
) -> None:
    row = SearchSection.get(SearchSection.path == "/trang/duong-xa/")
    row.words, row.folded, row.digest = f"{row.words}lỗithời ", f"{row.folded}loithoi ", "khác"
    row.save()
    steps, once = tmp_path / "steps", tmp_path / "once"
    freeze(settings, AS_OF, NOW, steps)
    assert any("lỗithời".encode() in text for text in index_of(steps).values())
    page("duong-xa", "Làm đường", "Sửa chữa cầu của xã.")
    freeze(settings, AS_OF, NOW, steps)
    freeze(settings, AS_OF, NOW, once)
    assert not any("lỗithời".encode() in text for text in index_of(steps).values())
    assert index_of(steps) == index_of(once)
