"""A plan says for itself on which form version a kind of report or a group of units answers."""
