"""The page on which a unit says who writes which part of a report."""

from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.accounts.rules import UNIT_ROLES
from portal.people.queries import people_of
from portal.reports.models import Duty
from portal.reports.overview import Overview, Part, overview
from portal.reports.rules import BadValue
from portal.reports.sharing.actions import (
    LONGEST,
    Share,
    SharedMeanwhile,
    checked,
    share_part,
)
from portal.reports.sharing.queries import writers_of
from portal.reports.unit_base import WRITERS, blueprint, find, frame, may_write
from portal.web.described import shown_again
from portal.web.rendering import render


@dataclass
class Line:
    """A part on the page: what stands in its inputs, what it was shown over, what is wrong."""

    part: Part
    typed: Share
    shown: Share
    error: str = ""


@blueprint.get("/bao-cao/<int:duty_id>/phan-viec/")
@allow(*UNIT_ROLES)
def shares(duty_id: int) -> Response:
    """Who writes what."""
    duty = find(duty_id)
    return _page(duty, _stored(duty, parts_of(overview(duty))))


@blueprint.post("/bao-cao/<int:duty_id>/phan-viec/")
@allow(*WRITERS)
def share(duty_id: int) -> Response:
    """Write the parts that were changed on the page; what somebody else changed is shown."""
    duty = find(duty_id)
    if not may_write(duty):
        abort(404)
    lines = [
        Line(part, _posted("nguoi", "ghi", part), _posted("cu-nguoi", "cu-ghi", part))
        for part in parts_of(overview(duty))
    ]
    # what cannot be kept is said before anything is written
    wanted = [line for line in lines if line.typed != line.shown]
    for line in wanted:
        try:
            checked(current_actor(), line.typed)
        except BadValue as problem:
            line.error = str(problem)
    if any(line.error for line in wanted):
        return _page(duty, lines, 422)
    changed = sum([_share(duty, line) for line in wanted])
    if any(line.error for line in lines):
        meanwhile = any("vừa phân công" in line.error for line in lines)
        return _page(duty, lines, 409 if meanwhile else 422)
    flash("Đã lưu phân công." if changed else "Phân công không có gì thay đổi.", "success")
    return redirect(url_for("reports_unit.report", duty_id=duty.id))


def _share(duty: Duty, line: Line) -> bool:
    try:
        changed = share_part(current_actor(), duty, line.part.code, line.typed, line.shown)
    except SharedMeanwhile as other:
        line.shown = other.theirs
        line.error = f"Có người vừa phân công phần này: {_words(other.theirs)}. Lưu lần nữa " \
            "để dùng nội dung bên dưới."  # fmt: skip
    except BadValue as problem:
        line.error = str(problem)
    else:
        line.shown = line.typed
        return changed
    return False


def parts_of(seen: Overview) -> list[Part]:
    """The parts that are given to people, in their order."""
    sections = [part for _title, group in seen.outline() for part in group]
    evidence = Part("evidence", "Tài liệu minh chứng", "")
    return [*sections, seen.tasks(), seen.statistics(), evidence]


def _stored(duty: Duty, parts: list[Part]) -> list[Line]:
    rows = writers_of(duty)
    lines = []
    for part in parts:
        row = rows.get(part.code)
        stored = Share(row.user_id, row.note) if row else Share()
        lines.append(Line(part, stored, stored))
    return lines


def _posted(person: str, note: str, part: Part) -> Share:
    number = request.form.get(f"{person}:{part.code}", "")
    known = number.isascii() and number.isdigit() and len(number) < 10
    text = shown_again(request.form.get(f"{note}:{part.code}", ""))
    return Share(int(number) if known else None, text[: 10 * LONGEST])


def _words(share: Share) -> str:
    names = {user.id: user.full_name for user in people_of(current_actor())}
    return "; ".join(filter(None, (names.get(share.user_id or 0, ""), share.note))) or "để trống"


def _page(duty: Duty, lines: list[Line], status: int = 200) -> Response:
    people: list[Any] = [user for user in people_of(current_actor()) if user.active]
    return render(
        "workspace/reports/shares.html",
        status=status,
        lines=lines,
        people=people,
        names={user.id: user.full_name for user in people},
        **frame(duty, "Phân công trong đơn vị"),
    )
