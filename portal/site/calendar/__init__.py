"""The schedule as calendar files (RFC 5545), of the province and of each unit."""
