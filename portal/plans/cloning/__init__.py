"""Next year's plan from last year's, with a list of what no longer fits."""
