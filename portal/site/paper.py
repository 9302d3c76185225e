"""What a page on paper needs to lead back to the page: a QR code, a code that reads easily.

The symbol uses one fixed mask: any mask is a valid symbol, and to try all eight costs four times
as much for each page of a freeze.
"""

import segno
from markupsafe import Markup

_MASK = 3


def qr_code(address: str) -> Markup:
    """An address as a QR symbol (SVG without styles), for ``img-src`` and ``style-src`` alike."""
    symbol = segno.make(address, error="m", micro=False, mask=_MASK)
    drawn = symbol.svg_inline(omitsize=True, border=2, svgclass="app-paper__code", lineclass=None)
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" ', 1))


def in_groups(code: str) -> str:
    """A sha256 in groups of eight, as people copy it from paper; the check ignores the gaps."""
    return " ".join(code[at : at + 8] for at in range(0, len(code), 8))
