"""Kill -9, a full disk, a crowd at the first start: what was acknowledged stays, whole."""
