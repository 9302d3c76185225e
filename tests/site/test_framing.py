"""What a page takes over from the one before it."""

from portal.site.framing import Frame, Links


def test_what_the_page_before_showed_is_not_rendered_again() -> None:
    made: list[object] = []

    def macro(*shown: object) -> str:
        made.append(shown)
        return f"{shown}"

    def other(*_shown: object) -> str:
        return '<a href="/khac/">khác</a>'

    def shown(frame: Frame, block: str) -> str:
        return frame.linked(block, Links(lambda target: f"..{target}"))

    frame = Frame({})
    first = frame.as_before(macro, [{"a": 1}], {})
    assert shown(frame, f"<p>{first}</p>") == "<p>([{'a': 1}], {})</p>"
    assert frame.as_before(macro, [{"a": 1}], {}) == first
    assert len(made) == 1
    second, third = frame.as_before(macro, [{"a": 2}], {}), frame.as_before(other, [{"a": 2}])
    assert shown(frame, f"{second}, {third}") == "([{'a': 2}], {}), <a href=\"../khac/\">khác</a>"
    assert shown(Frame({}), '<a href="/a/">') == '<a href="../a/">'
    assert len(made) == 2
