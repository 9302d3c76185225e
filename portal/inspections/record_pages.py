"""What is recorded of a visit, by its team and by the office: sessions held, findings."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.accounts.rules import TEAM_ROLES
from portal.clock import today
from portal.deadlines.rules import DeadlineRule, WorkCalendar, resolve
from portal.inspections import finding_actions, visit_state_actions
from portal.inspections.blueprints import office, team
from portal.inspections.finding_actions import FindingFacts
from portal.inspections.forms import ReasonForm
from portal.inspections.models import Finding, Session, Visit
from portal.inspections.pages import READERS, WRITERS, found_visit, show, tried, version_in
from portal.inspections.queries import last_day, sessions_of
from portal.inspections.record_forms import FindingForm
from portal.inspections.rules import DOMAINS, FINDING_KINDS, before_visit

_CHANGED = "Cuộc kiểm tra vừa được người khác sửa, hãy xem lại rồi làm lại."


class RecordPages:
    """The same pages for one audience: its blueprint, its scope, who reads and who writes."""

    def __init__(
        self, blueprint: Blueprint, audience: str, readers: tuple[str, ...], root: str
    ) -> None:
        self.blueprint, self.audience = blueprint, audience
        self.writers = writers = WRITERS if audience == "office" else TEAM_ROLES
        for path, name, view, roles, method in (
            ("/xong/", "finish_visit", self.finish_visit, writers, "POST"),
            ("/buoi/<code>/xong/", "finish_session", self.finish_session, writers, "POST"),
            ("/ghi-nhan/them/", "add_finding", self.add_finding, readers, "GET"),
            ("/ghi-nhan/them/", "add_finding_save", self.add_finding_save, writers, "POST"),
            ("/ghi-nhan/<code>/", "finding", self.finding, readers, "GET"),
            ("/ghi-nhan/<code>/", "finding_save", self.finding_save, writers, "POST"),
            ("/ghi-nhan/<code>/thu-tu/", "order_finding", self.order_finding, writers, "POST"),
            ("/ghi-nhan/<code>/xoa/", "remove_finding", self.remove_finding, writers, "POST"),
        ):
            blueprint.add_url_rule(
                f"{root}/<int:visit_id>{path}", name, _open_to(view, roles), methods=[method]
            )

    def address(self, visit: Visit) -> str:
        """This audience's page of the visit."""
        return url_for(f"{self.blueprint.name}.visit", visit_id=visit.id)

    def finish_visit(self, visit_id: int) -> Any:
        """Mark the visit as held."""
        visit, day = found_visit(self.audience, visit_id), today()
        call = visit_state_actions.finish_visit
        return self._finish(visit, lambda v: call(current_actor(), visit, v, day))

    def finish_session(self, visit_id: int, code: str) -> Any:
        """Mark a session as held."""
        visit, day = found_visit(self.audience, visit_id), today()
        row: Any = Session.get_or_none(Session.visit == visit, Session.code == code) or abort(404)
        call = visit_state_actions.finish_session
        return self._finish(visit, lambda v: call(current_actor(), visit, v, row, day))

    def _finish(self, visit: Visit, call: Callable[[int], Any]) -> Any:
        form = ReasonForm()
        status = tried(form, lambda: call(version_in(form)))
        if status == 303:
            flash("Đã ghi nhận.", "success")
        else:
            flash("; ".join(form.form_errors) or _CHANGED, "error")
        return redirect(self.address(visit))

    def _page(self, visit: Visit, form: FindingForm, row: Finding | None, status: int) -> Response:
        stored = []
        if row and status == 409:
            form.version.data = str(row.version)
            stored = [
                ("Loại ghi nhận", FINDING_KINDS[row.kind]), ("Lĩnh vực", DOMAINS[row.domain]),
                ("Đăng công khai", "Có" if row.public else "Không"),
                ("Nội dung", row.text), ("Nguyên nhân", row.cause),
                ("Yêu cầu, kiến nghị khắc phục", row.recommendation),
                ("Ghi chú nội bộ", row.internal_note),
            ]  # fmt: skip
        writes = current_actor().has(*self.writers)
        return show(
            "finding_form.html", status, visit=visit, form=form, row=row, stored=stored,
            cancel=self.address(visit),
            remove=f"{self.address(visit)}ghi-nhan/{row.code}/xoa/" if row and writes else "",
        )  # fmt: skip

    def add_finding(self, visit_id: int) -> Response:
        """The form of a new finding."""
        return self._page(found_visit(self.audience, visit_id), FindingForm(), None, 200)

    def add_finding_save(self, visit_id: int) -> Any:
        """Record a finding."""
        visit, form = found_visit(self.audience, visit_id), FindingForm()
        facts = _facts(form, visit) if form.validate_on_submit() else None
        if facts is None:
            return self._page(visit, form, None, 422)
        actor = current_actor()
        status = tried(form, lambda: finding_actions.add_finding(actor, visit, facts))
        if status != 303:
            return self._page(visit, form, None, status)
        flash("Đã lưu nội dung ghi nhận.", "success")
        return redirect(self.address(visit))

    def _found(self, visit_id: int, code: str) -> tuple[Visit, Finding]:
        visit = found_visit(self.audience, visit_id)
        row: Any = Finding.get_or_none(Finding.visit == visit, Finding.code == code) or abort(404)
        row.visit = visit
        return visit, row

    def finding(self, visit_id: int, code: str) -> Response:
        """The form of a finding."""
        visit, row = self._found(visit_id, code)
        return self._page(visit, FindingForm(data=_shown(row)), row, 200)

    def finding_save(self, visit_id: int, code: str) -> Any:
        """Change a finding."""
        visit, row = self._found(visit_id, code)
        form = FindingForm()
        facts = _facts(form, visit) if form.validate_on_submit() else None
        if facts is None:
            return self._page(visit, form, row, 422)
        actor, version = current_actor(), version_in(form)
        status = tried(form, lambda: finding_actions.change_finding(actor, row, version, facts))
        if status != 303:
            return self._page(visit, form, self._found(visit_id, code)[1], status)
        flash("Đã lưu nội dung ghi nhận.", "success")
        return redirect(self.address(visit))

    def order_finding(self, visit_id: int, code: str) -> Any:
        """Move a finding one place up or down."""
        visit, row = self._found(visit_id, code)
        up, place = request.form.get("to") == "up", request.form.get("from", type=int)
        return self._done(
            visit,
            lambda: finding_actions.swap_finding(current_actor(), row, up, place),
            "Đã đổi thứ tự.",
        )

    def remove_finding(self, visit_id: int, code: str) -> Any:
        """Remove a finding entered by mistake."""
        visit, row = self._found(visit_id, code)
        seen = request.form.get("version", type=int)
        return self._done(
            visit,
            lambda: finding_actions.remove_finding(current_actor(), row, seen),
            "Đã xóa nội dung ghi nhận.",
        )

    def _done(self, visit: Visit, call: Callable[[], Any], said: str) -> Any:
        form = ReasonForm()
        if tried(form, call) == 303:
            flash(said, "success")
        else:
            flash("; ".join(form.form_errors) or _CHANGED, "error")
        return redirect(self.address(visit))


def _open_to(view: Callable[..., Any], roles: tuple[str, ...]) -> Callable[..., Any]:
    """The bound method as a view function that carries its roles."""

    def opened(**values: Any) -> Any:
        return view(**values)

    opened.__doc__ = view.__doc__
    return allow(*roles)(opened)


def _shown(row: Finding) -> dict[str, Any]:
    names = ("kind", "domain", "text", "cause", "recommendation", "public", "internal_note")
    rule = DeadlineRule.from_dict(row.due_rule) if row.due_rule else None
    return {
        **{name: getattr(row, name) for name in names},
        "due_kind": rule.kind if rule else "",
        "due_day": rule.day if rule else None,
        "due_n": rule.n if rule else None,
        "due_working": bool(rule and rule.counting == "working"),
        "version": str(row.version),
    }


def _facts(form: FindingForm, visit: Visit) -> FindingFacts | None:
    """What the form says; None, with the fault at its field, when the deadline is not whole or
    has passed before the visit ends."""
    kind = form.due_kind.data
    rule = None
    if kind in ("by_date", "before_date"):
        if form.due_day.data is None:
            form.due_day.errors = ["Nhập ngày của thời hạn."]
            return None
        rule = DeadlineRule(kind, day=form.due_day.data)
        held = last_day(sessions_of([visit])[visit.id])
        if said := before_visit(resolve(rule, WorkCalendar()).last_day or rule.day, held):
            form.due_day.errors = [f"Hạn khắc phục không thể trước khi kiểm tra xong. {said}"]
            return None
    elif kind == "days_after":
        if form.due_n.data is None:
            form.due_n.errors = ["Nhập số ngày của thời hạn."]
            return None
        counting = "working" if form.due_working.data else "calendar"
        rule = DeadlineRule(kind, n=form.due_n.data, counting=counting)
    return FindingFacts(
        form.kind.data, form.domain.data, form.text.data, form.cause.data,
        form.recommendation.data, rule.to_dict() if rule else None, form.public.data,
        form.internal_note.data,
    )  # fmt: skip


PAGES = (
    RecordPages(office, "office", READERS, "/lich-kiem-tra"),
    RecordPages(team, "team", TEAM_ROLES, ""),
)
