"""Vietnamese text, order, numbers, dates and old encodings."""
