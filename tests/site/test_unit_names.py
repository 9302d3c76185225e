"""The name by which units stand in the alphabet."""

import pytest

from portal.site.unit_names import distinct_name


@pytest.mark.parametrize(
    ("name", "sorted_by"),
    [
        ("Ủy ban nhân dân xã Mai Sơn", "Mai Sơn"),
        ("UBND phường Mộc Châu", "Mộc Châu"),
        ("Sở Tài chính", "Sở Tài chính"),
        ("Ban Quản lý các khu công nghiệp", "Ban Quản lý các khu công nghiệp"),
        ("Văn phòng Ủy ban nhân dân tỉnh", "Văn phòng Ủy ban nhân dân tỉnh"),
        ("Thanh tra tỉnh", "Thanh tra tỉnh"),
        ("Ủy ban nhân dân thành phố Sơn La", "Sơn La"),
    ],
)
def test_the_alphabet_goes_by_the_name_that_tells_units_apart(name: str, sorted_by: str) -> None:
    assert distinct_name(name) == sorted_by
