"""A Word file made for a test, taken in: its lines, and what was said to be left out."""

import io

from portal.documents.markup import text_of
from portal.documents.word.reading import import_docx
from tests.documents.word.word_files import word_file


def came_in(*body, **parts):
    """What the import makes of a file with this body."""
    return import_docx(io.BytesIO(word_file(*body, **parts)))


def lines(result):
    """The text, paragraph by paragraph."""
    return text_of(result.html).split("\n")


def said(result):
    """What the office is told was left out or changed, by kind."""
    return {one.kind: one for one in result.left_out}
