"""The office gives every unit its way in: letters with codes, and who has not used theirs."""

from io import BytesIO

from flask import Blueprint, abort, current_app, flash, request, send_file, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.accounts.rules import OFFICE_ROLES, ROLES
from portal.clock import local, now, today
from portal.documents.file_types import DOCX
from portal.people import actions, queries
from portal.people.forms import LETTER_ROLES, LettersForm
from portal.people.letters import Letter, letters_docx
from portal.people.rules import VALID_FOR, grouped, is_open
from portal.publishing.identity import province
from portal.units.queries import unit_by_code
from portal.units.rules import LEVELS
from portal.web.rendering import render

blueprint = Blueprint("people_office", __name__, url_prefix="/lam-viec/dieu-hanh/tai-khoan-don-vi")

READERS = (*OFFICE_ROLES, "supervisor", "admin")
WRITERS = (*OFFICE_ROLES, "admin")
#: Up to how many units are named in the word that letters were issued.
NAMED = 5
#: State of a unit → words and tone of its tag.
STATES = {
    "none": ("Chưa có tài khoản", "late"),
    "expired": ("Mã đã hết hạn", "late"),
    "sent": ("Chưa kích hoạt", "warn"),
    "silent": ("Chưa từng đăng nhập", "warn"),
    "ready": ("Đã đăng nhập", "ok"),
}


@blueprint.get("/")
@allow(*READERS)
def units() -> Response:
    """Every unit by how far it is; those nobody has ever signed in for come first."""
    return _page(LettersForm(formdata=None))


@blueprint.post("/thu/")
@allow(*WRITERS)
def letters() -> Response:
    """Letters for the chosen units, as one Word file: it can be had once.

    What was issued is said on the page opened next (static/workspace/file-answer.js opens the
    list anew): the codes stand in the file alone and are kept nowhere, so that no page could
    offer it a second time.
    """
    form = LettersForm()
    rows = queries.unit_access(today(), now())
    form.units.set_choices([(row.unit.id, row.unit.name) for row in rows])
    if not form.validate_on_submit():
        return _page(form, 422)
    chosen = [row.unit for row in rows if row.unit.id in set(form.units.data or [])]
    made = actions.issue_letters(current_actor(), chosen, LETTER_ROLES[form.kind.data])
    who = province()
    base = current_app.config["LIVE_URL"].rstrip("/") or request.host_url.rstrip("/")
    page = f"{base}{url_for('activation.enter')}"
    content = letters_docx(
        [
            Letter(
                unit=unit.name,
                code=grouped(code),
                page=page,
                link=f"{page}?ma={code}",
                for_head=form.kind.data == "head",
            )
            for unit, code in made
        ],
        authority=who.get("authority", ""),
        office=who.get("office_name", ""),
        place=who.get("place", ""),
        title=who.get("portal_title", ""),
        valid_to=local(now() + VALID_FOR).date(),
        today=today(),
    )
    flash(_issued([unit.name for unit, _code in made]), "success")
    return send_file(
        BytesIO(content), mimetype=DOCX, as_attachment=True,
        download_name=f"thu-kich-hoat-{today():%Y%m%d}.docx", max_age=0,
    )  # fmt: skip


@blueprint.get("/don-vi/<code>/")
@allow(*READERS)
def unit(code: str) -> Response:
    """The people of one unit, and the codes that nobody has used."""
    found = unit_by_code(code) or abort(404)
    instant = now()
    return render(
        "workspace/people/unit.html",
        unit=found,
        people=queries.people_in(found.id),
        codes=[
            (row, is_open(row.used_at, row.revoked_at, row.expires_at, instant))
            for row in queries.codes_of(found.id)
        ],
        roles=ROLES,
        writer=current_actor().has(*WRITERS),
    )


@blueprint.post("/don-vi/<code>/ma/<int:invitation_id>/cap-lai")
@allow(*WRITERS)
def reissue(code: str, invitation_id: int) -> Response:
    """Another code for one person of a unit, shown once; the others stay good."""
    owner = unit_by_code(code) or abort(404)
    waiting = queries.codes_of(owner.id)
    found = next((row for row in waiting if row.id == invitation_id), None) or abort(404)
    made, fresh = actions.reissue(current_actor(), found)
    return render(
        "workspace/people/invited.html",
        invitation=made,
        code=grouped(fresh),
        unit=owner,
        back=url_for("people_office.unit", code=owner.code),
    )


def _issued(names: list[str]) -> str:
    named = f": {'; '.join(names)}" if len(names) <= NAMED else ""
    return (
        f"Đã phát thư kích hoạt cho {len(names)} đơn vị{named}. Tệp thư ở thư mục tải về của máy "
        "này; nếu không thấy tệp, hãy phát lại (mã vừa phát hết hiệu lực)."
    )


def _page(form: LettersForm, status: int = 200) -> Response:
    rows = queries.unit_access(today(), now())
    order = list(STATES)
    rows.sort(key=lambda row: order.index(row.state))
    form.units.set_choices([(row.unit.id, row.unit.name) for row in rows])
    picked = set(form.units.data or [])
    if not form.is_submitted():
        picked = {row.unit.id for row in rows if row.state in ("none", "expired")}
    counted = {state: sum(row.state == state for row in rows) for state in STATES}
    return render(
        "workspace/people/units.html",
        status=status,
        form=form,
        rows=rows,
        picked=picked,
        states=STATES,
        counted=counted,
        levels=LEVELS,
        writer=current_actor().has(*WRITERS),
        days=VALID_FOR.days,
    )
