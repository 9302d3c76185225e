"""When a feed was last new."""

from xml.etree import ElementTree

import pytest

from tests.browser_client import Client

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.usefixtures("published")
def test_a_feed_is_as_new_as_its_newest_entry(visitor: Client) -> None:
    """Entries of one minute stand by kind, so the first is not always the newest."""
    for path in ("/tin-moi.xml", "/don-vi/so-tai-chinh/tin-moi.xml"):
        feed = ElementTree.fromstring(visitor.get(path).data)
        entries = [str(one.findtext(f"{ATOM}updated")) for one in feed.iter(f"{ATOM}entry")]
        assert len(entries) > 1
        assert feed.findtext(f"{ATOM}updated") == max(entries)
