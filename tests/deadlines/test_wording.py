"""Words about deadlines that other papers than the plan take over."""

import pytest

from portal.deadlines.wording import said_once


@pytest.mark.parametrize(
    ("sentence", "shortened"),
    [
        ("Chậm nhất hết ngày 30/9/2024 (văn bản ghi: chậm nhất ngày 30/9/2024)",
         "Chậm nhất hết ngày 30/9/2024"),
        ("Chậm nhất 16 giờ ngày 30/9/2024 (văn bản ghi: chậm nhất 16 giờ ngày 30/9/2024). Tạm tính",
         "Chậm nhất 16 giờ ngày 30/9/2024. Tạm tính"),
        ("Đúng ngày 30/9/2024 (văn bản ghi: ngày 30/9/2024)", "Đúng ngày 30/9/2024"),
        *((one, one) for one in (
            "Chậm nhất hết ngày 29/9/2024 (văn bản ghi: trước ngày 30/9/2024)",
            "Chậm nhất hết ngày 04/9/2024 (văn bản ghi: chậm nhất ngày 02/9/2024; ngày 02/9/2024 "
            "là ngày nghỉ nên chuyển sang ngày làm việc tiếp theo)",
            "Chậm nhất hết ngày 03/7/2024 (trong thời hạn 15 ngày kể từ ngày ban hành kết luận "
            "12/6/2024, tính theo ngày làm việc)",
            "Theo báo cáo",
        )),
    ],
)  # fmt: skip
def test_a_day_that_both_halves_name_is_said_once(sentence, shortened):
    assert said_once(sentence) == shortened
