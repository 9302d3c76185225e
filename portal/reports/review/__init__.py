"""The office's review: comments to the unit, notes of its own, acceptances and their undoing."""
