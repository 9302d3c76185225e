"""Approving a request as its page does: what was seen goes back with the decision."""

import re

from werkzeug.test import TestResponse

from tests.browser_client import Client

_SEEN = re.compile(r'name="(version|base)"[^>]*value="([^"]*)"')


def seen(text: str) -> dict[str, str]:
    """What the page of a request says that its reader saw."""
    return dict(_SEEN.findall(text))


def approve(client: Client, path: str) -> TestResponse:
    """Open the request at ``path``, approve it and publish at once."""
    return client.post(f"{path}duyet", seen(client.get(path).text))
