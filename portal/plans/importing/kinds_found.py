"""The kinds of inspection of a plan (loại kiểm tra) with method and the units each names.

A kind is declared by a label: a clause heading or the words before a colon that begin with one of
the phrases of DOMAIN 1.3. Units are taken from lines that hold little but names of units, and
from tables; never from the clauses on the team, on who carries the plan out, on recipients.
"""

import re
from dataclasses import replace

from portal.plans.importing.clause_subjects import (
    SUBJECTS,
    headings,
    is_about,
    is_away,
    is_method,
    names_ways,
)
from portal.plans.importing.counts_said import count_said
from portal.plans.importing.found_kind import FoundKind
from portal.plans.importing.kind_labels import (
    FALLBACK,
    groups_in,
    kind_column,
    kind_of_cell,
    kind_of_label,
    label_of,
    listed_kinds,
    name_of_kind,
    unit_column,
)
from portal.plans.importing.mentions import covered, find_units, is_place
from portal.plans.importing.name_lists import name_list
from portal.plans.importing.paper import Grid, Line, Paper
from portal.plans.importing.register_names import NameTree
from portal.vietnamese import fold


def read_kinds(paper: Paper, tree: NameTree) -> list[FoundKind]:
    """The kinds in the order of the document, the units of each once."""
    reader = _KindReader(tree)
    grids: dict[int, list[Grid]] = {}
    for grid in paper.grids:
        grids.setdefault(grid.line, []).append(grid)
    for line in paper.lines:
        reader.line(line)
        for grid in grids.get(line.number, ()):
            reader.grid(grid)
    for grid in grids.get(0, ()):
        reader.grid(grid)
    return reader.finished()


MOST_KINDS, METHOD_LENGTH = 12, 1200


class _KindReader:
    def __init__(self, tree: NameTree) -> None:
        self.tree = tree
        self.kinds: dict[str, FoundKind] = {}
        self.open: tuple[FoundKind, int] | None = None
        #: what “các hình thức khác (đột xuất, …)” stood for
        self.others: list[FoundKind] = []

    def line(self, line: Line) -> None:
        above = headings(line.above)
        text = line.bare
        self._rest(line)
        if self.open and line.level <= self.open[1]:
            self.open = None
        if is_away(above, text):
            self.open = None
            return
        label = label_of(line)
        named = kind_of_label(label) if label else None
        if label and not named and names_ways(above) and len(label) < 40:
            named = kind_of_cell(label)
        if named:
            several = [one for one in listed_kinds(label) if one[0] != named[0]]
            kinds = [self._kind(key, mode, words, line) for key, mode, words in several]
            if not kinds and named[0] == "hinh-thuc-khac":
                kinds = self.others
            self.others = kinds or self.others
            one_of_them = bool(kinds) and named[0] == "hinh-thuc-khac"
            kind = kinds[0] if one_of_them else self._kind(*named, label, line)
            self.open = (kind, line.level)
            rest = text[len(label) :].lstrip(" :.")
            before = len(kind.counts)
            if rest:
                self._content(kind, line, rest, above)
            if len(kind.counts) == before and kind.said is None:
                kind.said = count_said(label, label)
            return
        kind_open = self.open[0] if self.open else None
        self._content(kind_open, line, text, above)

    def _content(self, kind: FoundKind | None, line: Line, text: str, above: str) -> None:
        text, found, share = name_list(text, self.tree)
        known = [one for one in found if one.code or one.candidates or is_place(one)]
        if line.level < 2 and not any(one.code for one in found):
            found = []
        listed = bool(found) and (share >= 0.6 or (len(known) > 2 and share >= 0.4))
        if listed and known:
            if kind is None and not (SUBJECTS.search(above) or SUBJECTS.search(fold(text[:80]))):
                return
            target = kind or self._fallback(line)
            for one in found:
                target.add(one, line.text, line.place)
            lead = line.bare[: line.bare.rfind(text) + found[0].start]
            if (said := count_said(lead, line.bare)) is not None:
                target.counts.append((said, len(found)))
            return
        part = re.search(r"(?:thuộc|trực thuộc|của)\s", text)
        if kind and found and part and share > 0.1 and len(text) < 150 and is_about(line, kind):
            owner = next((m for m in found if m.start >= part.start() and m.code), None)
            if owner:
                kind.add(replace(owner, how="below"), line.text, line.place)
        if kind is not None:
            self._about_kind(kind, line, text)

    def _about_kind(self, kind: FoundKind, line: Line, text: str) -> None:
        """Groups that the kind is about, and how it goes on."""
        groups = groups_in(text)
        if groups and len(text) < 400 and (kind.mode == "self_inspection" or is_about(line, kind)):
            kind.groups += [
                (group, line.text) for group in groups if group not in dict(kind.groups)
            ]
        if kind.mode == "onsite" and not is_method(line):
            return
        if sum(map(len, kind.method)) < METHOD_LENGTH and len(text) > 30:
            kind.method.append(text[0].upper() + text[1:])

    def _rest(self, line: Line) -> None:
        """“… không thuộc đối tượng kiểm tra trực tiếp”: who inspects itself, wherever it stands."""
        plain = fold(line.text)
        if (
            not re.search(r"khong (?:thuoc|nam trong|co trong).{0,40}kiem tra", plain)
            or "tu kiem tra" not in plain
        ):
            return
        kind = self.kinds.get("tu-kiem-tra")
        if kind is None:
            kind = self._kind("tu-kiem-tra", "self_inspection", "Tự kiểm tra", line)
        kind.groups += [
            (one, line.text) for one in groups_in(line.text) if one not in dict(kind.groups)
        ]

    def grid(self, grid: Grid) -> None:
        """Units of a table: each row of its column of units; a column may name the kind."""
        if is_away(headings(grid.above)) or not grid.rows:
            return
        header = next((row for row in grid.rows[:3] if unit_column(row) is not None), None)
        column = unit_column(header) if header else self._busiest(grid)
        if column is None:
            return
        of_kind = kind_column(header) if header else None
        named = kind_of_label(grid.title.split(". ")[-1]) or next(
            (found for part in reversed(grid.above) if (found := kind_of_label(part))), None
        )
        line = Line(grid.line, grid.title, f"bảng {grid.number}, {grid.place}", grid.above)
        kind = (
            self.open[0] if self.open else self._kind(*named, grid.title, line) if named else None
        )
        seen = False
        for row in grid.rows:
            if header and not seen:
                seen = row == header
                continue
            cell = row[column]
            merged = all(one == cell for one in row if one)
            heading = kind_of_label(re.sub(r"^[IVX\d]+[.)]?\s*", "", cell)) if cell else None
            if merged and heading:
                kind = self._kind(*heading, cell, line)
                continue
            own = kind_of_cell(row[of_kind]) if of_kind is not None else None
            target = self._kind(*own, row[of_kind], line) if own and of_kind is not None else kind
            mentions = find_units(cell, self.tree)
            known = any(one.code or one.candidates or is_place(one) for one in mentions)
            if not known or covered(cell, mentions) < 0.4:
                continue
            for one in mentions:
                (target or self._fallback(line)).add(
                    one, " | ".join(dict.fromkeys(row)), line.place
                )

    def _busiest(self, grid: Grid) -> int | None:
        """The column in which most cells name a unit, of a table without a head."""
        counts = [
            sum(
                bool(covered(row[x], find_units(row[x], self.tree, strangers=False)) > 0.6)
                for row in grid.rows[:80]
            )
            for x in range(len(grid.rows[0]))
        ]
        best = max(counts, default=0)
        return (
            counts.index(best)
            if best >= 2 and SUBJECTS.search(fold(grid.title + " ".join(grid.above)))
            else None
        )

    def _kind(self, key: str, mode: str, label: str, line: Line) -> FoundKind:
        name = name_of_kind(label)
        if key not in self.kinds and len(self.kinds) < MOST_KINDS:
            self.kinds[key] = FoundKind(key, mode, name, line.text, line.place)
        kind = self.kinds.get(key) or next(iter(self.kinds.values()))
        kind.lines.append(line.number)
        return kind

    def _fallback(self, line: Line) -> FoundKind:
        key, mode, name = FALLBACK
        if "truc-tiep" not in self.kinds:
            self.kinds[key] = FoundKind(key, mode, name, line.text, line.place)
            self.kinds[key].sure = False
        return self.kinds[key]

    def finished(self) -> list[FoundKind]:
        onsite = [one for one in self.kinds.values() if one.mode == "onsite"]
        for kind in self.kinds.values():
            others = any(one.units or one.groups for one in onsite if one is not kind)
            if kind.key == "truc-tiep" and not kind.units and not kind.groups and others:
                kind.sure = False
            kind.method = list(dict.fromkeys(kind.method))
        return list(self.kinds.values())
