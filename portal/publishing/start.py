"""What waits at the gate, what stopped, and what is new: on the start page."""

from datetime import date, timedelta

from flask import current_app, url_for

from portal.accounts.rules import UNIT_ROLES, Actor
from portal.clock import local, now
from portal.publishing import queries
from portal.publishing.kept_builds import kept_builds
from portal.publishing.requests import PublicationRequest
from portal.publishing.rules import is_late, is_major, time_left
from portal.publishing.shelf import Shelf
from portal.site.grids import gone_plan
from portal.site.preview import address_of
from portal.web.panels import Panel, Row

#: Whom ``office_builds`` lets in.
BUILD_READERS = ("admin", "office_approver", "supervisor")
#: For so long a unit's start page tells of a change that names it.
TOLD_FOR = timedelta(days=14)


def panels(actor: Actor, today: date) -> list[Panel]:
    """For the office: what stopped, what waits, what is planned. For the admin: what went out
    by force, erasures. For a unit: what was published about it lately."""
    found: list[Panel] = []
    office = actor.has("office_editor", "office_approver", "supervisor")
    if office or actor.has("admin"):
        found += _troubles(actor, office)
        found += _erasures(actor)
    if actor.has("admin", "supervisor", "office_approver"):
        found += _forced(actor)
    if actor.has("admin"):
        found += _shown_build()
    if office:
        found += [_waiting(actor), *_planned()]
    if actor.has(*UNIT_ROLES) and actor.unit_id is not None:
        found += _told(actor.unit_id)
    return found


def _href(request: PublicationRequest) -> str:
    return url_for("publishing_office.request_page", request_id=request.id)


def _troubles(actor: Actor, office: bool) -> list[Panel]:
    """Planned publications that stopped or are late, and a public site that lags behind."""
    rows = []
    for request in queries.requests("approved") if office else []:
        if request.failure:
            rows.append(
                Row(request.title, _href(request), request.failure, "Không đăng được", "late")
            )
        elif request.publish_at is not None and is_late(request.publish_at, now()):
            note = (
                f"Hẹn {local(request.publish_at):%H:%M %d/%m/%Y} mà chưa đăng: bộ hẹn giờ của máy "
                "chủ (portal tick) có thể không chạy. Báo quản trị, hoặc mở phiếu và đăng ngay."
            )
            rows.append(Row(request.title, _href(request), note, "Quá giờ hẹn", "late"))
    update = queries.site_update()
    if update is not None and update.failure:
        where = "builds.builds" if actor.has(*BUILD_READERS) else "publishing_office.requests"
        note = f"{update.failure} Cổng tự thử lại; nếu còn lỗi, báo quản trị xem máy chủ."
        rows.append(Row("Trang công khai tĩnh chưa cập nhật được", url_for(where), note,
                        "Lỗi dựng trang", "late"))  # fmt: skip
    return [Panel("Đăng công khai gặp lỗi", rows)] if rows else []


def _shown_build() -> list[Panel]:
    """Which build readers see: the way to all that are kept."""
    shown = next((one for one in kept_builds(current_app.config["DATA"]) if one.shown), None)
    if shown is None:
        return []
    note = f"Dựng lúc {local(shown.report.frozen_at):%H:%M ngày %d/%m/%Y}"
    href = url_for("builds.builds")
    row = Row(f"Bản số {shown.report.number}", href, note, "Đang hiện", "far")
    return [Panel("Bản công bố", [row])]


def _waiting(actor: Actor) -> Panel:
    rows = [
        Row(
            request.title,
            _href(request),
            note=request.change_note,
            tag="Phiếu của anh/chị" if request.author_id == actor.user_id else "Chờ duyệt",
            tone="grey" if request.author_id == actor.user_id else "soon",
        )
        for request in queries.requests("waiting")
    ]
    # whoever may decide finds first what nobody else will decide
    mine = actor.has("office_approver") and any(row.tone == "soon" for row in rows)
    empty = "Không có phiếu trình nào chờ duyệt."
    return Panel("Chờ duyệt đăng công khai", rows, empty, urgent=mine)


def _planned() -> list[Panel]:
    rows = []
    for request in queries.requests("approved"):
        at = request.publish_at
        if request.failure or (at is not None and is_late(at, now())):
            continue
        tag = time_left(at, now()) if at else "Chưa hẹn giờ"
        note = f"Hẹn đăng {local(at):%H:%M %d/%m/%Y}" if at else "Đã duyệt, chưa đăng"
        rows.append(Row(request.title, _href(request), note, tag, "far" if at else "soon"))
    return [Panel("Đã duyệt, chưa đăng", rows)] if rows else []


def _forced(actor: Actor) -> list[Panel]:
    rows = [
        Row(
            request.title,
            url_for("publishing_admin.forced"),
            note=f"Lý do: {request.approval_reason}",
            tag="Chưa ai xem lại",
            tone="soon",
        )
        for request in queries.forced_requests()
        if request.approval_mode in ("alone", "forced")
        and not request.second_look_at
        and request.author_id != actor.user_id
    ]
    return [Panel("Đã đăng không qua người thứ hai", rows)] if rows else []


def _erasures(actor: Actor) -> list[Panel]:
    rows = [
        Row(
            f"Đề nghị xóa “{queries.title_of(row.kind, row.slug)}”",
            url_for("publishing_office.erasure", erasure_id=row.id),
            note=row.ground,
            tag="Chờ người thứ hai" if row.asked_by_id != actor.user_id else "Của anh/chị",
            tone="soon" if row.asked_by_id != actor.user_id else "grey",
        )
        for row in queries.erasures("waiting")
    ]
    return [Panel("Đề nghị xóa theo quy định của pháp luật", rows)] if rows else []


def _told(unit_id: int) -> list[Panel]:
    """Major changes of the last days that name the unit and can still be read."""
    shelf = Shelf()
    rows = [
        Row(row.title, address, row.change_note, f"{local(row.published_at):%d/%m/%Y}", "far")
        for row in queries.naming_unit(unit_id, now() - TOLD_FOR)
        if is_major(row.change_kind, row.major)
        and (address := address_of(row.kind, row.slug))
        and not (row.kind == "timeliness" and gone_plan(shelf, row.slug))
    ]
    return [Panel("Mới đăng có nêu đơn vị", rows[:10])] if rows else []
