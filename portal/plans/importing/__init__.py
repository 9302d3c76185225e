"""Import of an issued plan from Word: what the file says, proposed item by item, then taken."""
