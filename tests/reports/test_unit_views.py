"""The unit's pages: who may open them, forms with bad input, two people, double clicks."""

import io
import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest

from portal.accounts.models import AuditEntry
from portal.clock import now, today
from portal.inbox.models import InboxItem
from portal.people.actions import delegate
from portal.reports import queries as reads
from portal.reports.models import DraftField, Duty, Evidence, ReviewComment, Submission
from portal.reports.review.actions import return_submission
from portal.reports.review.comments import add_comment
from portal.reports.review.models import InternalNote
from tests import factories as base
from tests.page_forms import forms_of
from tests.reports import factories

HOME = "/lam-viec/don-vi/"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
TEXT = "outline:p1.i"
CELL = "stat:i.1-nhiem-vu:current"
SHARE = "stat:2.4-dung-han:current"


@pytest.fixture
def unit(database):
    return base.unit()


@pytest.fixture
def duty(unit):
    return factories.duty(unit)


@pytest.fixture
def editor(sign_in, unit, duty):
    return sign_in("unit_editor", unit)


@pytest.fixture
def root(duty):
    return f"{HOME}bao-cao/{duty.id}/"


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


PAGES = (
    "", "de-cuong/p1.i/", "de-cuong/p2.iv/", "phu-luc-1/", "phu-luc-1/the-che/them/",
    "phu-luc-2/", "minh-chung/", "kiem-tra/", "gui/",
)  # fmt: skip
READ_ONLY = ("", "minh-chung/", "kiem-tra/")


@pytest.mark.parametrize("page", PAGES)
def test_pages_open_for_the_unit_alone(editor, sign_in, visitor, root, page):
    editor.get(root + page)
    sign_in("unit_editor", base.unit()).get(root + page, 404)
    sign_in("office_editor").get(root + page, 404)
    assert "dang-nhap" in visitor.http.get(root + page).headers["Location"]


@pytest.mark.parametrize("page", PAGES)
def test_a_viewer_reads_and_never_writes(sign_in, unit, root, page):
    viewer = sign_in("unit_viewer", unit)
    viewer.get(root + page, 200 if page in READ_ONLY else 404)
    no_form = page in ("", "kiem-tra/")
    target = "phu-luc-1/dong/" if "them" in page else page
    viewer.post(root + target, status=405 if no_form else 404)
    assert DraftField.select().count() == 0


def test_the_real_form_opens_at_every_level(sign_in):
    form = factories.form()
    for level in ("province", "district", "commune", "service_unit"):
        unit = base.unit(level=level)
        duty = factories.duty(unit, form)
        client = sign_in("unit_editor", unit)
        for page in ("", "phu-luc-2/", "kiem-tra/"):
            client.get(f"{HOME}bao-cao/{duty.id}/{page}")


def test_the_list_says_what_is_due_and_why(sign_in, unit, duty):
    Duty.update(state="returned", due_on=date(2020, 1, 1)).execute()
    text = sign_in("unit_head", unit).get(HOME).text
    assert "quá hạn" in text
    assert "Bị trả lại" in text
    assert duty.due_sentence in text


def test_a_section_is_saved_and_marked_done(editor, duty, root):
    editor.get(root + "de-cuong/p1.i/")
    answer = editor.post(root + "de-cuong/p1.i/", {"value": "Sáu phòng", "version": 0, "xong": 1})
    assert answer.headers["Location"].endswith("/de-cuong/p2.iv/")
    assert stored(duty, TEXT) == "Sáu phòng"
    assert "Đã đủ" in editor.get(root).text


def test_an_empty_section_cannot_be_declared_done(editor, root):
    page = editor.post(root + "de-cuong/p1.i/", {"value": " ", "version": 0, "xong": 1}, 422)
    assert "Nhập nội dung của phần này" in page.text


@pytest.mark.parametrize("bad", ["x" * 20_001, "a\u202eb"])
def test_text_that_cannot_be_stored_stays_on_the_page(editor, duty, root, bad):
    page = editor.post(root + "de-cuong/p1.i/", {"value": bad, "version": 0, "luu": 1}, 422)
    assert bad in page.text
    assert stored(duty, TEXT) is None


def test_markup_in_a_section_is_only_text(editor, duty, root):
    editor.post(root + "de-cuong/p1.i/", {"value": "<script>alert(1)</script>", "version": 0})
    assert "&lt;script&gt;" in editor.get(root + "kiem-tra/").text


def test_two_people_on_one_section_see_both_texts(editor, sign_in, unit, duty, root):
    colleague = sign_in("unit_head", unit)
    editor.post(root + "de-cuong/p1.i/", {"value": "của Lan", "version": 0, "luu": 1})
    page = colleague.post(
        root + "de-cuong/p1.i/", {"value": "của Minh", "version": 0, "luu": 1}, 409
    )
    assert "của Lan" in page.text
    assert "của Minh" in page.text
    colleague.post(root + "de-cuong/p1.i/", {"value": "của Minh", "version": 1, "luu": 1})
    assert stored(duty, TEXT) == "của Minh"


def test_proposals_are_items_with_their_agency(editor, duty, root):
    values = ["Bổ sung biên chế", "Sở Nội vụ", "", ""]
    editor.post(root + "de-cuong/p2.iv/", {"value": values, "version": 0, "them": 1})
    assert stored(duty, "outline:p2.iv") == [{"text": "Bổ sung biên chế", "agency": "Sở Nội vụ"}]


def test_the_table_saves_everything_and_shows_it_again(editor, duty, root):
    data = {"cutoff": "1/6/2024", CELL: "1.234", SHARE: ["3", "12"], "versions": "{}"}
    editor.follow(editor.post(root + "phu-luc-2/", data))
    assert stored(duty, "cutoff") == "2024-06-01"
    assert stored(duty, SHARE)["value"] == ["3", "25"]
    text = editor.get(root + "phu-luc-2/").text
    assert 'value="1.234"' in text
    assert "25%" in text


def test_wrong_cells_are_named_and_the_others_saved(editor, duty, root):
    data = {CELL: "mười", "stat:i.1-hoan-thanh:current": "3", "versions": "{}"}
    page = editor.post(root + "phu-luc-2/", data, 422)
    assert 'value="mười"' in page.text
    assert "Chỉ nhập chữ số" in page.text
    assert stored(duty, "stat:i.1-hoan-thanh:current") == {"state": "value", "value": "3"}


@pytest.mark.parametrize("versions", ["", "[]", "{bad", '{"stat:x": "y"}', "null"])
def test_odd_versions_never_break_the_table(editor, duty, root, versions):
    editor.post(root + "phu-luc-2/", {CELL: "5", "versions": versions})
    assert stored(duty, CELL)["value"] == "5"


def test_a_cell_that_both_changed_shows_both_numbers(editor, duty, root):
    editor.post(root + "phu-luc-2/", {CELL: "5", "versions": "{}"})
    page = editor.post(root + "phu-luc-2/", {CELL: "6", "versions": "{}"}, 409)
    assert "“5”" in page.text
    assert 'value="6"' in page.text
    again = json.dumps({CELL: version(duty, CELL)})
    editor.post(root + "phu-luc-2/", {CELL: "6", "versions": again})
    assert stored(duty, CELL)["value"] == "6"


def test_blank_cells_of_a_group_become_kps(editor, duty, root):
    before, now = "stat:i.1-hoan-thanh:previous", "stat:i.1-hoan-thanh:current"
    page = editor.post(root + "phu-luc-2/", {CELL: "5", "kps": "i.1", "versions": "{}"}, 200)
    assert "Năm 2024: 1 ô trống. Năm 2023: 2 ô trống (chưa đánh dấu)" in page.text
    assert (stored(duty, CELL)["value"], stored(duty, now)) == ("5", None), "only listed"
    form = next(one for one in forms_of(page.text) if "ghi-kps" in one.inputs)
    assert form.data()["chon"] == [now]
    answer = editor.post(root + "phu-luc-2/", {**form.data(), "ghi-kps": "1"}, 302)
    assert "vào 1 ô" in editor.follow(answer).text
    assert (stored(duty, now), stored(duty, before)) == ({"state": "none"}, None)
    chosen = {"kps": "i.1", "ghi-kps": "1", "chon": [before, CELL, SHARE]}
    editor.post(root + "phu-luc-2/", chosen, 302)
    assert stored(duty, before) == {"state": "none"}, "last year's by a tick of its own"
    assert stored(duty, CELL)["value"] == "5", "no number is written over"
    assert stored(duty, SHARE) is None


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


def test_autosave_answers_out_of_band_with_the_new_version(editor, duty, root):
    answer = autosave(editor, root, CELL, "1234")
    assert answer.headers["X-Field-Version"] == "1"
    assert json.loads(answer.headers["X-Field-Value"]) == ["1.234"]
    assert "hx-swap-oob" in answer.text
    assert "Đã lưu" in answer.text


def test_an_autosave_asks_the_database_four_times(editor, duty, root, queries):
    autosave(editor, root, CELL, "5")
    editor.get(root)
    data = {"csrf_token": editor.token, "code": CELL, "value": "6", "version": 1}
    with queries() as seen:
        answer = editor.http.post(root + "truong/", data=data, headers={"HX-Request": "true"})
    assert answer.headers["X-Field-Version"] == "2"
    assert seen.count <= 4, seen.statements


def test_autosave_of_a_wrong_number_says_so_at_the_row(editor, duty, root):
    answer = autosave(editor, root, CELL, "mười", status=422)
    assert 'id="m-stat-i_1-nhiem-vu"' in answer.text
    assert stored(duty, CELL) is None


def test_autosave_conflict_offers_both(editor, duty, root):
    autosave(editor, root, CELL, "5")
    answer = autosave(editor, root, CELL, "6", tab="the-2", status=409)
    assert 'data-keep="mine"' in answer.text
    assert 'data-keep="theirs"' in answer.text
    assert stored(duty, CELL)["value"] == "5"


@pytest.mark.parametrize("code", ["", "x", "stat:a:current", "task:0123456789ab", "done:p1.i", "é"])
def test_autosave_of_an_unknown_field_is_refused(editor, root, code):
    autosave(editor, root, code, "5", status=422)


def test_autosave_without_a_token_or_a_session_is_refused(editor, app, root):
    data = {"code": CELL, "value": "5"}
    htmx = {"HX-Request": "true"}
    assert editor.http.post(root + "truong/", data=data, headers=htmx).status_code == 400
    assert app.test_client().post(root + "truong/", data=data, headers=htmx).status_code in (
        400,
        401,
    )
    assert DraftField.select().count() == 0


def test_autosave_of_another_unit_is_not_found(sign_in, root):
    stranger = sign_in("unit_editor", base.unit())
    stranger.get(HOME)
    data = {"csrf_token": stranger.token, "code": CELL, "value": "5"}
    assert stranger.http.post(root + "truong/", data=data).status_code == 404


def test_after_sending_autosave_says_that_it_is_locked(editor, root):
    Duty.update(state="submitted").execute()
    assert "đã được gửi" in autosave(editor, root, CELL, "5", status=422).text


ROW = {
    "row": "0123456789ab", "version": "0", "group": "the-che", "name": "Rà soát văn bản",
    "doc_number": "45/KH-SCT", "doc_date": "5/3/2024", "due": "1/3/2024", "on_time": "",
}  # fmt: skip


def test_a_task_is_added_once_and_its_state_computed(editor, duty, root):
    for _ in range(2):
        editor.post(root + "phu-luc-1/dong/", ROW)
    assert stored(duty, "task:0123456789ab")["on_time"] == "overdue"
    assert DraftField.select().count() == 1
    assert "Quá hạn" in editor.get(root + "phu-luc-1/").text


def test_a_task_that_contradicts_its_dates_needs_a_reason(editor, duty, root):
    page = editor.post(root + "phu-luc-1/dong/", {**ROW, "on_time": "on_time"}, 422)
    assert "hãy ghi lý do" in page.text
    editor.post(root + "phu-luc-1/dong/", {**ROW, "on_time": "on_time", "reason": "Được gia hạn"})
    assert stored(duty, "task:0123456789ab")["on_time"] == "on_time"


@pytest.mark.parametrize(
    "bad", [{"name": ""}, {"group": "khong-co"}, {"due": "32/1/2024"}, {"name": "x" * 1001}]
)
def test_a_wrong_task_is_shown_again(editor, root, bad):
    editor.post(root + "phu-luc-1/dong/", {**ROW, **bad}, 422)
    assert DraftField.select().count() == 0


def test_a_task_is_edited_and_removed(editor, duty, root):
    editor.post(root + "phu-luc-1/dong/", ROW)
    edit = root + "phu-luc-1/dong/0123456789ab/"
    assert "05/03/2024" in editor.get(edit).text
    editor.post(root + "phu-luc-1/dong/", {**ROW, "version": "1", "name": "Tên mới"})
    editor.post(root + "phu-luc-1/dong/", {**ROW, "version": "1", "name": "Khác"}, 409)
    assert stored(duty, "task:0123456789ab")["name"] == "Tên mới"
    editor.post(edit + "xoa/", {"version": "1"})
    assert stored(duty, "task:0123456789ab")["name"] == "Tên mới", "nobody saw that name there"
    assert 'name="version" value="2"' in editor.get(root + "phu-luc-1/").text
    editor.post(edit + "xoa/", {"version": "2"})
    assert stored(duty, "task:0123456789ab") is None
    editor.get(edit, 302)


def test_evidence_is_attached_downloaded_and_taken_off(editor, sign_in, root):
    data = {"subject": "Kế hoạch", "number": "5/KH", "field": TEXT, "file": pdf("kế hoạch.pdf")}
    editor.post(root + "minh-chung/", data)
    link = f"{root}minh-chung/{Evidence.get().id}/"
    answer = editor.http.get(link + "tep", buffered=True)
    assert answer.data == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    sign_in("unit_editor", base.unit()).get(link + "tep", 404)
    editor.post(link + "xoa/")
    assert Evidence.select().count() == 0


def test_evidence_of_another_duty_is_not_found(editor, unit, root):
    other = factories.duty(unit)
    row = Evidence.create(duty=other, subject="x", added_at=other.created_at)
    editor.get(f"{root}minh-chung/{row.id}/tep", 404)


@pytest.mark.parametrize(
    "file", [("ma.html", b"<script>"), ("gia.pdf", b"MZ khong phai pdf"), ("rong.pdf", b"")]
)
def test_files_of_a_wrong_kind_are_refused_with_a_message(editor, root, file):
    data = {"subject": "Kế hoạch", "file": pdf(*file)}
    assert "govuk-error-message" in editor.post(root + "minh-chung/", data, 422).text
    assert Evidence.select().count() == 0


def test_the_whole_way_to_a_receipt(editor, duty, root):
    editor.post(root + "de-cuong/p1.i/", {"value": "Sáu phòng", "version": 0, "xong": 1})
    editor.get(root + "gui/")
    receipt = editor.follow(editor.post(root + "gui/", sending()))
    sent = Submission.get()
    assert sent.receipt in receipt.text
    assert sent.sha256 in receipt.text
    assert "Đang thống kê" in receipt.text
    assert editor.http.get(f"{root}lan-nop/1/ban-ky", buffered=True).data == PDF
    assert editor.http.get(f"{root}lan-nop/1/bao-cao.docx", buffered=True).data[:2] == b"PK"
    assert "Sáu phòng" in editor.get(f"{root}lan-nop/1/").text
    again = editor.post(root + "gui/", sending())
    assert again.headers["Location"].endswith("/bien-nhan/1/")
    assert Submission.select().count() == 1


@pytest.mark.parametrize(
    "bad",
    [
        {"doc_number": ""},
        {"doc_date": "hôm qua"},
        {"doc_date": f"{today() + timedelta(days=1):%d/%m/%Y}"},
        {"signer": ""},
        {"confirm": ""},
        {"missing_reason": ""},
        {"file": pdf("x.pdf", b"")},
        {"file": pdf("x.docx", b"PK\x03\x04")},
        {"file": pdf("x.pdf", b"khong phai")},
    ],
)
def test_nothing_is_sent_while_something_is_wrong(editor, root, bad):
    editor.get(root + "gui/")
    file = bad.get("file", pdf())
    file[0].seek(0)
    editor.post(root + "gui/", sending(**{**bad, "file": file}), 422)
    assert Submission.select().count() == 0


def test_a_draft_edited_meanwhile_must_be_looked_at_again(editor, root):
    editor.post(root + "gui/", sending(seen="0" * 64), 409)
    assert Submission.select().count() == 0


def test_sending_a_returned_report_again_unchanged_is_warned_of_and_reads_the_item(
    editor, duty, root
):
    office = base.actor("office_editor")
    editor.get(root + "gui/")
    editor.post(root + "gui/", sending(file=pdf()))
    sent = Submission.get()
    add_comment(office, sent, TEXT, "Nêu rõ biên chế", now())
    return_submission(office, sent, "Thiếu Phụ lục I", today() + timedelta(days=5), now())
    boxes = re.findall(r'id="muc-\d+">([^<]+)</h2>', editor.get("/lam-viec/").text)
    assert boxes[:2] == ["Báo cáo phải nộp", "Hộp tin (1 tin chưa đọc)"]
    assert "Việc cần khắc phục sau kiểm tra" in boxes[2:]
    page = editor.get(root + "gui/").text
    for words in ("Báo cáo giống hệt lần nộp trước", "Thiếu Phụ lục I", "Nêu rõ biên chế"):
        assert words in page
    item = InboxItem.get(InboxItem.kind == "returned")
    assert item.read_at is None
    editor.post(root + "de-cuong/p1.i/", {"value": "Sáu phòng", "version": 0, "xong": 1})
    assert "giống hệt" not in editor.get(root + "gui/").text
    editor.post(root + "gui/", sending(file=pdf()))
    assert Submission.select().count() == 2
    assert InboxItem.get_by_id(item.id).read_at is not None


def test_a_late_report_asks_for_its_reason(editor, root):
    Duty.update(due_on=date(2020, 1, 1)).execute()
    assert "lý do gửi quá hạn" in editor.post(root + "gui/", sending(), 422).text
    editor.post(root + "gui/", sending(late_reason="Mất điện"))
    assert Submission.get().late


def test_the_head_signs_off_online_where_the_province_allows_it(app, sign_in, unit, duty, root):
    data = {name: value for name, value in sending().items() if name != "file"}
    head = sign_in("unit_head", unit)
    head.post(root + "gui/", data, 422)
    app.config["ONLINE_SIGN_OFF"] = True
    sign_in("unit_editor", unit).post(root + "gui/", data, 422)
    head.post(root + "gui/", data)
    assert Submission.get().mode == "online"


def test_a_deputy_signs_off_online_by_a_delegation_that_is_written_down(
    app, sign_in, unit, duty, root
):
    app.config["ONLINE_SIGN_OFF"] = True
    data = {name: value for name, value in sending().items() if name != "file"}
    deputy = base.user("unit_editor", unit)
    client = sign_in("unit_editor", unit, user=deputy)
    client.post(root + "gui/", data, 422)
    day = today()
    delegate(base.actor("unit_head", unit), unit, deputy, "15/GUQ", day, day, day)
    client.post(root + "gui/", data)
    assert Submission.get().mode == "online"
    entry = AuditEntry.get(AuditEntry.action == "sign-by-delegation")
    assert "15/GUQ" in entry.after


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


def test_a_returned_report_shows_what_was_sent_to_the_unit_only(editor, duty, root):
    returned(duty, editor, root)
    for page in ("", "de-cuong/p1.i/", "kiem-tra/", "gui/"):
        text = editor.get(root + page).text
        assert "nội bộ" not in text
        assert "chưa gửi" not in text
    assert "Ghi rõ biên chế" in editor.get(root).text
    assert "Cần sửa" in editor.get(root).text


def test_a_comment_is_answered_and_the_report_sent_again(editor, duty, root):
    comment = returned(duty, editor, root)
    answer = {f"c{comment.id}-fixed": "1", f"c{comment.id}-answer": "Đã ghi rõ"}
    editor.post(f"{root}y-kien/{comment.id}/", answer)
    assert ReviewComment.get_by_id(comment.id).fixed
    editor.post(root + "gui/", sending())
    assert [row.number for row in reads.submissions_of(duty)] == [2, 1]
    assert "thay thế" in editor.get(f"{root}bien-nhan/1/").text


def test_comments_not_sent_cannot_be_answered(editor, duty, root):
    returned(duty, editor, root)
    hidden = ReviewComment.get(ReviewComment.text == "chưa gửi")
    editor.post(f"{root}y-kien/{hidden.id}/", {}, 404)


def test_a_submitted_report_is_read_but_not_edited(editor, root):
    editor.post(root + "gui/", sending())
    for page in ("de-cuong/p1.i/", "phu-luc-2/", "gui/"):
        assert editor.get(root + page, 302)
    kept = editor.post(root + "de-cuong/p1.i/", {"value": "muộn rồi", "version": 0}, 409)
    assert "muộn rồi" in kept.text
    kept = editor.post(root + "phu-luc-2/", {CELL: "77", "versions": "{}"}, 409)
    assert 'value="77"' in kept.text


def test_the_report_of_an_unannounced_visit_is_unknown_to_its_unit(editor, unit, root):
    visit = base.visit(base.plan(), unit, unannounced=True)
    Duty.update(visit=visit).execute()
    editor.get(root, 404)
    assert "bao-cao/" not in editor.get(HOME).text


def test_the_start_page_names_what_is_due(editor, duty):
    assert duty.title in editor.get("/lam-viec/").text


def test_the_start_page_of_the_office_counts_what_waits(sign_in, duty):
    Duty.update(state="submitted").execute()
    text = sign_in("office_editor").get("/lam-viec/").text
    assert "Báo cáo chờ xem (1)" in text
    assert duty.unit.name in text


def test_a_comment_on_a_cell_stands_in_its_row(editor, duty, root):
    comment = returned(duty, editor, root)
    ReviewComment.update(field=CELL, text="Khác kế hoạch").where(
        ReviewComment.id == comment.id
    ).execute()
    text = editor.get(root + "phu-luc-2/").text
    assert "Sở Nội vụ: Khác kế hoạch" in text
    ReviewComment.update(fixed=True).execute()
    assert "Khác kế hoạch" not in editor.get(root + "phu-luc-2/").text
