"""Tests of the people of the units."""
