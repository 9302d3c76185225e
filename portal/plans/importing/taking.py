"""From the reviewed form to what is taken over; what cannot stand is said at its field."""

from collections.abc import Collection
from datetime import date
from typing import Any

from portal.deadlines.deadline_rule import DeadlineRule, InvalidRule
from portal.plans.forms import lines
from portal.plans.importing import window_fields
from portal.plans.importing.items_review import taken_items
from portal.plans.importing.reading import Reading, group_units
from portal.plans.importing.review_fields import DOCUMENT, GENERAL
from portal.plans.importing.review_form import (
    deadline_key,
    kind_key,
    session_key,
    unit_key,
)
from portal.plans.importing.taken import Taken, TakenDeadline, TakenKind, TakenSession
from portal.plans.matching import match_list
from portal.plans.naming_queries import naming_on
from portal.plans.rules import duty_fits
from portal.units.models import Unit
from portal.units.queries import absence

_TEXTS = ("place", "team", "chair", "deputy", "secretary")
_NEEDED = "Nhập nội dung này, hoặc bỏ chọn mục ở trên."


def taken_from(
    form: Any, reading: Reading, today: date, present: Collection[str] = ()
) -> Taken | None:
    """What the form takes; None, with messages at the fields, when something cannot stand.
    ``present``: “list code” of the rows that the plan has already."""
    taken = Taken(bool(form.take_text.data))
    _facts(form, reading, taken, today)
    _kinds(form, reading, taken)
    _deadlines(form, reading, taken)
    _sessions(form, reading, taken)
    taken.items = taken_items(form, reading, naming_on(reading.day), set(present))
    return None if any(one.errors for one in form) else taken


def proposed_sessions(form: Any, reading: Reading) -> Taken:
    """The kinds, deadlines and sessions that a form as first shown would take; what cannot stand
    yet is left out."""
    taken = Taken(False)
    for part in (_kinds, _deadlines, _sessions):
        part(form, reading, taken)
    return taken


def _wanted(form: Any, taken: Taken, key: str) -> bool:
    wanted = bool(form[f"take_{key}"].data) if f"take_{key}" in form else False
    taken.skipped += not wanted
    return wanted


def _facts(form: Any, reading: Reading, taken: Taken, today: date) -> None:
    found = reading.head.facts
    for names, columns in ((DOCUMENT, taken.document), (GENERAL, taken.general)):
        for name in names:
            if name not in form or not _wanted(form, taken, name):
                continue
            value = form[name].data
            if name == "issued_on" and value and value > today:
                form[name].errors = ["Ngày ban hành không thể ở tương lai."]
            listed = name in ("legal_bases", "recipients", "contents", "team")
            columns[name] = lines(value) if listed else value
            before = found[name].value if name in found else None
            if before is not None and name != "issued_on" and (value or "") != before:
                taken.changed.append(names[name])


def _kinds(form: Any, reading: Reading, taken: Taken) -> None:
    known = [
        (row.code, row.name, row.short_name, *row.aliases.split(";"))
        for row in Unit.select().where(Unit.type != "authority")
    ]
    for kind in reading.kinds:
        key = kind_key(kind)
        if not _wanted(form, taken, key):
            continue
        name = form[f"name_{key}"].data
        if not name:
            form[f"name_{key}"].errors = [_NEEDED]
        codes = [form[unit_key(kind, one.mention.written)].data for one in kind.units]
        taken.skipped += sum(not code for code in codes)
        for level, _ in kind.groups:
            if form[f"group_{key}_{level}"].data:
                codes += group_units(reading, kind, level)
        more = form[f"more_{key}"]
        matches = match_list(more.data or "", known)
        unknown = [one.written for one in matches if not one.code]
        if unknown:
            more.errors = [f"Chưa nhận ra: {'; '.join(unknown[:10])}. Hãy sửa tên hoặc bỏ ra."]
        codes += [one.code for one in matches]
        row = TakenKind(
            key,
            name or kind.name,
            form[f"mode_{key}"].data or kind.mode,
            form[f"method_{key}"].data or "",
        )
        row.units = list(dict.fromkeys(filter(None, codes)))
        taken.kinds.append(row)
        if name != kind.name:
            taken.changed.append(f"Tên loại kiểm tra: {name}")


def _deadlines(form: Any, reading: Reading, taken: Taken) -> None:
    kinds = {one.key: one for one in taken.kinds}
    for one in reading.deadlines:
        key = deadline_key(one)
        if not _wanted(form, taken, key):
            continue
        title, about = form[f"title_{key}"], form[f"for_{key}"]
        if not title.data:
            title.errors = [_NEEDED]
        if about.data not in kinds:
            about.errors = ["Chọn một loại kiểm tra được lấy ở trên."]
            continue
        rule = _rule(form, key, one.rule)
        if rule is None:
            continue
        duty = one.duty if not duty_fits(one.duty, rule) else "other"
        kinds[about.data].deadlines.append(TakenDeadline(title.data or one.title, duty, rule))
        if rule != one.rule:
            taken.changed.append(f"Thời hạn: {title.data}")


def _rule(form: Any, key: str, found: DeadlineRule) -> DeadlineRule | None:
    """The rule with the day, boundary word or number that the clerk left in the fields."""
    try:
        if found.day:
            return DeadlineRule(form[f"word_{key}"].data or found.kind, day=form[f"day_{key}"].data)
        if found.n:
            n = form[f"n_{key}"].data
            number = int(n) if n is not None and n == int(n) else None
            counting = form[f"counting_{key}"].data or found.counting
            return DeadlineRule(found.kind, n=number, event=found.event, counting=counting)
        if found.kind in window_fields.KINDS:
            return window_fields.reviewed(form, key, found)
    except InvalidRule as error:
        name = "day" if found.day else "start" if found.kind in window_fields.KINDS else "n"
        form[f"{name}_{key}"].errors = [str(error)]
        return None
    return found


def _sessions(form: Any, reading: Reading, taken: Taken) -> None:
    for one in reading.sessions:
        key = session_key(one)
        if not _wanted(form, taken, key):
            continue
        on = form[f"on_{key}"]
        code = form[f"unit_{key}"].data if f"unit_{key}" in form else ""
        kind = _kind_with(taken, code)
        if on.data is None:
            on.errors = on.errors or [_NEEDED]
        if not code:
            named = form[f"unit_{key}"] if f"unit_{key}" in form else form[f"take_{key}"]
            named.errors = ["Chưa biết đơn vị của buổi này: hãy chọn đơn vị, hoặc bỏ chọn buổi."]
        elif on.data and (gone := absence(Unit.get(Unit.code == code), on.data)):
            form[f"unit_{key}"].errors = [gone]
        elif kind is None:
            form[f"take_{key}"].errors = ["Buổi làm việc cần một loại kiểm tra trực tiếp được lấy."]
        else:
            texts = {name: form[f"{name}_{key}"].data or "" for name in _TEXTS}
            taken.sessions.append(
                TakenSession(
                    code,
                    on.data,
                    form[f"part_{key}"].data or one.part,
                    one.time,
                    kind=kind,
                    **texts,
                )
            )


def _kind_with(taken: Taken, code: str) -> str | None:
    """The kind of inspection a session belongs to: one on the spot that names the unit."""
    onsite = [one for one in taken.kinds if one.mode not in ("self_inspection", "unannounced")]
    named = [one for one in onsite if code in one.units]
    return next((one.key for one in [*named, *onsite]), None)
