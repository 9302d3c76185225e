"""THE GATE: the only way from the workspace to the public site.

``actions.publish`` writes one immutable, versioned publication: kind, slug, version, a
typed payload of public fields only. ``shelf`` is how the site reads them back.
``requests`` holds what waits for approval (phiếu trình).
"""
