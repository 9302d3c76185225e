"""Tests of reminders, extensions, recall, confirmation and timeliness."""
