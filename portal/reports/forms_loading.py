"""Loads a report form from the content folder into an immutable form version."""

import json
import tomllib
from pathlib import Path
from typing import Any

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import now
from portal.db import write
from portal.publishing.payload import canonical, sha256_of
from portal.reports.form_version import FormFault, parse
from portal.reports.models import DraftField, Duty, FormVersion, Submission


class FormAnswered(ValueError):
    """A form version that has answers was changed; it needs a new version number."""


def load_form(
    actor: Actor, content_dir: Path, code: str, form_code: str = "bao-cao-cchc"
) -> FormVersion:
    """The form in ``content_dir/forms`` with the reassignments of province ``code``.

    Loading the same content again changes nothing. A version without answers follows its
    files; one with answers raises FormAnswered. Where another profile of the province only
    sends the rows to other levels (districts gave way to communes), the form it finds stays
    with the reports asked for on it, and the next version is made. Once the office issued a
    version of its own the form is the office's: its newest version is returned and the files
    change nothing. FormFault when the files are wrong.
    """
    definition = read_definition(Path(content_dir), code, form_code)
    with write():
        known = FormVersion.select().where(FormVersion.code == definition["code"])
        if known.where(FormVersion.issued_by != "").exists():
            return known.order_by(FormVersion.version.desc(), FormVersion.id).get()
        definition["version"] = _version_for(definition)
        form = parse(definition)
        text = canonical(definition)
        values = {"title": form.title, "definition": text, "sha256": sha256_of(text)}
        present = FormVersion.get_or_none(code=form.code, version=form.version)
        if present and present.sha256 == values["sha256"]:
            return present
        if present:
            if has_answers(present):
                raise FormAnswered(
                    f"Biểu mẫu {form.code} phiên bản {form.version} đã có đơn vị trả lời nên "
                    "không sửa được; hãy tăng số “version” trong form.toml."
                )
            before = present.sha256
            FormVersion.update(**values).where(FormVersion.id == present.id).execute()
            changed = FormVersion.get_by_id(present.id)
            record(actor, "change-form", changed, before=before, after=values["sha256"])
            return changed
        created = FormVersion.create(
            code=form.code, version=form.version, created_at=now(), **values
        )
        record(actor, "load-form", created, after=values["sha256"])
        return created


def _version_for(definition: dict[str, Any]) -> int:
    """The version of the files; a later one where that is in use by other levels."""
    wanted: int = definition["version"]
    known = FormVersion.select().where(
        FormVersion.code == definition["code"], FormVersion.version >= wanted
    )
    for row in known.order_by(FormVersion.version):
        stored = json.loads(row.definition)
        same_rows = all(
            stored.get(part) == definition[part]
            for part in definition
            if part not in ("version", "reassign")
        )
        moved = stored["reassign"] != definition["reassign"]
        if not (same_rows and moved and Duty.select().where(Duty.form == row).exists()):
            return row.version
        wanted = row.version + 1
    return wanted


def has_answers(form: FormVersion) -> bool:
    """Whether anything was typed or submitted on this version."""
    duties = Duty.select(Duty.id).where(Duty.form == form)
    return (
        DraftField.select().where(DraftField.duty.in_(duties)).exists()
        or Submission.select().where(Submission.duty.in_(duties)).exists()
    )


def _taken(statistics: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """The rows of another form's statistics that ``part`` names, with their headings and checks.

    ``optional`` names those asked only of units to which they apply; ``more`` holds what is said
    of a row here and not there. FormFault for a row that is not there.
    """
    wanted = set(part["rows"])
    rows = [row for row in statistics["indicators"] if row["code"] in wanted]
    lost = wanted | set(part.get("more", ())) | set(part.get("optional", ()))
    lost -= {row["code"] for row in rows}
    if lost:
        raise FormFault(f"Biểu mẫu dẫn chỉ tiêu không có: {', '.join(sorted(lost))}.")
    parents = {group["code"]: group["parent"] for group in statistics["groups"]}
    used: set[str] = set()
    for code in (row["group"] for row in rows):
        while code and code not in used:
            used.add(code)
            code = parents[code]
    return statistics | {
        "groups": [group for group in statistics["groups"] if group["code"] in used],
        "indicators": [
            row
            | {"optional": row["optional"] or row["code"] in part.get("optional", ())}
            | part.get("more", {}).get(row["code"], {})
            for row in rows
        ],
        "checks": [
            check
            for check in statistics["checks"]
            if wanted.issuperset([*check["left"], *check["right"]])
        ],
    }


def read_definition(content_dir: Path, province: str, form_code: str) -> dict[str, Any]:
    """The files of a form as one JSON-able mapping, with the province's reassignments."""
    folder = content_dir / "forms" / form_code
    definition: dict[str, Any] = tomllib.loads((folder / "form.toml").read_text("utf-8"))
    for part in definition["parts"]:
        source = content_dir / "forms" / part.get("from", form_code) / part["file"]
        whole = json.loads(source.read_text("utf-8"))
        definition[part["code"]] = _taken(whole, part) if "rows" in part else whole
    profile = tomllib.loads(
        (content_dir / "provinces" / province / "province.toml").read_text("utf-8")
    )
    definition["reassign"] = profile.get("report_form", {}).get("reassign", {})
    return definition
