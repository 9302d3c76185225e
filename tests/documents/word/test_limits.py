"""Files made to keep the server busy are refused before they cost anything."""

import io
import subprocess
import sys
import time

import pytest

from portal.config import ROOT
from portal.documents.word.package import UnreadableWord
from portal.documents.word.reading import import_docx
from tests.documents.word.word_files import NAMES, fld, font, para, run, word_file

# in a process of its own, so that the peak is that of the one import (and of making its file)
_SCRIPT = r"""
import re, sys, time
from pathlib import Path
from tests.documents.word.test_limits import BOMBS, refusal_of
content = BOMBS[sys.argv[1]]()
started = time.process_time()
print(refusal_of(content))
used = time.process_time() - started
# not ru_maxrss: that starts with the peak of the process that started this one
print(used, re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])
"""


def _document(body: str) -> bytes:
    text = f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"
    return word_file(more={"word/document.xml": text})


def _entities() -> bytes:
    told = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 10)
    )
    # far behind the start, where a look at the first bytes does not see it
    text = f"<?xml version='1.0'?>{' ' * 100_000}<!DOCTYPE a [{told}]>"
    text += f"<w:document {NAMES}><w:body>{para('&a9;')}</w:body></w:document>"
    return word_file(more={"word/document.xml": text})


BOMBS = {
    "entities": _entities,
    "paragraphs": lambda: _document("<w:p/>" * 500_000),
    "tags": lambda: _document("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 200_000),
    "runs": lambda: _document("<w:p>" + "<w:r/>" * 100_000 + "</w:p>"),
    "letters": lambda: _document(para("a" * 17_000_000)),
    "depth": lambda: _document("<w:tbl><w:tr><w:tc>" * 100 + "</w:tc></w:tr></w:tbl>" * 100),
    "fields": lambda: _document(para('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 50_000)),
}


def refusal_of(content: bytes) -> str:
    try:
        import_docx(io.BytesIO(content))
    except UnreadableWord as refusal:
        return str(refusal)
    return ""


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_costs_less_than_two_seconds_and_200_megabytes(name):
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, name], cwd=ROOT, capture_output=True, text=True, check=True
    )
    said, used = done.stdout.strip().splitlines()
    assert said.startswith(("Không đọc được tệp Word", "Nội dung tệp Word quá lớn"))
    seconds, kilobytes = map(float, used.split())
    assert seconds < 2
    assert kilobytes < 200 * 1024


@pytest.mark.parametrize(
    "body",
    [
        para(*(run("Céng hoµ ", font(".VnTime")) for _ in range(4000))),
        "".join(para("nối ", settings='<w:rPr><w:del w:id="1"/></w:rPr>') for _ in range(3000)),
        para("a" * 400_000),
        para("x@" * 100_000 + "." * 100_000),
        para(*(fld("PAGE", run("1")) for _ in range(1500))),
    ],
    ids=["runs of one paragraph", "merged paragraphs", "one word", "signs", "fields"],
)
def test_the_cost_of_long_texts_grows_no_faster_than_they_do(body):
    started = time.process_time()
    import_docx(io.BytesIO(_document(body + para("hết"))))
    # squares of these lengths would take minutes
    assert time.process_time() - started < 8
