"""What tests of a unit's pages say and look up over and over."""

import io
from datetime import UTC, datetime

from portal.reports import queries as reads
from portal.reports.models import DraftField, Duty, ReviewComment, Submission
from portal.reports.review.models import InternalNote

HOME = "/lam-viec/don-vi/"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
TEXT = "outline:p1.i"
CELL = "stat:i.1-nhiem-vu:current"


def stored(duty, code):
    return reads.draft_values(reads.duty_row(duty.id)).get(code)


def version(duty, code):
    return DraftField.get(DraftField.duty == duty, DraftField.code == code).version


def pdf(name="bao-cao.pdf", content=PDF):
    return io.BytesIO(content), name


def sending(**changes):
    return {
        "doc_number": "12/BC-SCT", "doc_date": "5/6/2024", "signer": "Lê Văn A",
        "missing_reason": "Đang thống kê", "confirm": "1", "file": pdf(), **changes,
    }  # fmt: skip


def autosave(client, root, code, value, at=0, tab="the-1", sequence=1, status=200):
    client.get(root)
    answer = client.http.post(
        root + "truong/",
        data={
            "csrf_token": client.token, "code": code, "value": value, "version": at,
            "client": tab, "sequence": sequence,
        },
        headers={"HX-Request": "true"},
    )  # fmt: skip
    assert answer.status_code == status, answer.text
    return answer


def returned(duty, editor, root):
    editor.post(root + "gui/", sending())
    sent = Submission.get()
    about = {"submission": sent, "field": TEXT, "at": datetime.now(UTC), "by": "Sở Nội vụ"}
    for text, shown in (("Ghi rõ biên chế", True), ("chưa gửi", False)):
        ReviewComment.create(text=text, sent=shown, **about)
    InternalNote.create(text="chỉ để nội bộ", **about)
    Duty.update(state="returned").execute()
    Submission.update(state="returned").execute()
    return ReviewComment.get(ReviewComment.text == "Ghi rõ biên chế")
