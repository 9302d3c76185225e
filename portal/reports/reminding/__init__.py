"""Reminders of reports that are due: steps sent once each by a ledger, and the call list."""
