"""Fields of a Word file (computed text): their results stay, their codes go."""

import re
from dataclasses import dataclass, field

from lxml import etree

from portal.documents.word.import_notes import ImportNotes
from portal.documents.word.package import (
    TOO_LARGE,
    UnreadableWord,
    drop,
    switched_on,
    text_in,
    unwrap,
    value,
    w,
)
from portal.documents.word.symbols import sign_of

_DEEPEST = 20
_LISTS = ("TOC", "INDEX", "TOA")
# they mark a place and never show anything
_SILENT = frozenset(("XE", "TC", "TA", "RD", "SET", "ASK", "PRINT", "PRIVATE", "ADVANCE", ""))
_QUOTED = re.compile(r'HYPERLINK\s+"([^"]*)"', re.I)
_SYMBOL = re.compile(r'SYMBOL\s+(0x[0-9a-f]+|\d+).*?\\f\s+"?([^"\\]+)"?', re.I)
_ONLINE = re.compile(r"(?:https?|mailto):", re.I)


@dataclass
class Field:
    """A field while it is read: its code, and the elements of its code, result and marks."""

    opening: etree._Element
    instruction: str = ""
    code: list[etree._Element] = field(default_factory=list)
    result: list[etree._Element] = field(default_factory=list)
    marks: list[etree._Element] = field(default_factory=list)
    separated: bool = False

    @property
    def kind(self) -> str:
        """The first word of the code, in capitals."""
        words = self.instruction.split(maxsplit=1)
        return words[0].upper() if words else ""

    @property
    def words(self) -> str:
        """What the field shows."""
        return "".join(
            part.text or "" if part.tag == w("t") else " " for part in self.result
        ).strip()


def settle_fields(root: etree._Element, notes: ImportNotes) -> None:
    """Leave results only; tables of contents go, links to places online stay fields."""
    for control in list(root.iter(w("sdt"))):
        _settle_control(control, notes)
    for simple in list(root.iter(w("fldSimple"))):
        words = simple.get(w("instr"), "").split(maxsplit=1)
        if words and words[0].upper() in _LISTS:
            notes.add("contents", text_in(simple))
            drop(simple)
            continue
        if words and words[0].upper() == "HYPERLINK":
            notes.add("links")
        unwrap(simple)
    for found in complex_fields(root):
        _settle(found, notes)


def complex_fields(root: etree._Element) -> list[Field]:
    """The fields made of begin, separate and end marks, inner ones first."""
    open_fields: list[Field] = []
    done: list[Field] = []
    for run in root.iter(w("r")):
        for part in run:
            kind = part.get(w("fldCharType"), "") if part.tag == w("fldChar") else ""
            if kind == "begin":
                if len(open_fields) > _DEEPEST:
                    raise UnreadableWord(TOO_LARGE)
                _record(open_fields, part)
                open_fields.append(Field(part, marks=[part]))
            elif kind and open_fields:
                own = open_fields[-1]
                own.marks.append(part)
                _record(open_fields[:-1], part)
                if kind == "separate":
                    own.separated = True
                elif kind == "end":
                    done.append(open_fields.pop())
            elif part.tag != w("rPr"):
                if part.tag == w("instrText") and open_fields and not open_fields[-1].separated:
                    open_fields[-1].instruction += part.text or ""
                _record(open_fields, part)
    return done


def _record(fields: list[Field], part: etree._Element) -> None:
    for one in fields:
        (one.result if one.separated else one.code).append(part)


def _settle(found: Field, notes: ImportNotes) -> None:
    if found.opening.getparent() is None:
        return  # inside the code of another one
    if found.kind in _LISTS:
        notes.add("contents", found.words)
        discard([*found.code, *found.result, *found.marks])
        return
    if found.kind == "HYPERLINK":
        target = _QUOTED.search(found.instruction)
        if target and _ONLINE.match(target[1]):
            return
        if target:
            notes.add("links")
    shown = _shown_without_result(found)
    if shown:
        sign = etree.Element(w("t"))
        sign.text = shown
        found.opening.addprevious(sign)
    elif not found.words and found.kind not in _SILENT and not _holds_more(found):
        notes.add("fields", found.instruction.strip())
    discard([*found.code, *found.marks])


def _holds_more(found: Field) -> bool:
    return any(part.tag != w("t") for part in found.result)


def _shown_without_result(found: Field) -> str:
    """What Word draws for fields that keep no result: boxes to tick, choices, signs."""
    form = found.opening.find(w("ffData"))
    if form is not None and found.kind == "FORMCHECKBOX":
        box = form.find(w("checkBox"))
        ticked = box.find(w("checked")) if box is not None else None
        if ticked is None and box is not None:
            ticked = box.find(w("default"))
        return "☒" if ticked is not None and switched_on(ticked) else "☐"
    if form is not None and found.kind == "FORMDROPDOWN" and not found.words:
        choices = form.findall(f"{w('ddList')}/{w('listEntry')}")
        chosen = value(form.find(f"{w('ddList')}/{w('result')}"), "0")
        if chosen.isdigit() and int(chosen) < len(choices):
            return value(choices[int(chosen)])
    symbol = _SYMBOL.match(found.instruction.strip())
    if symbol and not found.words:
        code = int(symbol[1], 16 if symbol[1].lower().startswith("0x") else 10)
        return sign_of(symbol[2].strip(), code) or ""
    return ""


def discard(parts: list[etree._Element]) -> None:
    """Take parts of runs away, and the runs and paragraphs that held nothing else."""
    holders = [part.getparent() for part in parts if part.getparent() is not None]
    for part in parts:
        drop(part)
    for run in dict.fromkeys(holders):
        if any(child.tag != w("rPr") for child in run):
            continue
        paragraph = next(run.iterancestors(w("p")), None)
        drop(run)
        if paragraph is None or paragraph.find(f".//{w('r')}") is not None:
            continue
        # a cell keeps its last paragraph
        around = paragraph.getparent()
        if around is not None and (around.tag != w("tc") or len(around.findall(w("p"))) > 1):
            drop(paragraph)


def _settle_control(control: etree._Element, notes: ImportNotes) -> None:
    """Content controls are wrappers; one of them holds the table of contents."""
    if control.getparent() is None:
        return
    content = control.find(w("sdtContent"))
    gallery = value(control.find(f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}"))
    if content is None or gallery == "Table of Contents":
        if content is not None:
            notes.add("contents", text_in(content))
        drop(control)
        return
    control[:] = list(content)
    unwrap(control)
