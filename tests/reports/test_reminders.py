"""The text of a reminder."""

from dataclasses import replace
from datetime import date

import pytest

from portal.reports.reminders import NotForUnannounced, NothingOwed, Reminder, reminder_text

REMINDER = Reminder(
    unit="Sở Tài chính",
    report="báo cáo kết quả cải cách hành chính",
    plan="Kế hoạch kiểm tra năm 2024",
    state="open",
    due_on=date(2024, 6, 7),
    due_sentence="Chậm nhất hết ngày 07/6/2024 (ít nhất 05 ngày trước ngày kiểm tra 12/6/2024)",
    link="https://cchc.example/lam-viec/don-vi/bao-cao/1/",
    sender="Sở Nội vụ",
    first_session=date(2024, 6, 12),
    working_days=3,
)


def test_says_who_what_when_and_where() -> None:
    text = reminder_text(REMINDER, date(2024, 6, 4))
    assert text.startswith("Kính gửi Sở Tài chính,\n")
    assert "báo cáo kết quả cải cách hành chính theo Kế hoạch kiểm tra năm 2024" in text
    assert f"Hạn nộp: {REMINDER.due_sentence} – còn 3 ngày, trong đó 3 ngày làm việc." in text
    assert "Ngày kiểm tra: 12/06/2024." in text
    assert "Nộp tại: https://cchc.example/lam-viec/don-vi/bao-cao/1/" in text
    assert text.endswith("\nSở Nội vụ")


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2024, 6, 7), "– hôm nay là hạn cuối."),
        (date(2024, 6, 9), "– quá hạn 2 ngày."),
    ],
)
def test_days_left(today: date, words: str) -> None:
    assert words in reminder_text(REMINDER, today)


def test_undecided_deadline_is_said() -> None:
    text = reminder_text(replace(REMINDER, due_on=None, due_sentence=""), date(2024, 6, 4))
    assert "Hạn nộp: chưa ấn định." in text


def test_returned_report_says_why() -> None:
    back = replace(REMINDER, state="returned", returned_note="Thiếu Phụ lục II.")
    text = reminder_text(back, date(2024, 6, 4))
    assert "đã được trả lại để sửa" in text
    assert "Lý do trả lại: Thiếu Phụ lục II." in text


def test_missing_parts_are_named() -> None:
    text = reminder_text(replace(REMINDER, missing=("Đề cương", "Phụ lục I")), date(2024, 6, 4))
    assert "Phần chưa xong: Đề cương; Phụ lục I." in text


def test_never_for_an_unannounced_visit() -> None:
    with pytest.raises(NotForUnannounced):
        reminder_text(replace(REMINDER, unannounced=True), date(2024, 6, 4))


@pytest.mark.parametrize("state", ["submitted", "accepted", "waived"])
def test_nothing_to_remind_of(state: str) -> None:
    with pytest.raises(NothingOwed):
        reminder_text(replace(REMINDER, state=state), date(2024, 6, 4))
