"""The test client: checks every page it opens, and sends the CSRF token of the page."""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.test import TestResponse

from tests.page_checks import Page, problems_of


class Client:
    """A visitor. CSRF stays on: a post carries the token of the last page opened."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.http = app.test_client()
        self.token = ""

    def get(self, path: str, status: int = 200, **kwargs: Any) -> TestResponse:
        """Open ``path``; the answer must have ``status`` and keep the rules of a page."""
        return self._checked(self.http.get(path, **kwargs), path, status)

    def post(
        self, path: str, data: dict[str, Any] | None = None, status: int = 302, **kwargs: Any
    ) -> TestResponse:
        """Send a form as the page at ``path`` would, with the token of the last page."""
        if not self.token:
            self._find_token(path)
        sent = {"csrf_token": self.token, **(data or {})}
        return self._checked(self.http.post(path, data=sent, **kwargs), path, status)

    def follow(self, answer: TestResponse) -> TestResponse:
        """Open the page that a redirect leads to."""
        target = urlsplit(answer.headers["Location"])
        return self.get(target.path + (f"?{target.query}" if target.query else ""))

    def htmx(self, path: str, status: int = 200) -> TestResponse:
        """Ask for a fragment, as htmx does."""
        answer = self.http.get(path, headers={"HX-Request": "true"})
        assert answer.status_code == status, (path, answer.status_code)
        return answer

    def _find_token(self, path: str) -> None:
        for place in (path, "/tai-khoan/doi-mat-khau", "/tai-khoan/dang-nhap"):
            answer = self.http.get(place)
            if answer.status_code == 200 and answer.mimetype == "text/html":
                self.token = Page(answer.text).csrf_token
                if self.token:
                    return

    def _checked(self, answer: TestResponse, path: str, status: int) -> TestResponse:
        assert answer.status_code == status, (path, answer.status_code, answer.text[:2000])
        redirected = 300 <= answer.status_code < 400
        if redirected or answer.mimetype != "text/html":
            return answer
        if answer.text.lstrip().lower().startswith("<!doctype"):
            found = problems_of(answer.text)
            assert not found, (path, found)
            self.token = Page(answer.text).csrf_token or self.token
        return answer
