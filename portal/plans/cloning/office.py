"""A plan from an earlier one, and the list of what is to be looked through in it."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.plans.actions import PlanExists
from portal.plans.blueprint import READERS, WRITERS, form_page, found_plan, plan_url
from portal.plans.cloning import actions, queries
from portal.plans.cloning.forms import CloneForm, KeepForm
from portal.plans.cloning.models import PlanTodo
from portal.plans.cloning.rules import KINDS, moved_text
from portal.plans.models import Plan
from portal.units.models import Unit
from portal.web.rendering import render

blueprint = Blueprint(
    "cloning_office", __name__, url_prefix="/lam-viec/dieu-hanh/ke-hoach/<int:plan_id>"
)
LEAD = (
    "Chép loại kiểm tra, đơn vị, thời hạn, danh sách và toàn văn. Ngày cố định dời theo năm; đơn "
    "vị không còn, số, ngày, bản ký không chép. Những gì không còn phù hợp thành danh sách rà soát."
)


@blueprint.route("/nhan-ban/", methods=["GET", "POST"])
@allow(*WRITERS)
def clone(plan_id: int) -> Any:
    """Make the plan of another year from this one."""
    row = found_plan(plan_id)
    year = row.year + 1
    form = CloneForm(data={"year": year, "title": moved_text(row.title, row.year, 1)})
    title = "Lập kế hoạch năm sau từ kế hoạch này"
    if not form.is_submitted():
        return form_page(row, title, form, lead=LEAD)
    if not form.validate():
        return form_page(row, title, form, 422, lead=LEAD)
    if form.year.data == row.year:
        form.year.errors = ["Chọn năm khác năm của kế hoạch nguồn."]
        return form_page(row, title, form, 422, lead=LEAD)
    actor = current_actor()
    try:
        made = actions.clone_plan(actor, row, form.title.data, form.year.data or year)
    except PlanExists as error:
        # the second click of a double click finds what the first one made
        if queries.todos_of(error.plan) and error.plan.updated_by_id == actor.user_id:
            return redirect(url_for("cloning_office.todos", plan_id=error.plan.id))
        form.title.errors = ["Đã có kế hoạch cùng năm và cùng tên; hãy đặt tên khác."]
        return form_page(row, title, form, 422, lead=LEAD)
    flash("Đã lập bản nháp. Hãy rà soát từng việc dưới đây.", "success")
    return redirect(url_for("cloning_office.todos", plan_id=made.id))


@blueprint.get("/ra-soat/")
@allow(*READERS)
def todos(plan_id: int) -> Response:
    """The list, what holds the plan up first."""
    return _page(found_plan(plan_id))


@blueprint.post("/ra-soat/xem-lai")
@allow(*WRITERS)
def look_again(plan_id: int) -> Response:
    """Look for what has come up since, and for what was put right."""
    row = found_plan(plan_id)
    found = actions.look_again(current_actor(), row)
    said = [f"Có thêm {found.new} việc." if found.new else "Không có việc nào mới."]
    if found.closed:
        said.append(f"{found.closed} việc đã sửa xong, tự đóng.")
    flash(" ".join(said), "success")
    return redirect(url_for("cloning_office.todos", plan_id=row.id))


@blueprint.post("/ra-soat/<int:todo_id>/xong")
@allow(*WRITERS)
def close(plan_id: int, todo_id: int) -> Response:
    """Done, or kept as it is with the reason."""
    row, todo = _found(plan_id, todo_id)
    form = KeepForm()
    keep = request.form.get("viec") == "giu"
    if not form.validate():
        return _page(row, 422, todo, " ".join(map(str, form.reason.errors or form.form_errors)))
    if keep and not form.reason.data:
        return _page(row, 422, todo, "Nhập lý do giữ nguyên.")
    try:
        actions.close_todo(current_actor(), todo, form.reason.data if keep else "")
    except actions.AlreadyClosed:
        flash("Việc này vừa được người khác đánh dấu.", "warning")
    except actions.StillThere as left:
        what = left.text.rstrip(".")
        said = f"Kế hoạch vẫn còn: {what}. Sửa rồi bấm lại, hoặc giữ nguyên và nêu lý do."
        return _page(row, 422, todo, said)
    return redirect(url_for("cloning_office.todos", plan_id=row.id))


@blueprint.post("/ra-soat/<int:todo_id>/mo-lai")
@allow(*WRITERS)
def reopen(plan_id: int, todo_id: int) -> Response:
    """Open again."""
    row, todo = _found(plan_id, todo_id)
    try:
        actions.reopen_todo(current_actor(), todo)
    except actions.AlreadyClosed:
        flash("Việc này đang mở.", "warning")
    return redirect(url_for("cloning_office.todos", plan_id=row.id))


@blueprint.post("/ra-soat/<int:todo_id>/ke-thua")
@allow(*WRITERS)
def add_heirs(plan_id: int, todo_id: int) -> Response:
    """Put the ticked heirs into the strand."""
    row, todo = _found(plan_id, todo_id)
    if todo.kind != "unit-gone":
        abort(404)
    codes = request.form.getlist("don-vi")
    if not codes:
        return _page(row, 422, todo, "Chọn ít nhất một đơn vị kế thừa.")
    try:
        count = actions.add_heirs(current_actor(), row, todo, codes)
        flash(f"Đã đưa thêm {count} đơn vị kế thừa.", "success")
    except actions.AlreadyClosed:
        flash("Việc này vừa được người khác đánh dấu.", "warning")
    return redirect(url_for("cloning_office.todos", plan_id=row.id))


def _found(plan_id: int, todo_id: int) -> tuple[Plan, PlanTodo]:
    row = found_plan(plan_id)
    return row, queries.todo_of(row, todo_id) or abort(404)


def _page(
    row: Plan, status: int = 200, wrong: PlanTodo | None = None, message: str = ""
) -> Response:
    rows = queries.todos_of(row)
    codes = {code for one in rows for code in one.data.get("heirs", [])}
    units = Unit.select(Unit.code, Unit.name).where(Unit.code.in_(codes or [""]))
    return render(
        "workspace/plans/todos.html",
        status=status,
        plan=row,
        todos=rows,
        source=rows[0].source if rows else None,
        kinds=KINDS,
        names={unit.code: unit.name for unit in units},
        links={one.id: _link(row, one) for one in rows},
        wrong=wrong.id if wrong else None,
        message=message,
        may_write=current_actor().has(*WRITERS),
    )


def _link(row: Plan, todo: PlanTodo) -> str:
    """Where the thing is put right."""
    strand, deadline = todo.data.get("strand"), todo.data.get("deadline")
    if todo.kind in ("unit-gone", "unit-renamed") and strand:
        return url_for("plans_office.units", plan_id=row.id, strand_id=strand)
    if todo.kind == "deadline" and strand and deadline:
        return url_for(
            "plans_office.edit_deadline", plan_id=row.id, strand_id=strand, deadline_id=deadline
        )
    if todo.kind == "text":
        return url_for("plans_office.body", plan_id=row.id)
    if todo.kind in ("legal-basis", "basis-check", "document") or todo.key == "nguoi-ky":
        return url_for("plans_office.document", plan_id=row.id)
    if todo.kind == "target":
        return url_for("coverage_office.targets", plan_id=row.id)
    if todo.key == "doan":
        return url_for("inspections_office.team_list")
    return plan_url(row)
