"""Many people at one instant: nothing lost, nothing doubled, no chain forked.

The suite runs bounded versions; ``make concurrency`` runs the full campaigns on both databases.
"""
