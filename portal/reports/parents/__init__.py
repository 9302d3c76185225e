"""Two-level approval: the parent unit first, its silence passes the report on."""
