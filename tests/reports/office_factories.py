"""Reports as the office finds them: forms, duties, submissions; a test changes one thing."""

import itertools
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from portal.accounts.rules import SYSTEM
from portal.clock import now
from portal.config import ROOT
from portal.deadlines.rules import cut_off
from portal.documents.actions import keep_file
from portal.documents.models import Blob
from portal.plans.models import Plan
from portal.publishing.payload import canonical, sha256_of
from portal.reports.forms_loading import load_form
from portal.reports.models import Duty, FormVersion, Submission
from portal.reports.queries import snapshot_of
from portal.units.models import Unit
from tests import factories

_numbers = itertools.count(1)
VALUES: dict[str, Any] = {
    "cutoff": "2024-05-31",
    "outline:p1.i": "Sở có 05 phòng chuyên môn.\n- Văn phòng\n- Thanh tra",
    "outline:p2.i.2": [{"text": "Chậm ban hành kế hoạch", "cause": "thiếu người"}],
    "stat:i.1-nhiem-vu:previous": {"state": "value", "value": "1250"},
    "stat:i.1-nhiem-vu:current": {"state": "value", "value": "98.5"},
    "stat:i.1-hoan-thanh:current": {"state": "none"},
    "stat:i.1-van-ban:current": {"state": "na"},
    "stat:i.1-nhiem-vu:note": "Tính cả nhiệm vụ đột xuất",
    "task:00000000000a": {
        "group": "the-che",
        "name": "Ban hành kế hoạch pháp chế",
        "doc_number": "15/KH-STC",
        "doc_date": "2024-02-01",
        "doc_subject": "Công tác pháp chế",
        "due": "2024-02-15",
        "on_time": "on_time",
        "note": "",
    },
}


def form(province: str = "son-la-2026") -> FormVersion:
    """The real report form of the sample content."""
    return load_form(SYSTEM, ROOT / "content", province)


def duty(
    unit: Unit | None = None,
    plan: Plan | None = None,
    due_on: date | None = date(2024, 6, 7),
    **values: Any,
) -> Duty:
    """A report owed by a department on the real form."""
    owner = unit or factories.unit()
    defaults = {
        "kind": "visit_report",
        "title": "Báo cáo kết quả thực hiện công tác cải cách hành chính năm 2024",
        "year": 2024,
        "due_on": due_on,
        "due_at": cut_off(due_on) if due_on else None,
        "due_sentence": "Chậm nhất hết ngày 07/6/2024 (theo Kế hoạch)",
        "created_at": now(),
    }
    if "form" not in values:
        defaults["form"] = form()
    return Duty.create(unit=owner, plan=plan or factories.plan(), **{**defaults, **values})


def snapshot(of: Duty, values: dict[str, Any], evidence: tuple[Any, ...] = ()) -> dict[str, Any]:
    """What a submission freezes of the draft, with ``values`` and ``evidence`` instead."""
    return {**snapshot_of(of), "values": values, "evidence": list(evidence)}


def submission(
    of: Duty,
    values: dict[str, Any] | None = None,
    evidence: tuple[Any, ...] = (),
    at: datetime | None = None,
    **columns: Any,
) -> Submission:
    """The next submission of a duty, which is then awaiting review."""
    number = of.submissions.count() + 1
    frozen = {
        **snapshot(of, VALUES if values is None else values, evidence),
        "document": {},
        "missing_reason": "",
        "due_on": of.due_on.isoformat() if of.due_on else "",
    }
    text = canonical(frozen)
    defaults: dict[str, Any] = {
        "receipt": f"BN-2024-{next(_numbers):06d}",
        "mode": "signed_pdf",
        "doc_number": "125/BC-STC",
        "doc_date": date(2024, 6, 5),
        "signer": "Trần Thị Bình",
        "submitted_at": at or now(),
        "received_on": date(2024, 6, 5),
        "by": "Nguyễn Văn An",
    }
    made = Submission.create(
        duty=of, number=number, snapshot=text, sha256=sha256_of(text), **{**defaults, **columns}
    )
    Duty.update(state="submitted").where(Duty.id == of.id).execute()
    of.state = "submitted"
    return made


def pdf(root: Path, words: bytes = b"mot bao cao") -> Blob:
    """A stored PDF."""
    import io

    return keep_file(root, io.BytesIO(b"%PDF-1.4\n" + words + b"\n%%EOF"), max_bytes=10_000)


def values_of(of: Submission) -> dict[str, Any]:
    """The values a submission froze."""
    found: dict[str, Any] = json.loads(of.snapshot)["values"]
    return found
