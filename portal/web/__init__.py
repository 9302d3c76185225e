"""What every page needs: forms, rendering, errors, security headers."""
