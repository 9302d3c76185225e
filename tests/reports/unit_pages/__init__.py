"""The pages with which a unit fills in, sends and mends its report."""
