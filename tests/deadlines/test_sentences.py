"""The sentence in which a rule and its day are told, and the words of a column."""

from datetime import date

import pytest

from portal.deadlines.rules import resolve
from portal.deadlines.wording import stated_words
from tests.deadlines.stated import CALENDAR, VISIT, rule


@pytest.mark.parametrize(
    ("stated", "event", "sentence"),
    [
        (rule("days_before_visit", n=5), VISIT,
         "Chậm nhất hết ngày 07/6/2024 (ít nhất 05 ngày trước ngày kiểm tra 12/6/2024, "
         "tính theo ngày lịch)"),
        (rule("before_date", day=date(2024, 10, 30)), None,
         "Chậm nhất hết ngày 29/10/2024 (văn bản ghi: trước ngày 30/10/2024)"),
        (rule("days_after", n=15, counting="working"), date(2024, 6, 12),
         "Chậm nhất hết ngày 03/7/2024 (trong thời hạn 15 ngày kể từ ngày ban hành kết luận "
         "12/6/2024, tính theo ngày làm việc)"),
        (rule("days_before_visit", n=5), None,
         "Ít nhất 05 ngày trước ngày kiểm tra, tính theo ngày lịch; hạn cụ thể có khi ấn định "
         "ngày kiểm tra"),
        (rule("by_date", day=date(2024, 9, 2), rest_day="next_working"), None,
         "Chậm nhất hết ngày 04/9/2024 (văn bản ghi: chậm nhất ngày 02/9/2024; ngày 02/9/2024 "
         "là ngày nghỉ nên chuyển sang ngày làm việc tiếp theo)"),
        (rule("decided_by_head", day=date(2024, 7, 1)), None,
         "Chậm nhất hết ngày 01/7/2024 (do Trưởng đoàn quyết định)"),
        (rule("months", months=(3, 6, 9), year=2024), None,
         "Chậm nhất hết ngày 30/9/2024 (trong tháng 3, 6, 9/2024)"),
        (rule("days_after", n=3, event="ngày nhận thông báo"), VISIT,
         "Chậm nhất hết ngày 15/6/2024 (trong thời hạn 03 ngày kể từ ngày nhận thông báo "
         "12/6/2024, tính theo ngày lịch)"),
    ],
)  # fmt: skip
def test_sentences(stated, event, sentence):
    assert resolve(stated, CALENDAR, event).sentence == sentence


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        (rule("before_date", day=date(2023, 9, 1)), "Trước ngày 01/9/2023"),
        (rule("by_date", day=date(2024, 10, 30)), "Chậm nhất ngày 30/10/2024"),
        (rule("on_date", day=date(2023, 10, 30)), "Ngày 30/10/2023"),
        (rule("month", month=9, year=2023), "Tháng 9/2023"),
        (rule("months", months=(10, 11), year=2023), "Tháng 10, 11/2023"),
        (rule("quarter", quarter=3, year=2022), "Quý III/2022"),
        (rule("duration", n=3, counting="working"),
         "Kéo dài 03 ngày làm việc, kể từ ngày kiểm tra"),
        (rule("free", words="khi cần thiết"), "Khi cần thiết"),
        (rule("decided_by_head"), "Do Trưởng đoàn quyết định"),
    ],
)  # fmt: skip
def test_a_column_of_a_table_says_the_rule_alone(stated, words):
    assert stated_words(stated) == words
