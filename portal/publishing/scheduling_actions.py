"""Named writes about the hour of a publication: plan it, change it, drop it, do what is due."""

import logging
from collections.abc import Iterator
from datetime import datetime

from peewee import InterfaceError, OperationalError

from portal.accounts.audit import record
from portal.accounts.rules import SYSTEM, Actor
from portal.clock import local, now
from portal.db import write
from portal.publishing import gate
from portal.publishing.actions import NotWaiting, PublicChanged, moved, publish_approved
from portal.publishing.requests import PublicationRequest
from portal.publishing.rules import schedule_problem


class BadHour(Exception):
    """The hour cannot be promised; the message says why, in Vietnamese."""


def schedule(
    actor: Actor, request: PublicationRequest, at: datetime, reason: str = ""
) -> PublicationRequest:
    """Plan the publication of an approved request for ``at``, or move it there.

    A change of hour needs a ``reason``. BadHour says why an hour is no hour; NotWaiting if the
    request is not approved (any more).
    """
    problem = schedule_problem(at, now())
    if problem:
        raise BadHour(problem)
    with write():
        row = PublicationRequest.get_by_id(request.id)
        if row.publish_at is not None and not reason.strip():
            raise BadHour("Cần ghi lý do đổi giờ hẹn đăng.")
        before = {"at": row.publish_at.isoformat()} if row.publish_at else None
        moved(row, ("approved",), "approved", row.decided_by, publish_at=at, failure="")
        action = "reschedule-publication" if before else "schedule-publication"
        record(actor, action, row, before=before, after={"at": at.isoformat()}, reason=reason)
    return PublicationRequest.get_by_id(request.id)


def unschedule(actor: Actor, request: PublicationRequest, reason: str) -> None:
    """Drop the planned hour; the request stays approved."""
    with write():
        row = PublicationRequest.get_by_id(request.id)
        if row.publish_at is None:
            raise NotWaiting
        moved(row, ("approved",), "approved", row.decided_by, publish_at=None)
        before = {"at": row.publish_at.isoformat()}
        record(actor, "unschedule-publication", row, before=before, reason=reason)


def due_requests(moment: datetime) -> list[PublicationRequest]:
    """Approved requests whose hour has come, in the order of their hours."""
    return list(
        PublicationRequest.select()
        .where(PublicationRequest.state == "approved", PublicationRequest.publish_at <= moment)
        .order_by(PublicationRequest.publish_at, PublicationRequest.id)
    )


def publish_due(moment: datetime) -> Iterator[str]:
    """Publish what is due, each by itself; one Vietnamese line per request.

    A request stops for good when readers see something else than at its approval, a file is
    gone, or an error comes that nobody foresaw: that one would come again at every run, and those
    behind it must not wait for it. It keeps its hour, and is tried again, when the database or
    the disk did not take it. Two of these at once publish once: the second finds it done.
    The texts are not looked over again: what blocks an approval is in the approved words alone.
    """
    for request in due_requests(moment):
        try:
            rows = publish_approved(SYSTEM, request)
        except NotWaiting:
            continue
        except PublicChanged:
            yield _stopped(
                request,
                "Nội dung đang công khai đã thay đổi sau khi phiếu này được duyệt nên cổng không "
                "tự đăng. Hãy rút phiếu, xem lại và trình lại.",
            )
        except gate.MissingFile:
            yield _stopped(
                request,
                "Một tệp đính kèm không còn trong kho nên không đăng được. Hãy rút phiếu, tải "
                "tệp lên lại rồi trình lại.",
            )
        except (OperationalError, InterfaceError, OSError):
            yield f"Hẹn đăng: chưa ghi được “{request.title}”; sẽ thử lại lần sau."
        except Exception:
            logging.getLogger("portal").exception("planned publication %s", request.id)
            yield _stopped(
                request,
                "Có lỗi ngoài dự kiến, chi tiết nằm trong nhật ký máy chủ; chưa có gì được đăng. "
                "Hãy báo quản trị hệ thống, rồi đăng ngay hoặc hẹn giờ lại khi lỗi đã được khắc "
                "phục.",
            )
        else:
            yield f"Hẹn đăng: đã đăng “{request.title}” ({len(rows)} nội dung)."


def _stopped(request: PublicationRequest, why: str) -> str:
    """Take the hour away and note why, so that the office sees it and nothing is tried again. The
    note keeps the hour that was promised."""
    if request.publish_at is not None:
        why = f"Hẹn đăng {local(request.publish_at):%H:%M %d/%m/%Y} không thành. {why}"
    with write():
        PublicationRequest.update(
            publish_at=None, failure=why, version=PublicationRequest.version + 1
        ).where(
            PublicationRequest.id == request.id, PublicationRequest.state == "approved"
        ).execute()
        record(SYSTEM, "stop-scheduled-publication", request, reason=why)
    return f"Hẹn đăng: không đăng được “{request.title}”. {why}"


def take_second_look(actor: Actor, request: PublicationRequest) -> None:
    """Note that another person looked at what was published without one. NotWaiting when
    somebody did already, or when it is the author."""
    with write():
        changed = (
            PublicationRequest.update(second_look_by=actor.name, second_look_at=now())
            .where(
                PublicationRequest.id == request.id,
                PublicationRequest.approval_mode.in_(["forced", "alone"]),
                PublicationRequest.second_look_by == "",
                PublicationRequest.author != actor.user_id,
            )
            .execute()
        )
        if not changed:
            raise NotWaiting
        record(actor, "take-second-look", request)
