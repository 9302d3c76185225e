"""What the unit says of its own submission afterwards: recall, and the word on a keyed one."""
