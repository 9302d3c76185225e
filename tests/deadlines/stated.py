"""Rules of the real documents (DOMAIN 1.4, D1-D28), and the calendar in which they are resolved."""

from datetime import date

from portal.deadlines.rules import DeadlineRule, WorkCalendar

NEW_YEAR = date(2024, 1, 1)
HOLIDAYS_2024 = frozenset(
    [NEW_YEAR, date(2024, 4, 29), date(2024, 4, 30), date(2024, 5, 1), date(2024, 9, 2),
     date(2024, 9, 3)]
)  # fmt: skip
CALENDAR = WorkCalendar(HOLIDAYS_2024, frozenset([date(2024, 5, 4)]))
VISIT = date(2024, 6, 12)


def rule(kind, **fields):
    """A rule with these facts and nothing else."""
    return DeadlineRule(kind, **fields)


# id, rule, event, first day, last day, words that must stand in the sentence
DOCUMENTS = [
    ("D1", rule("days_before_visit", n=5), VISIT, None, date(2024, 6, 7),
     "ít nhất 05 ngày trước ngày kiểm tra 12/6/2024, tính theo ngày lịch"),
    ("D2", rule("days_before_visit", n=7), date(2022, 8, 10), None, date(2022, 8, 3),
     "ít nhất 07 ngày trước ngày kiểm tra 10/8/2022"),
    ("D3", rule("days_before_visit", n=5), date(2024, 3, 4), None, date(2024, 2, 28),
     "ít nhất 05 ngày trước"),
    ("D4", rule("days_before_visit", n=10), VISIT, None, date(2024, 6, 2),
     "ít nhất 10 ngày trước"),
    ("D5", rule("free", words="Đoàn kiểm tra thông báo bằng văn bản"), None, None, None,
     "Không ấn định ngày: Đoàn kiểm tra thông báo bằng văn bản"),
    ("D6", rule("months", months=(4, 5, 6, 7, 8, 9), year=2024), None, date(2024, 4, 1),
     date(2024, 9, 30), "từ tháng 4 đến tháng 9/2024"),
    ("D7", rule("decided_by_head"), None, None, None, "do Trưởng đoàn quyết định"),
    ("D8", rule("quarter", quarter=3, year=2022), None, date(2022, 7, 1), date(2022, 9, 30),
     "trong quý III/2022"),
    ("D9", rule("range", start=NEW_YEAR, end=date(2024, 12, 31)), None, NEW_YEAR,
     date(2024, 12, 31), "từ ngày 01/01/2024 đến hết ngày 31/12/2024"),
    ("D10", rule("duration", n=2, most=4, counting="working"), date(2024, 6, 13),
     date(2024, 6, 13), date(2024, 6, 18),
     "kéo dài từ 02 đến 04 ngày làm việc, kể từ ngày kiểm tra 13/6/2024"),
    ("D11", rule("range", start=date(2023, 1, 1)), VISIT, date(2023, 1, 1), VISIT,
     "từ ngày 01/01/2023 đến ngày kiểm tra 12/6/2024"),
    ("D12", rule("before_date", day=date(2022, 9, 30)), None, None, date(2022, 9, 29),
     "văn bản ghi: trước ngày 30/9/2022"),
    ("D13", rule("before_date", day=date(2022, 10, 30)), None, None, date(2022, 10, 29),
     "trước ngày 30/10/2022"),
    ("D14", rule("by_date", day=date(2024, 10, 30)), None, None, date(2024, 10, 30),
     "văn bản ghi: chậm nhất ngày 30/10/2024"),
    ("D15", rule("before_date", day=date(2024, 10, 30)), None, None, date(2024, 10, 29),
     "trước ngày 30/10/2024"),
    ("D16", rule("before_date", day=date(2024, 10, 30)), None, None, date(2024, 10, 29),
     "trước ngày 30/10/2024"),
    ("D17", rule("before_date", day=date(2024, 6, 15)), None, None, date(2024, 6, 14),
     "trước ngày 15/6/2024"),
    ("D18", rule("before_date", day=date(2024, 12, 1)), None, None, date(2024, 11, 30),
     "trước ngày 01/12/2024"),
    ("D19", rule("before_date", day=date(2023, 9, 1)), None, None, date(2023, 8, 31),
     "trước ngày 01/9/2023"),
    ("D20", rule("month", month=9, year=2023), None, date(2023, 9, 1), date(2023, 9, 30),
     "trong tháng 9/2023"),
    ("D21", rule("before_date", day=date(2023, 10, 15)), None, None, date(2023, 10, 14),
     "trước ngày 15/10/2023"),
    ("D22", rule("before_date", day=date(2023, 10, 15)), None, None, date(2023, 10, 14),
     "trước ngày 15/10/2023"),
    ("D23", rule("on_date", day=date(2023, 10, 30)), None, date(2023, 10, 30),
     date(2023, 10, 30), "Đúng ngày 30/10/2023 (văn bản ghi: ngày 30/10/2023)"),
    ("D24", rule("month", month=10, year=2023), None, date(2023, 10, 1), date(2023, 10, 31),
     "trong tháng 10/2023"),
    ("D25", rule("month", month=10, year=2023), None, date(2023, 10, 1), date(2023, 10, 31),
     "trong tháng 10/2023"),
    ("D26", rule("months", months=(10, 11), year=2023), None, date(2023, 10, 1),
     date(2023, 11, 30), "trong tháng 10, 11/2023"),
    ("D27", rule("on_date", day=date(2023, 11, 15)), None, date(2023, 11, 15),
     date(2023, 11, 15), "Đúng ngày 15/11/2023"),
    ("D28", rule("free", words="Theo thông báo kết luận kiểm tra"), None, None, None,
     "Không ấn định ngày: Theo thông báo kết luận"),
]  # fmt: skip
