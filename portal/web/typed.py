"""What was typed in the form being sent: to be offered again when the form cannot be taken."""

from io import BytesIO
from typing import IO
from urllib.parse import urlsplit

from flask import Flask, request
from htmx_flask.requests import HtmxAwareRequest

#: Fields of the frame, not typed by anyone.
_FRAME = {"csrf_token"}


class FormRequest(HtmxAwareRequest):
    """Receives a form in memory, files included (at most MAX_UPLOAD_MB).

    Otherwise a file goes through a temporary one, and when the disk is full the whole form is
    lost before anyone has seen a field of it.
    """

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BytesIO()


def init_app(app: Flask) -> None:
    """Receive every form so that its fields survive a full disk."""
    app.request_class = FormRequest


def typed_fields() -> list[tuple[str, str]]:
    """Name and text of each field, without passwords, files and fields of the frame.

    Nothing when the form came from another site.
    """
    if request.method != "POST" or not from_this_site():
        return []
    pairs = request.form.items(multi=True)
    return [(name, text) for name, text in pairs if name not in _FRAME and "password" not in name]


def from_this_site() -> bool:
    """Whether a page of this site sent the request: only then its fields are offered again."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(origin).netloc == request.host
