"""Who in the unit writes which part of a report; what colleagues tell each other of it."""
