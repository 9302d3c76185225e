"""The office's board of who has sent which report."""
