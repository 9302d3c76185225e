"""A file that came together with a mistake elsewhere in its form is not chosen again.

A browser empties a file field when the page comes back. The bytes are in the store already, so
the form carries a ticket that names them: signed, and good for one page and one person only, so
that nobody can name a file which somebody else has sent.
"""

from pathlib import Path
from typing import Any

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from portal.documents.models import Blob
from portal.documents.public_copies import receive_public
from portal.documents.receiving import receive_upload


class HeldFile:
    """The file of ``field``, also when it came with an earlier try of the same form.

    Make it before the form is validated: a file that is held need not be sent again. ``ticket``
    is a hidden field; ``owner`` says for which page and person the ticket is. ``public``: the file
    is meant for readers, so what a PDF tells of its making is taken out (``removed`` says so).
    """

    def __init__(self, field: Any, ticket: Any, owner: str, public: bool = False) -> None:
        self.field, self.ticket, self.owner, self.public = field, ticket, owner, public
        self.removed = ""
        self._sent: Blob | None = None
        self._blob, self._name = self._read()
        if self._blob is not None:
            field.required = False
            self._tell()

    def __bool__(self) -> bool:
        """Whether there is a file at all: sent now, or held."""
        return self.field.data is not None or self._blob is not None

    @property
    def name(self) -> str:
        """The name of the file as its sender knows it."""
        return self.field.filename if self.field.data is not None else self._name

    def receive(self, root: Path) -> Blob | None:
        """The stored file; None if there is none, or, with an error at the field, if the one sent
        now is refused."""
        if self.field.data is None:
            return self._blob
        if self._sent is None and self.public:
            self._sent, self.removed = receive_public(self.field, root)
        elif self._sent is None:
            self._sent = receive_upload(self.field, root)
        return self._sent

    def hold(self, root: Path) -> None:
        """Keep a sound file that came with a form which is shown again, and say so at the field."""
        if self.field.data is None or self.field.errors:
            return
        blob = self.receive(root)
        if blob is not None:
            self._blob, self._name = blob, self.field.filename
            self.ticket.data = self._seal().dumps([blob.sha256, self._name])
            self._tell()

    def _seal(self) -> URLSafeSerializer:
        return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=f"held-file {self.owner}")

    def _read(self) -> tuple[Blob | None, str]:
        try:
            sha256, name = self._seal().loads(self.ticket.data or "")
        except BadSignature:
            return None, ""
        return Blob.get_or_none(Blob.sha256 == sha256), name

    def _tell(self) -> None:
        self.field.description = (
            f"Đã nhận tệp “{self._name}”; không cần chọn lại. Chọn tệp khác thì tệp đó được dùng. "
            f"{self.removed}"
        ).strip()
