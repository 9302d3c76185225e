"""The pages of the statistics table."""
