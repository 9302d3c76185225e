"""Consolidation: what the accepted reports of a plan add up to."""
