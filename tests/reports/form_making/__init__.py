"""Report forms as the office makes them."""
