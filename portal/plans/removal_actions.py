"""Removing the draft of a plan that readers have never seen."""

from peewee import IntegrityError

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.db import write
from portal.plans.actions import Conflict
from portal.plans.models import Plan
from portal.plans.queries import public_versions, strands_of, waiting_requests


class PlanKept(Exception):
    """The plan cannot be removed; the message says why."""


def why_kept(plan: Plan) -> str:
    """Why a plan must stay, in Vietnamese; empty for a draft that nothing rests on so far."""
    if public_versions(plan.slug):
        return "Kế hoạch đã được đăng nên không xóa được; hãy dùng “Ngừng đăng”."
    if plan.slug in waiting_requests():
        return "Kế hoạch đang chờ duyệt đăng: hãy rút phiếu trình trước khi xóa."
    if plan.visits.exists():
        return "Kế hoạch đã có cuộc kiểm tra trong lịch nên không xóa được."
    return ""


def remove_plan(actor: Actor, plan: Plan, version: int) -> None:
    """Remove a draft with its kinds, deadlines, lists and teams. PlanKept, Conflict.

    The entry keeps what it was; the imported file stays stored.
    """
    try:
        with write():
            if words := why_kept(plan):
                raise PlanKept(words)
            before = {
                "slug": plan.slug,
                "title": plan.title,
                "strands": [row.name for row in strands_of(plan)],
                "original": plan.original_id,
            }
            gone = Plan.delete().where(Plan.id == plan.id, Plan.version == version)
            if not gone.execute():
                raise Conflict(Plan.get_or_none(Plan.id == plan.id))
            record(actor, "remove-plan", plan, before=before)
    except IntegrityError as error:
        raise PlanKept(
            "Có văn bản, báo cáo hoặc kế hoạch khác gắn với kế hoạch này nên không xóa được."
        ) from error
