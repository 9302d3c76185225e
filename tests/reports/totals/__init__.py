"""Totals over the accepted reports of a plan."""
