"""How far a plan has come against the targets it states (chỉ tiêu): measured, not reported."""
