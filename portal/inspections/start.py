"""What visits put on the start page: for the office, the team and the unit."""

from datetime import date, timedelta

from flask import url_for

from portal.accounts.rules import OFFICE_ROLES, TEAM_ROLES, UNIT_ROLES, Actor
from portal.deadlines.queries import work_calendar
from portal.deadlines.rules import DeadlineRule, resolve
from portal.inspections.models import Remediation, Visit
from portal.inspections.notice_queries import NoticeRow, notice_register
from portal.inspections.pages import chip
from portal.inspections.queries import deadlines_of, scheduled, visits_for
from portal.inspections.remediation_queries import conclusion_missing, remediations_for
from portal.inspections.rules import VISIT_STATES, remediation_state
from portal.vietnamese import format_date, show_date
from portal.web.panels import Panel, Row

SOON = timedelta(days=14)


def panels(actor: Actor, today: date) -> list[Panel]:
    """The lists that concern ``actor`` on ``today``."""
    found: list[Panel] = []
    if actor.has(*OFFICE_ROLES, "supervisor"):
        found += _office(actor, today)
    if actor.has(*TEAM_ROLES):
        found.append(_team(actor, today))
    if actor.has(*UNIT_ROLES):
        found += _unit(actor, today)
    return found


def _office(actor: Actor, today: date) -> list[Panel]:
    scope = visits_for(actor, "office").where(Visit.state.in_(("planned", "under_way")))
    standing = scheduled(scope)
    coming = [visit for visit in standing if _within(visit, today)]
    rows = remediations_for(actor, "office")
    states = {row.id: _state(row, today) for row in rows}
    register = notice_register(scope, today)
    missing = conclusion_missing(visits_for(actor, "office"))
    schedule = url_for("inspections_office.schedule")
    listed = url_for("inspections_office.remediation_list")
    return [
        Panel(
            "Cuộc kiểm tra trong 14 ngày tới",
            [_office_row(visit, today) for visit in coming],
            "Không có cuộc kiểm tra nào trong 14 ngày tới.",
            "Xem toàn bộ lịch kiểm tra",
            schedule,
        ),
        Panel(
            "Thông báo lịch cần gửi",
            _notices(standing, register, today),
            "Không có thông báo lịch nào đến hạn.",
        ),
        Panel(
            "Thông báo lịch quá hạn xác nhận",
            [
                Row(
                    row.visit.unit_name,
                    _office_page(row.visit.id),
                    f"Gửi ngày {format_date(row.visit.noticed_on)}, đơn vị chưa xác nhận",
                    "Chưa xác nhận",
                    "late",
                )
                for row in register
                if row.overdue and not row.again
            ],
            "Mọi thông báo lịch đã gửi đều được xác nhận hoặc còn trong hạn.",
        ),
        Panel(
            "Đã kiểm tra, chưa có kết luận",
            [Row(visit.unit_name, _office_page(visit.id)) for visit in missing],
            "Mọi cuộc đã kiểm tra đều có kết luận.",
        ),
        Panel(
            "Khắc phục quá hạn báo cáo",
            [_remediation_row(row, today) for row in rows if states[row.id] == "overdue"],
            "Không có nội dung nào quá hạn.",
            "Xem tất cả việc khắc phục",
            listed,
        ),
        Panel(
            "Đơn vị đã báo cáo khắc phục, chờ xác minh",
            [
                Row(
                    row.finding.text,
                    _verify_page(row),
                    f"{row.finding.visit.unit_name}, báo cáo ngày {show_date(row.reported_on)}",
                )
                for row in rows
                if states[row.id] == "reported"
            ],
            "Không có báo cáo nào chờ xác minh.",
        ),
    ]


def _team(actor: Actor, today: date) -> Panel:
    scope = visits_for(actor, "team").where(Visit.state.in_(("planned", "under_way", "visited")))
    rows = []
    for visit in scheduled(scope):
        left = chip(visit.first_day, today)
        waiting = visit.state == "planned" and visit.first_day and visit.first_day > today
        rows.append(
            Row(
                visit.unit_name,
                url_for("inspections_team.visit", visit_id=visit.id),
                f"Từ ngày {format_date(visit.first_day)}" if visit.first_day else "",
                left.text if waiting else VISIT_STATES[visit.state],
                left.tone if waiting else "yellow",
            )
        )
    return Panel(
        "Cuộc kiểm tra của Đoàn",
        rows,
        "Không có cuộc kiểm tra nào đang chờ.",
        "Xem tất cả",
        url_for("inspections_team.visits"),
    )


def _unit(actor: Actor, today: date) -> list[Panel]:
    scope = visits_for(actor, "unit").where(Visit.state.in_(("planned", "under_way")))
    coming = [
        Row(
            visit.strand.name if visit.strand_id else visit.plan.title,
            url_for("inspections_unit.visit", visit_id=visit.id),
            f"Từ ngày {format_date(visit.first_day)}" if visit.first_day else "",
            VISIT_STATES[visit.state],
            "blue",
        )
        for visit in scheduled(scope)
    ]
    owed = [
        _owed_row(row, today)
        for row in remediations_for(actor, "unit")
        if _state(row, today) in ("open", "overdue", "insufficient")
    ]
    return [
        Panel("Cuộc kiểm tra sắp tới", coming, "Chưa có lịch kiểm tra tại đơn vị."),
        Panel("Việc cần khắc phục sau kiểm tra", owed, "Không còn việc nào cần khắc phục."),
    ]


def _state(row: Remediation, today: date) -> str:
    return remediation_state(row.due_on, row.reported_on, row.outcome, today)


def _within(visit: Visit, today: date) -> bool:
    return any(
        row.state == "planned" and today <= row.on <= today + SOON for row in visit.shown_sessions
    )


def _office_row(visit: Visit, today: date) -> Row:
    days = sorted({row.on for row in visit.shown_sessions if row.state == "planned"})
    note = ", ".join(format_date(day) for day in days)
    if visit.unannounced and not visit.released:
        return Row(visit.unit_name, _office_page(visit.id), note, "Chưa công khai", "purple")
    next_day = next(day for day in days if day >= today)
    if next_day == today:
        return Row(visit.unit_name, _office_page(visit.id), note, "hôm nay", "late")
    left = chip(next_day, today)
    return Row(visit.unit_name, _office_page(visit.id), note, left.text, left.tone)


def _notices(standing: list[Visit], register: list[NoticeRow], today: date) -> list[Row]:
    """Visits whose notice has not gone out and is due within two weeks, or was, and visits moved
    after theirs. By the last day to send; a notice to be sent again is due at once, however far
    its new last day lies, for the unit holds a paper with a wrong day."""
    calendar = work_calendar()
    rules = deadlines_of({visit.strand_id for visit in standing if visit.strand_id})
    rows: list[tuple[date, bool, int, Row]] = []
    for visit in standing:
        if visit.noticed_on or visit.unannounced or visit.state != "planned":
            continue
        for rule in rules.get(visit.strand_id, []):
            due = resolve(DeadlineRule.from_dict(rule.rule), calendar, visit.first_day)
            if rule.duty != "schedule_notice" or not due.last_day or due.last_day > today + SOON:
                continue
            left = chip(due.last_day, today)
            told = Row(visit.unit_name, _office_page(visit.id), due.sentence, left.text, left.tone)
            rows.append((due.last_day, True, visit.id, told))
    again = [
        (min(row.due or today, today), False, row.visit.id, _sent_again(row))
        for row in register
        if row.again
    ]
    return [row[-1] for row in sorted([*rows, *again], key=lambda row: row[:3])]


def _sent_again(row: NoticeRow) -> Row:
    """A visit that was moved after its notice: the unit holds a paper with another day."""
    note = (
        f"Đã gửi ngày {show_date(row.visit.noticed_on)} theo lịch cũ; nay kiểm tra từ ngày "
        f"{show_date(row.visit.first_day)}"
    )
    return Row(row.visit.unit_name, _office_page(row.visit.id), note, "Cần gửi lại", "late")


def _remediation_row(row: Remediation, today: date) -> Row:
    left = chip(row.due_on, today)
    return Row(
        row.finding.text, _verify_page(row), row.finding.visit.unit_name, left.text, left.tone
    )


def _owed_row(row: Remediation, today: date) -> Row:
    left = chip(row.due_on, today)
    state = _state(row, today)
    href = url_for(
        "inspections_unit.remediation", visit_id=row.finding.visit_id, code=row.finding.code
    )
    if state == "insufficient":
        return Row(row.finding.text, href, row.verified_text, "Chưa đạt", "orange")
    note = f"Hạn báo cáo: {format_date(row.due_on)}" if row.due_on else row.due_sentence
    return Row(row.finding.text, href, note, left.text, left.tone)


def _office_page(visit_id: int) -> str:
    return url_for("inspections_office.visit", visit_id=visit_id)


def _verify_page(row: Remediation) -> str:
    return url_for(
        "inspections_office.verify", visit_id=row.finding.visit_id, code=row.finding.code
    )
