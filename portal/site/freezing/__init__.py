"""The frozen site: rendered, checked, compressed, signed, then shown by moving one link.

``run.freeze`` is the whole of it, in order; ``verifying.verify`` is what anyone with the
public key can do with a copy.
"""
