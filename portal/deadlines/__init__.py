"""Working-day calendar and deadline rules.

Deadline rule (thời hạn): what a document says. Due (hạn cụ thể): the last day and cut-off it
comes to. Rest day (ngày nghỉ), make-up work day (ngày làm bù).
"""
