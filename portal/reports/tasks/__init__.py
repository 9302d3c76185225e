"""Phụ lục I beyond its single rows: their order, and blocks that come from Excel."""
