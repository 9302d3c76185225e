"""A file loaded back into a draft, by the unit or in its place: what all kinds of files share.

What was read is shown first as differences, carried by the page; then what the page showed is
written, with what somebody ticked besides. Whatever changed meanwhile is shown again.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import current_actor
from portal.documents.sheets import BadSheet
from portal.reports.drafts import DraftLocked
from portal.reports.exchange import applying
from portal.reports.exchange.comparing import Change, Difference, FileCell
from portal.reports.forms import CarriedForm
from portal.reports.models import Duty
from portal.reports.unit_base import may_write
from portal.vietnamese import file_size

LOCKED = "Báo cáo đã được gửi nên không ghi được nữa."
LOST = "Không đọc lại được nội dung tệp. Hãy chọn tệp lần nữa."


@dataclass(frozen=True)
class Way:
    """Whose pages these are: whether they may write the draft now, the answer when they may not
    (``closed``), and the address that a page of theirs (``report``) leads on to."""

    may_write: Callable[[Duty], bool]
    closed: Callable[[Duty], Response]
    onward: Callable[[Duty, str], str]


def to_reading(duty: Duty) -> Response:
    """Away from a page that writes: the report has been sent."""
    flash("Báo cáo đã gửi nên chỉ xem được, không sửa được.", "info")
    return redirect(url_for("reports_unit.check", duty_id=duty.id))


UNIT = Way(
    may_write,
    to_reading,
    lambda duty, page: url_for(f"reports_unit.{page}", duty_id=duty.id),
)


@dataclass(frozen=True)
class FileKind:
    """A kind of file: the form that takes it, what one of its cells is called, its two pages."""

    form: type[Any]
    word: str
    page: Callable[[Duty, Any, int], Response]
    compared: Callable[[Duty, list[FileCell], str], Response]
    way: Way = UNIT


def content_of(field: Any) -> bytes:
    """The bytes of an uploaded file; BadSheet beyond its limit."""
    data: bytes = field.data.stream.read(field.max_bytes + 1)
    if len(data) > field.max_bytes:
        raise BadSheet(f"Tệp lớn hơn mức cho phép ({file_size(field.max_bytes)}).")
    return data


def carried_form(found: Difference, name: str, offered: Iterable[Change] = ()) -> CarriedForm:
    """What the page of differences carries; ``offered`` are written only if ticked, too."""
    form = CarriedForm(formdata=None)
    form.cells.data = applying.carried(change.shown for change in found.changes)
    to_tick = [*found.conflicts, *found.looks, *offered]
    form.disputed.data = applying.carried(change.shown for change in to_tick)
    form.name.data = name
    return form


def _nothing(_name: str) -> str:
    return ""


def apply_reviewed(
    duty: Duty,
    kind: FileKind,
    sound: bool = True,
    further: Callable[[str], str] = _nothing,
    further_page: str = "report",
) -> Response:
    """Write what the page showed; what somebody changed meanwhile is shown again.

    ``sound``: what else the page carried could be read. ``further`` keeps that, given the name of
    the file, and says so in words; then the way leads to ``further_page``.
    """
    if not kind.way.may_write(duty):
        return kind.way.closed(duty)
    form = CarriedForm()
    cells = applying.read_carried(form.cells.data or "")
    disputed = applying.read_carried(form.disputed.data or "[]")
    if not form.validate() or cells is None or disputed is None or not sound:
        again = kind.form(formdata=None)
        again.file.errors = [LOST]
        return kind.page(duty, again, 422)
    chosen = set(request.form.getlist("dung"))
    cells += [cell for cell in disputed if cell.code in chosen]
    name = (form.name.data or "")[:200]
    try:
        done = applying.apply(current_actor(), duty, cells)
    except DraftLocked:
        flash(LOCKED, "error")
        return redirect(kind.way.onward(duty, "report"))
    more, word = further(name), kind.word
    if done.left:
        flash(
            f"Đã ghi {done.saved} {word}; những {word} dưới đây vừa có người khác sửa.", "warning"
        )
        return kind.compared(duty, done.left, name)
    words = f"Đã ghi {done.saved} {word} từ tệp {name}." if done.saved else f"Không {word} nào đổi."
    flash(" ".join(filter(None, (words, more))), "success")
    return redirect(kind.way.onward(duty, further_page if more else "report"))
