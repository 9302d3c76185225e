"""Report forms as the office makes them: draft, lint, differences, Excel definition, issuing."""
