"""Two versions of a document beside each other: what differs, in words readers know."""
