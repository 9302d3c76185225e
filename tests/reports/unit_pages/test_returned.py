"""A report that came back: what was said of it, answered, sent again."""

from portal.accounts.rules import SYSTEM
from portal.reports import actions
from portal.reports import queries as reads
from portal.reports.models import ReviewComment
from tests.page_forms import forms_of
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


def test_one_button_writes_the_answers_of_every_card(editor, duty, root):
    """Two cards were answered and one button pressed: the other answer was gone."""
    first = returned(duty, editor, root)
    second, untouched = (further(first, text) for text in ("Thiếu biểu", "Sai số"))
    typed = as_shown(editor, root)
    typed |= {
        f"c{first.id}-answer": "Một",
        f"c{second.id}-answer": "Hai",
        f"c{second.id}-fixed": "1",
    }
    actions.answer_comment(SYSTEM, untouched, "Đồng nghiệp vừa ghi", True)
    editor.post(f"{root}y-kien/{second.id}/", typed)
    told = [(c.answer, c.fixed) for c in map(again, (first, second, untouched))]
    assert told == [("Một", False), ("Hai", True), ("Đồng nghiệp vừa ghi", True)]


def test_what_could_not_be_written_is_shown_again_and_the_rest_is_written(editor, duty, root):
    first = returned(duty, editor, root)
    second, third = (further(first, text) for text in ("Thiếu biểu", "Sai số"))
    typed = as_shown(editor, root)
    typed |= {f"c{c.id}-answer": text for c, text in
              ((first, "Một"), (second, "Hai"), (third, "x" * 2001))}  # fmt: skip
    actions.answer_comment(SYSTEM, second, "Của người khác", False)
    text = editor.post(f"{root}y-kien/{first.id}/", typed, 409).text
    assert text.count("error-summary__title") == 1
    assert "“Của người khác”" in text
    assert ">Hai</textarea>" in text
    assert "x" * 2001 in text
    assert [again(c).answer for c in (first, second, third)] == ["Một", "Của người khác", ""]


def further(comment, text):
    about = {"submission": comment.submission, "field": comment.field, "at": comment.at}
    return ReviewComment.create(text=text, sent=True, by="Sở Nội vụ", **about)


def again(comment):
    return ReviewComment.get_by_id(comment.id)


def as_shown(editor, root):
    """The fields of the cards as the page sends them back."""
    found = forms_of(editor.get(root).text)
    return next(form for form in found if "/y-kien/" in form.action).data()
