"""Duties (báo cáo phải nộp): what a unit owes, what it follows from, who takes it over."""
