"""What a PDF remembers of its making: taken out, or, where a signature forbids that, told."""

import io
import re
from dataclasses import dataclass

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

# what pypdf raises on damaged files besides its own errors
_FAULTS = (
    PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, OSError,
    RecursionError, NotImplementedError, AssertionError, OverflowError,
)  # fmt: skip
_LABELS = {
    "/Author": "Người tạo",
    "/Creator": "Chương trình soạn",
    "/Producer": "Chương trình tạo PDF",
    "/Title": "Tên",
    "/Subject": "Chủ đề",
    "/Keywords": "Từ khóa",
    "/Company": "Cơ quan",
    "/Manager": "Người phụ trách",
}
_SIGNED = b"/ByteRange"  # stands in the clear in every signed PDF: readers need it there
_PACKED = re.compile(rb"/N\s{0,9}(\d{1,7})")
#: A file of more objects would keep the server busy for seconds; what it tells is told instead.
MAX_OBJECTS = 25_000
_TRACES = ("/Metadata", "/PieceInfo")


@dataclass(frozen=True)
class PdfFacts:
    """What stands in the file beside its pages, as (label, words); whether it may be changed."""

    told: tuple[tuple[str, str], ...] = ()
    signed: bool = False
    readable: bool = True


def facts_of(content: bytes) -> PdfFacts:
    """What the PDF tells of its making."""
    signed = _SIGNED in content
    try:
        reader = PdfReader(io.BytesIO(content))
        found = dict(reader.metadata or {})
        told = [
            (_LABELS[key], " ".join(str(found[key]).split()))
            for key in _LABELS
            if str(found.get(key, "")).strip()
        ]
        if "/Metadata" in reader.root_object:
            told.append(("Thông tin mở rộng (XMP)", "có"))
    except _FAULTS:
        return PdfFacts((), signed, False)
    return PdfFacts(tuple(told), signed)


def clean_pdf(content: bytes) -> bytes:
    """The PDF without author, programs and extended information, its pages unchanged.

    A signed PDF comes back byte for byte: any change would break the signature. So does one that
    cannot be read, that holds nothing to take out, or that is made of too many objects.
    """
    objects = content.count(b" obj") + sum(int(n) for n in _PACKED.findall(content))
    if objects > MAX_OBJECTS:
        return content
    facts = facts_of(content)
    if facts.signed or not facts.readable or not facts.told:
        return content
    try:
        reader = PdfReader(io.BytesIO(content))
        writer = PdfWriter(clone_from=reader)
        writer.metadata = None
        for holder in (writer.root_object, *writer.pages):
            for name in _TRACES:
                if name in holder:
                    del holder[name]
        # what nothing refers to any more would still be written
        writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
        out = io.BytesIO()
        writer.write(out)
        made = out.getvalue()
        same = len(PdfReader(io.BytesIO(made)).pages) == len(reader.pages)
    except _FAULTS:
        return content
    return made if same and not facts_of(made).told else content
