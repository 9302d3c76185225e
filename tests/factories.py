"""Rows with sane defaults; a test changes the one thing it is about."""

import itertools
from datetime import date
from typing import Any

from flask import Flask

from portal.accounts import queries
from portal.accounts.models import RoleGrant, SignInSession, User
from portal.accounts.rules import Actor
from portal.clock import now
from portal.deadlines.deadline_rule import DeadlineRule
from portal.inspections.models import Session, Visit
from portal.plans.models import Plan, PlanDeadline, PlanItem, Strand, StrandUnit
from portal.units.models import Unit
from tests.browser_client import Client

_numbers = itertools.count(1)


def unit(name: str = "", **values: Any) -> Unit:
    """A department of the province."""
    n = next(_numbers)
    name = name or f"Sở Thử nghiệm {n}"
    defaults = {
        "code": f"don-vi-{n}", "name": name, "short_name": name, "type": "department",
        "level": "province",
    }  # fmt: skip
    return Unit.create(**{**defaults, **values})


def user(role: str = "office_editor", unit: Unit | None = None, **values: Any) -> User:
    """A user with one role; its password hash fits no password."""
    n = next(_numbers)
    defaults = {
        "username": f"nguoi-dung-{n}", "full_name": f"Người Dùng {n}", "password_hash": "-",
        "must_change_password": False, "unit": unit, "created_at": now(),
    }  # fmt: skip
    made = User.create(**{**defaults, **values})
    RoleGrant.create(user=made, role=role)
    return made


def actor(role: str = "office_editor", unit: Unit | None = None) -> Actor:
    """A user of that role, as the actor of an action."""
    made = user(role, unit)
    return Actor(made.id, made.full_name, frozenset({role}), unit.id if unit else None)


def signed_in_client(app: Flask, role: str, unit: Unit | None = None, **values: Any) -> Client:
    """A client whose cookie belongs to a new user of that role."""
    made = values.pop("user", None) or user(role, unit, **values)
    token = f"token-{made.id}-{next(_numbers)}"
    SignInSession.create(
        token_hash=queries.token_hash(token), user=made, started_at=now(), last_seen_at=now()
    )
    client = Client(app)
    with client.http.session_transaction() as session:
        session["_user_id"] = token
        session["_fresh"] = True
    return client


def plan(year: int = 2024, **values: Any) -> Plan:
    """A plan with nothing in it."""
    n = next(_numbers)
    defaults = {
        "slug": f"{year}/ke-hoach-{n}", "year": year,
        "title": f"Kế hoạch kiểm tra công tác cải cách hành chính năm {year}",
        "created_at": now(), "updated_at": now(),
    }  # fmt: skip
    return Plan.create(**{**defaults, **values})


def strand(of: Plan, units: tuple[Unit, ...] = (), mode: str = "onsite", **values: Any) -> Strand:
    """A strand of a plan that names ``units``."""
    n = next(_numbers)
    defaults = {"code": f"loai-{n}", "name": "Kiểm tra trực tiếp", "mode": mode}
    made = Strand.create(plan=of, **{**defaults, **values})
    for position, member in enumerate(units):
        StrandUnit.create(strand=made, unit=member, name=member.name, position=position)
    return made


def deadline(
    of: Strand, duty: str = "visit_report", rule: DeadlineRule | None = None
) -> PlanDeadline:
    """A deadline rule of a strand: five days before the visit unless told."""
    n = next(_numbers)
    rule = rule or DeadlineRule("days_before_visit", n=5)
    return PlanDeadline.create(
        strand=of, code=f"han-{n}", title="Gửi báo cáo", duty=duty, rule=rule.to_dict()
    )


def plan_item(of: Plan, number: str = "4.1", **values: Any) -> PlanItem:
    """A step of a plan."""
    n = next(_numbers)
    value = {"number": number, "title": "Phát phiếu điều tra", "lead": [{"name": "Bưu điện tỉnh"}]}
    defaults = {"list_name": "tasks", "code": f"muc-{n}", "value": value, "position": n}
    return PlanItem.create(plan=of, **{**defaults, **values})


def visit(
    of: Plan, at: Unit, on: date = date(2024, 6, 12), strand: Strand | None = None, **values: Any
) -> Visit:
    """A visit with one session."""
    n = next(_numbers)
    defaults = {
        "slug": f"{of.year}/{at.code}-{n}", "unit_name": at.name, "created_at": now(),
        "updated_at": now(),
    }  # fmt: skip
    made = Visit.create(plan=of, unit=at, strand=strand, **{**defaults, **values})
    Session.create(visit=made, code="b1", on=on, place="Hội trường tầng 2")
    return made
