"""Tests of the register from a file."""
