"""The start page: what presses stands first, and many lists have an index."""

from flask import render_template

from portal.web.panels import Panel, Row, in_order

LATE, FAR = Row("Trễ", "/a", tag="quá hạn 3 ngày", tone="late"), Row("Xa", "/b", tone="far")


def titles(panels):
    return [panel.title for panel in in_order(panels)]


def test_what_is_overdue_or_given_back_stands_first_and_nothing_to_do_last():
    panels = [
        Panel("trống"), Panel("xa", [FAR]), Panel("có việc trễ", [FAR, LATE]),
        Panel("bị trả lại", [FAR], urgent=True), Panel("xa nữa", [FAR]),
    ]  # fmt: skip
    assert titles(panels) == ["có việc trễ", "bị trả lại", "xa", "xa nữa", "trống"]


def test_many_lists_have_an_index_that_leads_to_each(sign_in):
    client = sign_in("office_editor")
    with client.http.application.test_request_context():
        few = render_template("workspace/start.html", panels=[Panel("một", [FAR])])
        many = render_template(
            "workspace/start.html",
            panels=in_order([Panel("rỗng"), *(Panel(f"mục {n}", [FAR]) for n in range(4)),
                             Panel("gấp", [LATE])]),
        )  # fmt: skip
    assert "Trong trang này" not in few
    assert "rỗng" not in many.split("app-start__panels")[0]
    for number, title in enumerate(["gấp", "mục 0", "mục 1", "mục 2", "mục 3"], 1):
        assert f'href="#muc-{number}">{title}</a>' in many
        assert f'id="muc-{number}">{title}</h2>' in many
    assert many.count("làm ngay") == 1
