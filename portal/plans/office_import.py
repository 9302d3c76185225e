"""Import from Word: upload, review of everything the file proposes, then take over at once.

Nothing of a plan changes before the review. What the file proposes is read anew from the stored
file each time, so the form carries only what the clerk decided.
"""

from typing import Any

from flask import abort, current_app, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import today
from portal.documents import blobs
from portal.documents.file_types import DOCX
from portal.documents.markup import text_of
from portal.documents.models import Blob
from portal.documents.receiving import receive_upload
from portal.documents.word.reading import Imported, UnreadableWord, import_docx
from portal.inspections.actions import overridden
from portal.inspections.clash_rules import Clash, digest
from portal.plans import actions
from portal.plans.blueprint import WRITERS, blueprint, found_plan, plan_url
from portal.plans.forms import ImportForm
from portal.plans.importing import items_review
from portal.plans.importing import review_form as review
from portal.plans.importing.clashes_found import find_clashes
from portal.plans.importing.import_actions import WordFile, import_plan, told_facts
from portal.plans.importing.letterhead import elsewhere
from portal.plans.importing.reading import GROUPS, Reading, read_plan
from portal.plans.importing.review_fields import DOCUMENT, GENERAL
from portal.plans.importing.taken import Taken
from portal.plans.importing.taking import proposed_sessions, taken_from
from portal.plans.item_queries import every_item
from portal.plans.models import Plan
from portal.plans.office_text import public_copy, tried_cleaning
from portal.publishing import identity
from portal.web.described import clean_text
from portal.web.rendering import render


@blueprint.route("/nhap-ke-hoach/", methods=["GET", "POST"])
@allow(*WRITERS)
def import_new() -> Any:
    """Upload of the Word file of a plan that is not in the portal yet."""
    return _upload(None)


@blueprint.route("/<int:plan_id>/nhap-word/", methods=["GET", "POST"])
@allow(*WRITERS)
def import_word(plan_id: int) -> Any:
    """Upload of the Word file of a plan; nothing of it changes before the review."""
    return _upload(found_plan(plan_id))


@blueprint.route("/nhap-ke-hoach/<sha256>/", methods=["GET", "POST"])
@allow(*WRITERS)
def review_new(sha256: str) -> Any:
    """What an uploaded file proposes for a new plan."""
    return _review(None, sha256)


@blueprint.route("/<int:plan_id>/nhap-word/<sha256>/", methods=["GET", "POST"])
@allow(*WRITERS)
def review_import(plan_id: int, sha256: str) -> Any:
    """What an uploaded file proposes: text, document, kinds, deadlines, sessions."""
    return _review(found_plan(plan_id), sha256)


def _upload(plan: Plan | None) -> Any:
    form = ImportForm()
    if not form.is_submitted():
        return _import_page(plan, form)
    kept = receive_upload(form.file, current_app.config["DATA"]) if form.validate() else None
    if kept is None:
        return _import_page(plan, form, 422)
    if kept.media_type != DOCX:
        form.file.errors = ["Đây không phải tệp Word (.docx)."]
        return _import_page(plan, form, 422)
    sha256, name = kept.sha256, form.file.filename
    if plan is None:
        return redirect(url_for("plans_office.review_new", sha256=sha256, ten=name))
    page = "plans_office.review_import"
    return redirect(url_for(page, plan_id=plan.id, sha256=sha256, ten=name))


def _review(plan: Plan | None, sha256: str) -> Any:
    original = Blob.get_or_none(Blob.sha256 == sha256, Blob.media_type == DOCX) or abort(404)
    name = _file_name(request.args.get("ten", ""))
    try:
        imported = _read(sha256)
    except UnreadableWord as error:
        upload = ImportForm(formdata=None)
        upload.file.errors = [str(error)]
        return _import_page(plan, upload, 422)
    cleaned, refusal = tried_cleaning(original)
    reading = read_plan(imported.html, plan.year if plan else today().year, today())
    form: Any = review.review_form(
        reading, plan is None, {"version": plan.version if plan else 0, "publish_original": False}
    )
    context: dict[str, Any] = {
        "cleaned": cleaned, "refusal": refusal, "plan": plan, "imported": imported,
        "original": original, "name": name, "form": form, **_shown(reading),
    }  # fmt: skip
    page = "workspace/plans/review_import.html"
    if not form.is_submitted():
        # of a form that nobody sent, so that no field of the page shown bears a message
        first = review.review_form(reading, plan is None, {})
        found = find_clashes(proposed_sessions(first, reading), plan, today())
        return render(page, clashes=found, **context)
    present = {f"{row.list_name} {row.code}" for row in every_item(plan)} if plan else set()
    taken = taken_from(form, reading, today(), present) if form.validate() else None
    if taken is not None and (found := _unaccepted(form, taken, plan)):
        return render(page, status=422, clashes=found, **context)
    public = public_copy(form.publish_original, original) if taken else None
    if taken is None or form.publish_original.errors:
        return render(page, status=422, **context)
    file_taken = WordFile(imported, original, name, public)
    facts = told_facts(form) if plan is None else None
    try:
        made = import_plan(
            current_actor(), plan, form.seen, file_taken, taken, reading.names.__getitem__, facts
        )
    except actions.Conflict as error:
        form.version.data = str(error.row.version)
        return render(page, status=409, stored=error.row.body_html, **context)
    except actions.PlanExists as error:
        form.title.errors = [f"Đã có kế hoạch tên này trong năm {error.plan.year}."]
        return render(page, status=422, **context)
    flash(_done(taken), "success")
    return redirect(plan_url(made))


def _read(sha256: str) -> Imported:
    """What a kept file holds. UnreadableWord too when that is no word at all: a scan in a Word
    file would put nothing in the place of the text of the plan."""
    with blobs.open_blob(current_app.config["DATA"], sha256) as file:
        imported = import_docx(file)
    if not text_of(imported.html).strip():
        raise UnreadableWord(
            "Tệp không có chữ nào đọc được. Nếu trong tệp là ảnh chụp hay bản quét, hãy dùng tệp "
            "Word đã soạn thảo, hoặc chuyển ảnh thành chữ rồi gửi lại."
        )
    return imported


def _unaccepted(form: Any, taken: Taken, plan: Plan | None) -> list[Clash]:
    """Warnings about the visits to be planned that were not accepted as they stand now."""
    found = find_clashes(taken, plan, today())
    if not found:
        return []
    mark = digest(found)
    if form.clash_accept.data and form.clash_seen.data == mark:
        taken.overridden = overridden(found, form.clash_why.data or "")
        return []
    form.clash_accept.data, form.clash_seen.data = False, mark
    return found


def _done(taken: Any) -> str:
    counts = [
        (len(taken.kinds), "loại kiểm tra"),
        (sum(len(one.units) for one in taken.kinds), "lượt đơn vị"),
        (sum(len(one.deadlines) for one in taken.kinds), "thời hạn"),
        (len(taken.sessions), "buổi làm việc"),
        (len(taken.items), "mục của các danh sách"),
    ]
    parts = [f"{count} {words}" for count, words in counts if count]
    return "Đã nhập từ tệp Word" + (f": {', '.join(parts)}" if parts else "") + "."


def _shown(reading: Reading) -> dict[str, Any]:
    """What the template says beside the fields."""
    return {
        "reading": reading,
        "elsewhere": elsewhere(reading.head, identity.province().get("name", "")),
        "labels": {"document": DOCUMENT, "general": GENERAL},
        "confidence": review.CONFIDENCE,
        "hows": review.HOWS,
        "key_of_kind": review.kind_key,
        "key_of_unit": review.unit_key,
        "key_of_deadline": review.deadline_key,
        "key_of_session": review.session_key,
        "items_review": items_review,
        "said": review.said,
        "groups": GROUPS,
        "strangers": [
            (mention, quote, place, [reading.names[code] for code in mention.candidates])
            for mention, quote, place in reading.strangers
        ],
    }


def _import_page(plan: Plan | None, form: ImportForm, status: int = 200) -> Response:
    return render("workspace/plans/import.html", status=status, plan=plan, form=form)


def _file_name(text: str) -> str:
    """The name of the uploaded file as the address carries it; a plain one if it is odd."""
    try:
        name = clean_text(text)[:200]
    except ValueError:
        name = ""
    return name if name.lower().endswith(".docx") and "/" not in name else "ke-hoach.docx"
