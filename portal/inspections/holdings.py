"""Visits and remediation that stand open with a unit, for whoever records that the unit ends."""

from datetime import date

from flask import url_for

from portal.inspections.models import Finding, Remediation, Team, TeamMember, Visit
from portal.inspections.queries import first_day, sessions_of
from portal.inspections.rules import VISIT_STATES
from portal.plans.models import Plan
from portal.units.models import Unit
from portal.vietnamese import show_date
from portal.web.panels import Panel, Row


def held_by(unit: Unit, day: date) -> Panel:
    """Visits without a conclusion, remediation not verified, members of teams of this year on."""
    rows = [*_visits(unit), *_remediation(unit), *_members(unit, day)]
    return Panel("Cuộc kiểm tra, khắc phục, Đoàn kiểm tra", rows)


def _visits(unit: Unit) -> list[Row]:
    visits = list(
        Visit.select()
        .where(Visit.unit == unit, Visit.state.in_(("planned", "under_way", "visited")))
        .order_by(Visit.id)
    )
    sessions = sessions_of(visits)
    return [
        Row(
            f"Cuộc kiểm tra tại {visit.unit_name}",
            url_for("inspections_office.visit", visit_id=visit.id),
            VISIT_STATES[visit.state]
            + (f"; từ ngày {show_date(on)}" if (on := first_day(sessions[visit.id])) else ""),
        )
        for visit in visits
    ]


def _remediation(unit: Unit) -> list[Row]:
    rows = (
        Remediation.select(Remediation, Finding, Visit)
        .join(Finding)
        .join(Visit)
        .where(Visit.unit == unit, Remediation.outcome != "verified")
        .order_by(Remediation.due_on, Remediation.id)
    )
    return [
        Row(
            f"Khắc phục: {row.finding.text}",
            url_for("inspections_office.visit", visit_id=row.finding.visit_id),
            f"Hạn {show_date(row.due_on)}" if row.due_on else "",
        )
        for row in rows
    ]


def _members(unit: Unit, day: date) -> list[Row]:
    members = (
        TeamMember.select(TeamMember, Team, Plan)
        .join(Team)
        .join(Plan)
        .where(TeamMember.agency == unit, Plan.year >= day.year)
        .order_by(Team.name, TeamMember.id)
    )
    return [
        Row(
            f"Thành viên Đoàn: {member.name}",
            url_for("inspections_office.team_page", team_id=member.team_id),
            member.team.name,
        )
        for member in members
    ]
