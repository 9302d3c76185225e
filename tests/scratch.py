"""Databases of a test's own, beside the one that the fixtures empty: files or on the server."""

import shutil
from pathlib import Path

import psycopg

from tests.conftest import TEST_DATABASE


class Scratch:
    """Makes empty databases, or copies of one; ``remove`` drops what a server keeps."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made: list[str] = []

    def new(self, copy_of: str = "") -> str:
        """The URL of a new database; ``copy_of`` is a URL that this made (and nobody uses)."""
        number = len(self._made) + 1
        if not TEST_DATABASE:
            path = self.folder / f"scratch{number}.db"
            if copy_of:
                shutil.copy(copy_of.removeprefix("sqlite:///"), path)
            self._made.append(path.name)
            return f"sqlite:///{path}"
        url = f"{TEST_DATABASE}_{self.folder.name}_{number}"
        template = f' TEMPLATE "{_name(copy_of)}"' if copy_of else ""
        _server(f'CREATE DATABASE "{_name(url)}"{template}')
        self._made.append(_name(url))
        return url

    def remove(self) -> None:
        """Drop the databases of the server (a folder is pytest's to remove)."""
        if TEST_DATABASE:
            for name in self._made:
                _server(f'DROP DATABASE "{name}" WITH (FORCE)')


def _name(url: str) -> str:
    return url.rsplit("/", 1)[1]


def _server(sql: str) -> None:
    with psycopg.connect(TEST_DATABASE, autocommit=True) as connection:
        connection.execute(sql)
