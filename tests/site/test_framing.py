"""What a page takes over from the one before it."""

from portal.site.framing import Frame


def test_what_the_page_before_showed_is_not_rendered_again() -> None:
    made: list[object] = []

    def macro(*shown: object) -> str:
        made.append(shown)
        return f"{shown}"

    def other(*_shown: object) -> str:
        return "khác"

    frame = Frame({})
    assert frame.as_before(macro, [{"a": 1}], {}) == "([{'a': 1}], {})"
    assert frame.as_before(macro, [{"a": 1}], {}) == "([{'a': 1}], {})"
    assert len(made) == 1
    assert frame.as_before(macro, [{"a": 2}], {}) == "([{'a': 2}], {})"
    assert frame.as_before(other, [{"a": 2}], {}) == "khác"
    assert Frame({}).as_before(macro, [{"a": 2}], {}) == "([{'a': 2}], {})"
    assert len(made) == 3
