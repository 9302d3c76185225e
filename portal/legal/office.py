"""The register of legal documents as the office keeps it."""

import re
from typing import Any

from flask import Blueprint, abort, flash, redirect, url_for
from werkzeug.wrappers import Response
from wtforms.validators import ValidationError

from portal.accounts.access import allow, current_actor
from portal.clock import today
from portal.documents.citations import SYMBOLS
from portal.legal import actions, queries
from portal.legal.models import LegalDocument
from portal.vietnamese import format_date
from portal.web.fields import DateField, HiddenField, SelectField, TextAreaField, TextField
from portal.web.forms import Form
from portal.web.rendering import render

blueprint = Blueprint("legal_office", __name__, url_prefix="/lam-viec/dieu-hanh/can-cu")
READERS = ("office_editor", "office_approver", "supervisor")
WRITERS = ("office_editor", "office_approver")
_VERSION = re.compile(r"[0-9]{1,9}")
_KINDS = [(name, name) for name in ("Luật", *SYMBOLS.values(), "Công văn")]


class LegalForm(Form):
    """A legal document and its force."""

    version = HiddenField()
    kind = SelectField("Loại văn bản", choices=_KINDS)
    number = TextField("Số, ký hiệu", hint="Ví dụ: 61/2018/NĐ-CP", width=20, max_length=60)
    title = TextAreaField("Tên gọi hoặc trích yếu", rows=2, max_length=500)
    issuer = TextField("Cơ quan ban hành", max_length=200)
    issued_on = DateField("Ngày ban hành")
    in_force_from = DateField(
        "Có hiệu lực từ ngày", required_message="Nhập ngày bắt đầu có hiệu lực."
    )
    ended_on = DateField(
        "Hết hiệu lực từ ngày",
        hint="Ngày đầu tiên không còn hiệu lực. Để trống nếu còn hiệu lực.",
        required=False,
    )
    replaced_by = TextField(
        "Được thay thế bởi", hint="Số, ký hiệu của văn bản thay thế", required=False, width=20,
        max_length=60,
    )  # fmt: skip
    note = TextAreaField("Ghi chú nội bộ", required=False, rows=2, max_length=1000)

    def validate_number(self, field: Any) -> None:
        """A number without a symbol cannot be found in a text."""
        if "/" not in field.data:
            raise ValidationError("Ghi cả số và ký hiệu, ví dụ 61/2018/NĐ-CP.")

    def validate_in_force_from(self, field: Any) -> None:
        """A document is issued before, or on the day, it comes into force."""
        if self.issued_on.data and field.data and field.data < self.issued_on.data:
            raise ValidationError("Ngày có hiệu lực không thể trước ngày ban hành.")

    def validate_ended_on(self, field: Any) -> None:
        """Force has a length."""
        if self.in_force_from.data and field.data and field.data <= self.in_force_from.data:
            raise ValidationError("Ngày hết hiệu lực phải sau ngày có hiệu lực.")


@blueprint.get("/")
@allow(*READERS)
def documents() -> Any:
    """Every legal document with its force today."""
    return render(
        "workspace/legal/documents.html",
        rows=queries.documents(),
        today=today(),
        may_write=current_actor().has(*WRITERS),
    )


@blueprint.route("/them/", methods=["GET", "POST"])
@allow(*WRITERS)
def add() -> Any:
    """Enter a legal document."""
    form = LegalForm(data={"version": "1"})
    if not form.is_submitted():
        return _page(form)
    if form.validate():
        try:
            actions.add_document(current_actor(), _facts(form))
        except actions.NumberTaken:
            _say_taken(form)
        else:
            flash("Đã thêm văn bản vào sổ căn cứ.", "success")
            return redirect(url_for("legal_office.documents"))
    return _page(form, status=422)


@blueprint.route("/<int:document_id>/", methods=["GET", "POST"])
@allow(*WRITERS)
def edit(document_id: int) -> Any:
    """Change a legal document, for instance when another takes its place."""
    row = queries.document_by_id(document_id) or abort(404)
    form = LegalForm(data={name: getattr(row, name) for name in (*_NAMES, "version")})
    if not form.is_submitted():
        return _page(form, row)
    if not form.validate():
        return _page(form, row, 422)
    seen = int(form.version.data) if _VERSION.fullmatch(form.version.data or "") else 0
    try:
        actions.edit_document(current_actor(), row, seen, _facts(form))
    except actions.NumberTaken:
        _say_taken(form)
        return _page(form, row, 422)
    except actions.Conflict as error:
        form.version.data = str(error.row.version)
        return _page(form, error.row, 409, stored=error.row)
    flash("Đã lưu.", "success")
    return redirect(url_for("legal_office.documents"))


_NAMES = (
    "kind", "number", "title", "issuer", "issued_on", "in_force_from", "ended_on", "replaced_by",
    "note",
)  # fmt: skip


def _facts(form: LegalForm) -> dict[str, Any]:
    days = ("issued_on", "in_force_from", "ended_on")
    return {name: form[name].data or (None if name in days else "") for name in _NAMES}


def _say_taken(form: LegalForm) -> None:
    form.number.errors = ["Sổ căn cứ đã có văn bản mang số, ký hiệu này."]


def _page(
    form: LegalForm,
    row: LegalDocument | None = None,
    status: int = 200,
    stored: LegalDocument | None = None,
) -> Response:
    return render(
        "workspace/legal/form.html", status=status, form=form, row=row, stored=stored,
        format_date=format_date,
    )  # fmt: skip
