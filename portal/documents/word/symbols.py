"""Signs of the symbol fonts (Symbol, Wingdings, Webdings) as Unicode characters."""

from mammoth.docx.dingbats import dingbats

UNKNOWN = "□"
SYMBOL_FONTS = frozenset(font for font, _ in dingbats)
# the same boxes and ticks, as the typefaces of computers hold them
_COMMON = dict(zip("🗹🗷🞎🗸🗴🗌", "☑☒☐✓✗☐", strict=True))
_PRIVATE = range(0xF000, 0xF100)


def sign_of(font: str, code: int) -> str | None:
    """The character that `font` shows at `code`; None if nobody knows."""
    plain = code - _PRIVATE.start if code in _PRIVATE else code
    found = dingbats.get((font, plain))
    if found is not None:
        return _COMMON.get(chr(found), chr(found))
    if font in SYMBOL_FONTS or not 0x20 <= plain < 0xD800:
        return None
    return chr(plain)


def is_private(char: str) -> bool:
    """Whether the character means something in one font only."""
    return "\ue000" <= char <= "\uf8ff"
