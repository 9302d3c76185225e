"""What the letterhead and the signature of a document say, by the layout of Nghị định 30/2020.

Number and symbol, place and date, issuer, kind and subject (Phụ lục I, phần II); recipients and
who signed, in which capacity.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from portal.documents.rules import KINDS
from portal.plans.importing.dates_in_text import first_date
from portal.plans.importing.facts import KIND_CODES, Fact, plain_text, spelled
from portal.plans.importing.paper import Line, Paper
from portal.plans.importing.signature import read_recipients, read_signature
from portal.vietnamese import fold

_SYMBOL = r"(?:[A-ZĐ][A-Za-zĐđ]{0,5}|\d{1,3})(?:[-–][A-ZĐ][\wĐđ&.]{0,14})*"
_NUMBER = re.compile(
    rf"Số\s*:?\s*(?P<digits>\d{{1,6}}[a-zA-Z]?)?[\s.…_]*/\s*(?P<symbol>{_SYMBOL}(?:[-–]{_SYMBOL})*"
    r"|[a-zđ]{2,4}-[a-zđ]{2,8}(?:-[a-zđ]{2,8})?)(?!\w)"
)
_DAY = re.compile(
    r"(?P<place>[A-ZĐÀ-Ỵ][^,;:\d]{1,40}?),?\s*ngày\s*[\d .…_/]*?\s*tháng\s*[\d .…_]*?"
    r"\s*(?:năm\s*(?P<year>\d{4})?|$)",
    re.I,
)
_SHORT_DAY = re.compile(
    r"(?P<place>[A-ZĐÀ-Ỵ][^,;:\d]{1,40}),\s*ngày\s*(?P<whole>\d{1,2}[/.-]\d{1,2}[/.-]\d{4})"
)
_OPENS = re.compile(
    r"^(?:căn cứ|thực hiện|triển khai|xét|theo đề nghị|nhằm|để |thi hành|trên cơ sở|tiếp tục|"
    r"ủy ban|uỷ ban|ubnd|chủ tịch|giám đốc|sở |danh sách|hội đồng|ban chỉ đạo|[ivx]+\s*[.)]"
    r"|phần |\d+\.|kính gửi|\(|\*|_)",
    re.I,
)
TOP = 25
#: The name of a place alone, without what a letterhead in one line puts before it.
_NAME = re.compile(r"^(?:[Tt]ỉnh |[Tt]hành phố )?[A-ZĐÀ-Ỵ][^\W\d_]*(?: [A-ZĐÀ-Ỵ][^\W\d_]*){0,3}$")
#: Issuers below a province: their place is a town or a commune.
_OF_A_PART = re.compile(r"\b(?:huyen|thi xa|thi tran|quan|xa|phuong|dac khu|thanh pho)\b")


@dataclass
class Letterhead:
    """The facts found; a fact with an empty value is one whose blank was left empty."""

    facts: dict[str, Fact] = field(default_factory=dict)
    recipients: list[str] = field(default_factory=list)
    issued_on: date | None = None
    #: Number of the line behind the subject, where the bases begin.
    body_from: int = 0
    plan_title: str = ""


def elsewhere(head: Letterhead, province: str) -> str:
    """The province of the letterhead (“tỉnh …”) where that is another than ``province``; empty
    where it names none, or this portal has none yet.

    An issuer without a province (“Sở Nội vụ”, “Ủy ban nhân dân tỉnh”) is placed by the line of
    place and date: an office of a province dates its documents from the province (Nghị định
    30/2020, Phụ lục I), one of a district or commune from that district or commune, which says
    nothing.
    """
    issuer = head.facts.get("issuer")
    said = issuer.value if issuer else ""
    own = fold(province).removeprefix("tinh ").removeprefix("thanh pho ").strip()
    named = re.search(r"tỉnh [^\W\d_][\w ]*$", said)
    if not own:
        return ""
    if named:
        return named[0] if fold(named[0]) != f"tinh {own}" else ""
    place = head.facts.get("place")
    if place is None or _OF_A_PART.search(fold(said)) or not _NAME.match(place.value):
        return ""
    return "" if own in fold(place.value) else place.value


def read_letterhead(paper: Paper) -> Letterhead:
    """The facts of letterhead and signature; what is not there is not in ``facts``."""
    head = Letterhead()
    lines = paper.lines
    at = next(
        (n for n, line in enumerate(lines[:TOP]) if fold(plain_text(line.text)) in KIND_CODES), None
    )
    opened = next((n for n, line in enumerate(lines[:TOP]) if _opens_kind(line.text)), None)
    at = at if at is not None else opened
    top = lines[: at if at is not None else TOP]
    _number(head, top)
    _date(head, top)
    _issuer(head, top)
    if at is not None:
        _subject(head, lines, at)
    _attached(head, lines)
    head.facts |= read_signature(lines)
    head.recipients = read_recipients(lines)
    return head


def _opens_kind(text: str) -> str:
    """The kind whose name in capitals begins the line: “KẾ HOẠCH Kiểm tra …”."""
    for words, code in KIND_CODES.items():
        start = plain_text(text)[: len(words)]
        if fold(start) == words and start.isupper():
            return code
    return ""


def _number(head: Letterhead, top: list[Line]) -> None:
    for line in top:
        found = _NUMBER.search(line.text)
        if found:
            digits, symbol = found["digits"] or "", found["symbol"].replace("–", "-")
            symbol = symbol.upper() if symbol.islower() else symbol
            note = "" if digits else f"Văn bản để trống số, chỉ ghi ký hiệu {symbol}."
            value = f"{digits}/{symbol}" if digits else ""
            head.facts["number"] = Fact(
                value, line.text, "phần đầu văn bản", "high" if value else "low", note
            )
            return


def _date(head: Letterhead, top: list[Line]) -> None:
    for line in top:
        # number and date may share a line
        text = _NUMBER.sub(" ", line.text)
        whole = _SHORT_DAY.search(text)
        found = whole or _DAY.search(text)
        if not found:
            continue
        place = found["place"].strip(" .-–")
        head.facts["place"] = Fact(place, line.text, "phần đầu văn bản")
        day = first_date(whole["whole"]) if whole else first_date(text)
        head.issued_on = day
        note = "" if day else f"Văn bản để trống ngày: “{text[found.start('place') :]}”."
        value = f"{day:%d/%m/%Y}" if day else ""
        head.facts["issued_on"] = Fact(
            value, line.text, "phần đầu văn bản", "high" if day else "low", note
        )
        return


def _issuer(head: Letterhead, top: list[Line]) -> None:
    names: list[str] = []
    for line in top:
        text = plain_text(line.text)
        words = fold(text)
        cut = re.split(r"\s{2,}|\t|CỘNG H[ÒO][AÀ]", text)[0].strip()
        if words.startswith("cong hoa") or words.startswith("dang cong san") or "doc lap" in words:
            if names:
                break
            continue
        if words.startswith("so:") or re.match(r"so\s*[:.]?\s*[\d…/]", words):
            break
        if cut.isupper() and len(cut) > 3:
            names.append(cut)
    if not names:
        return
    own = names[-1]
    if len(names) > 1 and not re.match(
        r"(?:UBND|[UỦ][YỶ] BAN|UỶ BAN|SỞ|BAN|CỤC|VĂN PHÒNG|CHI CỤC|THANH TRA|ĐOÀN)\b", own
    ):
        own = " ".join(names[-2:])
    head.facts["issuer"] = Fact(spelled(own), " ".join(names), "phần đầu văn bản")


def _subject(head: Letterhead, lines: list[Line], at: int) -> None:
    kind = KIND_CODES.get(fold(plain_text(lines[at].text))) or _opens_kind(lines[at].text)
    head.facts["kind"] = Fact(kind, lines[at].text, "tên loại văn bản")
    name = KINDS[kind][0]
    rest = plain_text(lines[at].text)[len(name) :].strip()
    parts = [rest] if rest else []
    n = at + 1
    while n < len(lines) and n < at + 8:
        text = plain_text(lines[n].text)
        opens = _OPENS.match(text) and parts
        if opens or (parts and (len(text) > 250 or lines[n].heading and lines[n].level < 9)):
            break
        if (
            text.isupper()
            and parts
            and re.match(r"(?:CHỦ TỊCH|[UỦ][YỶ] BAN|GIÁM ĐỐC|HỘI ĐỒNG)", text)
        ):
            break
        if text:
            parts.append(text)
        n += 1
        if re.search(r"[.;:]$", lines[n - 1].text):
            break
    subject = " ".join(parts)
    if subject:
        quote = " ".join(line.text for line in lines[at:n])
        head.facts["subject"] = Fact(
            subject if not subject.isupper() else spelled(subject), quote, "trích yếu"
        )
    head.body_from = n
    signer_body = lines[n].text if n < len(lines) else ""
    if kind == "quyet-dinh" and re.match(r"^\W*CHỦ TỊCH\b", signer_body) and "issuer" in head.facts:
        issuer = head.facts["issuer"]
        head.facts["issuer"] = Fact(f"Chủ tịch {issuer.value}", signer_body, issuer.place)
    head.plan_title = plan_title(kind, subject)


def plan_title(kind: str, subject: str) -> str:
    """What the plan is called, from the kind and subject of its document."""
    subject = re.sub(r"^(?:V/v|Về việc)\s+", "", " ".join(subject.split()).rstrip("."), flags=re.I)
    inner = re.search(r"\bKế hoạch\b.*", subject, re.I)
    if kind != "ke-hoach" and inner:
        return (inner[0][0].upper() + inner[0][1:])[:300]
    if kind == "ke-hoach" and subject and not subject.lower().startswith("kế hoạch"):
        return f"Kế hoạch {subject[0].lower()}{subject[1:]}"[:300]
    return subject[:300]


def _attached(head: Letterhead, lines: list[Line]) -> None:
    """A plan that a decision promulgates names the decision under its title."""
    for line in lines:
        found = re.search(r"kèm theo (Quyết định|Kế hoạch|Công văn)\s+(số.*)", line.text, re.I)
        if not found:
            continue
        own = head.facts.get("number")
        number = _NUMBER.search("Số" + found[2][2:])
        if number and number["digits"] and not (own and own.value):
            value = f"{number['digits']}/{number['symbol']}"
            head.facts["number"] = Fact(value, line.text, "dưới tên kế hoạch", "medium")
        day = first_date(found[2])
        if day and head.issued_on is None:
            head.issued_on = day
            head.facts["issued_on"] = Fact(
                f"{day:%d/%m/%Y}", line.text, "dưới tên kế hoạch", "medium"
            )
        return
