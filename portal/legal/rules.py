"""Whether what a document goes by was in force on its day, and is cited rightly."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.documents.citations import citation_key, citations_in
from portal.vietnamese import fold, legal_date


@dataclass(frozen=True)
class LegalBasis:
    """A row of the register, see ``models.LegalDocument``."""

    number: str
    kind: str
    title: str
    issued_on: date
    in_force_from: date
    ended_on: date | None = None
    replaced_by: str = ""

    @property
    def name(self) -> str:
        """“Nghị định số 61/2018/NĐ-CP”, “Luật Cán bộ, công chức số 22/2008/QH12”."""
        whole = self.title if self.kind == "Luật" else self.kind
        return f"{whole} số {self.number}"

    @property
    def force(self) -> str:
        """When it is in force, in words."""
        since = f"Có hiệu lực từ ngày {legal_date(self.in_force_from)}"
        if self.ended_on is None:
            return since
        return f"{since}, hết hiệu lực từ ngày {legal_date(self.ended_on)}"


@dataclass(frozen=True)
class BasisFault:
    """What is wrong with one citation; ``kind``: ended, not_yet or misquoted."""

    kind: str
    basis: LegalBasis
    quote: str
    sentence: str
    advice: str


def cited_bases(line: str, register: Iterable[LegalBasis]) -> list[LegalBasis]:
    """The documents of the register that a line cites, by number; laws also by their name with
    the day or year of issue, as documents often cite them."""
    known = list(register)
    keys = {one.key for one in citations_in(line)}
    found = [one for one in known if citation_key(one.number) in keys]
    folded = _plain(line)
    for one in known:
        if one.kind == "Luật" and one not in found and _named(one, folded, known):
            found.append(one)
    return found


def _named(law: LegalBasis, folded: str, known: list[LegalBasis]) -> bool:
    """Whether a line names a law and the day or the year of its issue behind the name."""
    name = _plain(law.title)
    laws = [one for one in known if one is not law and one.kind == "Luật"]
    for other in (_plain(one.title) for one in laws):
        if other != name and name in other:
            folded = folded.replace(other, " ")
    namesakes = [one for one in laws if _plain(one.title) == name]
    day = law.issued_on
    dated = re.compile(rf"\b0?{day.day}/0?{day.month}/{day.year}\b|nam {day.year}\b")
    for start in re.finditer(re.escape(name), folded):
        behind = folded[start.end() : start.end() + 40]
        if any(citation_key(one.number) in behind for one in namesakes):
            continue
        year_only = not re.search(r"\d/\d{1,2}/\d{4}", behind)
        if dated.search(behind) and not (
            year_only and any(one.issued_on.year == day.year for one in namesakes)
        ):
            return True
    return False


def _plain(text: str) -> str:
    return " ".join(fold(text).replace(",", " ").split())


def basis_faults(line: str, register: Iterable[LegalBasis], day: date) -> list[BasisFault]:
    """What is wrong on ``day`` with the documents that a line of legal bases cites."""
    known = list(register)
    found = []
    for one in cited_bases(line, known):
        if one.ended_on is not None and one.ended_on <= day:
            heir = _heir(one, known, day)
            found.append(
                BasisFault(
                    "ended", one, line,
                    f"{one.name} đã hết hiệu lực từ ngày {legal_date(one.ended_on)}",
                    f"Thay bằng {heir}." if heir else "Bỏ căn cứ này hoặc dẫn văn bản thay thế.",
                )
            )  # fmt: skip
        elif day < one.in_force_from:
            found.append(
                BasisFault(
                    "not_yet", one, line,
                    f"{one.name} đến ngày {legal_date(one.in_force_from)} mới có hiệu lực",
                    "Dẫn văn bản đang có hiệu lực vào ngày ban hành.",
                )
            )  # fmt: skip
    return found + misquoted(line, known)


def misquoted(line: str, register: Iterable[LegalBasis]) -> list[BasisFault]:
    """Citations whose number or day is not that of the register (trap 5)."""
    known = list(register)
    by_key = {citation_key(one.number): one for one in known}
    found = []
    for cited in citations_in(line):
        if cited.day is None:
            continue
        same = by_key.get(cited.key)
        if same is not None and same.issued_on == cited.day:
            continue
        # numbers start anew each year; the Prime Minister issues one directive a day at most
        if same is not None and same.issued_on.year != cited.day.year:
            same = None
        meant = next(
            (
                one
                for one in known
                if one.issued_on == cited.day
                and one.kind == "Chỉ thị"
                and fold(one.number.partition("/")[2]) == fold(cited.symbol)
            ),
            None,
        )
        if meant is not None:
            sentence = f"Văn bản ngày {legal_date(cited.day)} mang số {meant.number}"
            found.append(BasisFault("misquoted", meant, cited.excerpt, sentence,
                                    f"Sửa thành {meant.number}, hoặc sửa ngày."))  # fmt: skip
        elif same is not None:
            sentence = f"{same.name} ban hành ngày {legal_date(same.issued_on)}"
            found.append(BasisFault("misquoted", same, cited.excerpt, sentence,
                                    f"Sửa ngày thành {legal_date(same.issued_on)}."))  # fmt: skip
    return found


def _heir(one: LegalBasis, known: list[LegalBasis], day: date) -> str:
    """What stands in its place on ``day``, whatever stood between."""
    by_key = {citation_key(row.number): row for row in known}
    seen: set[str] = set()
    here = one
    while here.ended_on is not None and here.ended_on <= day and here.replaced_by:
        following = by_key.get(citation_key(here.replaced_by))
        if following is None or following.number in seen:
            return here.replaced_by
        seen.add(following.number)
        here = following
    return "" if here is one else here.name
