"""Everything that happened to a report, in one line of time."""
