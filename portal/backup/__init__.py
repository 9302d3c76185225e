"""Backup and restore: everything a portal keeps, in one file, on either database."""
