"""The register of units (đơn vị): types, levels, dated names, successors, ranking groups."""
