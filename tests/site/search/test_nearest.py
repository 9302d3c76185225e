"""The live search where no page holds all that was asked for."""

import pytest

from portal.site.search.asking import ask
from tests.browser_client import Client
from tests.site.search.conftest import page

pytestmark = pytest.mark.usefixtures("searchable")


def test_without_all_words_the_nearest_are_shown_and_said_to_be() -> None:
    found = ask("kế hoạch không-có-chữ-này")
    assert found.partial
    assert found.hits
    nothing = ask("qqqq wwww zzzz kế")
    assert (nothing.total, nothing.hits) == (0, [])
    assert ask("…").query.words == ()


def test_the_nearest_are_no_guides_for_those_who_work_in_the_portal() -> None:
    """Who asks for what no page has is not led to how a report is keyed in."""
    page("huong-dan-don-vi", "Hướng dẫn cho đơn vị", "Cấp lại mật khẩu cho cán bộ nhập liệu.")
    assert [hit.path for hit in ask("cấp lại mật khẩu").hits] == ["/trang/huong-dan-don-vi/"]
    for asked in ("cấp lại thẻ căn cước", "kế hoạch cấp lại mật khẩu 2026"):
        assert not [hit for hit in ask(asked).hits if hit.path.startswith("/trang/")], asked


def test_a_search_that_finds_nothing_offers_what_is_public(visitor: Client) -> None:
    text = visitor.get("/tim-kiem/?q=qqqq+wwww").text
    advice = text[text.index("data-search-advice") : text.index("</section>")]
    assert "hidden" not in advice[:20]
    for address in ("/don-vi/", "/danh-muc/", "/gop-y/"):
        assert f'{address}"' in advice
    assert "/trang/" not in advice
