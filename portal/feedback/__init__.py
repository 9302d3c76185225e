"""Feedback from the public on what the portal shows, and the office's answers."""
