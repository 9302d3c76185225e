"""Evidence of a report: kept once, used in several places."""
