"""A report that came back: what was said of it, answered, sent again."""

from portal.reports import queries as reads
from portal.reports.models import ReviewComment
from tests.reports.unit_pages.steps import returned, sending


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
