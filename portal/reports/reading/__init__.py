"""Who of a team reads which part of the reports, and how far that is."""
