"""A part of the addresses, for the campaign of deploy/remove_checks.py, which needs no more."""

import os
import re

#: A pattern for endpoints; empty: every address, and the tests count how many they tried.
PATTERN = os.environ.get("PORTAL_ACCESS_ONLY", "")


def is_tried(endpoint: str) -> bool:
    """Whether the tests look at this address."""
    return not PATTERN or re.fullmatch(PATTERN, endpoint) is not None


def enough(tried: int, wanted: int) -> bool:
    """Whether so many were tried that the test means something."""
    return tried >= wanted or bool(PATTERN)
