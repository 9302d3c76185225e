"""Tests of timeliness becoming public."""
