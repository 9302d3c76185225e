"""Where a report stands: its parts with their states, what is missing, what was flagged."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from portal.reports import history_queries, queries
from portal.reports.evidence.queries import evidence_of
from portal.reports.exchange.task_texts import typed_cells
from portal.reports.form_version import FormDefinition
from portal.reports.kept_texts import kept_in
from portal.reports.models import Duty, Evidence, ReviewComment
from portal.reports.narrative.earlier_rules import Earlier, earlier_in, field_of, unanswered
from portal.reports.queries import StoredField
from portal.reports.rules import Gap, labels_of, missing, section_state, statistics_state
from portal.reports.statistics.previous import Correction, corrections, settled
from portal.reports.statistics.rules import progress, states
from portal.reports.statistics.soft_warnings import RowWarning, warnings


@dataclass(frozen=True)
class Part:
    """A line of the report's task list. ``state`` is a code of SECTION_STATES."""

    code: str
    title: str
    state: str
    hint: str = ""


@dataclass(frozen=True)
class Overview:
    """A draft read once: fields, values, and what they add up to."""

    duty: Duty
    definition: FormDefinition
    labels: dict[str, str]
    fields: dict[str, StoredField]
    values: dict[str, Any]
    done: set[str]
    evidence: list[Evidence]
    comments: list[ReviewComment]
    #: Last year's accepted values by indicator code.
    known: dict[str, Any] = field(default_factory=dict)
    #: Shortcomings of last year's accepted report by section code.
    earlier: dict[str, list[Earlier]] = field(default_factory=dict)

    @cached_property
    def gaps(self) -> list[Gap]:
        """What was asked and is not answered, and what was typed and cannot be read."""
        unread = [
            Gap(code, "statistics", f"{self.labels[code]}: chưa đọc được “{' / '.join(texts)}”")
            for code, texts in self.kept.items()
            if code in self.labels
        ]
        unread += [
            Gap(code, "tasks", f"Phụ lục I: dòng “{name or '(chưa có tên)'}” chưa lưu được")
            for code, texts in self.kept.items()
            if code.startswith("task:")
            for name in (typed_cells(self.definition, texts).get("name", "")[:100],)
        ]
        gaps = missing(self.definition, self.values, self.done, self.labels)
        follow = [
            Gap(field_of(code), "outline", f"{self.labels[field_of(code)]}: còn {left} mục")
            for code, items in self.earlier.items()
            if (left := len(unanswered(items, self.values.get(field_of(code)))))
        ]
        return [gap for gap in gaps if gap.field not in self.kept] + follow + unread

    @cached_property
    def kept(self) -> dict[str, list[str]]:
        """Field code → what stands in a cell or a task row though it cannot be read."""
        return kept_in(self.fields)

    @cached_property
    def untouched(self) -> bool:
        """Whether nobody has answered anything yet.

        What the form or last year's report gives by itself is nobody's answer.
        """
        typed = {code for code, stored in self.fields.items() if stored.value != "null"}
        return not self.done and typed.isdisjoint(self.values)

    @cached_property
    def sections_filled(self) -> tuple[int, int]:
        """How many sections of the outline have text or were declared complete, and of how many."""
        asked = self.definition.answered_sections
        filled = [one for one in asked if self.values.get(one.field) or one.code in self.done]
        return len(filled), len(asked)

    @cached_property
    def corrections(self) -> list[Correction]:
        """Numbers of last year that are not the accepted ones."""
        return corrections(self.definition, self.values, self.known)

    @cached_property
    def warnings(self) -> list[RowWarning]:
        """Soft warnings over the statistics."""
        same = settled(self.definition, self.values, self.known)
        return warnings(self.definition, self.values, self.duty.year, same)

    @cached_property
    def cell_states(self) -> dict[str, int]:
        """How many cells of the statistics table are in each of the four states."""
        return states(self.definition, self.values)

    def flagged(self, part: str) -> list[ReviewComment]:
        """Comments of the office on a part that are not ticked as put right."""
        if self.duty.state != "returned":
            return []
        return [item for item in self.comments if part_of(item.field) == part and not item.fixed]

    def outline(self) -> list[tuple[str, list[Part]]]:
        """The sections by their main heading (Phần I, Phần II)."""
        groups: list[tuple[str, list[Part]]] = []
        for section in self.definition.sections:
            if section.level == 1:
                roman = "I" * (len(groups) + 1)
                groups.append((f"Phần {roman}. {section.title}", []))
            if section.kind == "heading":
                continue
            value = self.values.get(section.field)
            state = section_state(
                bool(value), section.code in self.done, bool(self.flagged(section.code))
            )
            groups[-1][1].append(
                Part(section.code, self.labels[section.field], state, self.edited(section.field))
            )
        return groups

    def tasks(self) -> Part:
        """Phụ lục I."""
        rows = sum(code.startswith("task:") for code in self.values)
        state = section_state(bool(rows), "tasks" in self.done, bool(self.flagged("tasks")))
        return Part("tasks", "Danh mục nhiệm vụ đã hoàn thành", state, f"Đã kê {rows} nhiệm vụ")

    def statistics(self) -> Part:
        """Phụ lục II."""
        counts = progress(self.definition, self.values).values()
        answered, rows = sum(a for a, _ in counts), sum(n for _, n in counts)
        cells = any(code.startswith("stat:") for code in self.values)
        full = answered + bool(self.values.get("cutoff"))
        state = statistics_state(full, rows + 1, cells, bool(self.flagged("statistics")))
        return Part(
            "statistics", "Thống kê số liệu", state, f"Đủ số liệu {answered}/{rows} chỉ tiêu"
        )

    def edited(self, code: str) -> str:
        """“Lần cuối: chị Lan”, for a field that was written."""
        stored = self.fields.get(code)
        return f"Lần cuối: {stored.updated_by}" if stored and stored.updated_by else ""


def overview(duty: Duty) -> Overview:
    """Everything the pages of a report show, in five queries."""
    fields = queries.draft_fields(duty)
    definition = queries.definition_of(duty)
    before = history_queries.accepted_before(duty)
    known = history_queries.year_values(before)
    comments = history_queries.sent_comments(duty)
    newest = max((item.submission_id for item in comments), default=None)
    return Overview(
        duty=duty,
        definition=definition,
        labels=labels_of(definition, duty.year),
        fields=fields,
        values=queries.values_in(duty, fields, known),
        done=queries.done_marks(fields),
        evidence=evidence_of(duty),
        comments=[item for item in comments if item.submission_id == newest],
        known=known,
        earlier=earlier_in(definition, before),
    )


def part_of(field: str) -> str:
    """The part of the report that a field belongs to: section code, tasks, statistics,
    evidence, or "" for the whole."""
    kind, _, rest = field.partition(":")
    if kind == "outline":
        return rest
    if kind in ("task", "tasks"):
        return "tasks"
    if kind in ("stat", "cutoff", "statistics"):
        return "statistics"
    return "evidence" if kind == "evidence" else ""
