"""Open data: what the public pages show, as tables with their dictionary."""
