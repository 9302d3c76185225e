"""Tests of the inbox and its e-mail copies."""
