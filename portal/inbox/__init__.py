"""The inbox (hộp tin) of each person, and the copies of it that go out as e-mail."""
