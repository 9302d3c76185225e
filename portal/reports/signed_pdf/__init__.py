"""The signed PDF, the master copy: its signatures, and its numbers against the data."""
