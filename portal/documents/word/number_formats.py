"""A count written as Word writes it: 3, 03, c, III, (iii), ba."""

from itertools import pairwise

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_WORDS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_LARGEST = 5000


def written(count: int, style: str, pattern: str = "") -> str:
    """`count` in a format of Word (`w:numFmt`); digits for the formats of other languages.

    `pattern` is the example of a custom format, such as `001, 002, 003, …`.
    """
    if style in ("none", "bullet"):
        return ""
    if not 0 < count < _LARGEST:
        return str(count)
    if style == "custom":
        return str(count).zfill(_digits(pattern))
    makers = {
        "decimalZero": lambda: f"{count:02d}",
        "lowerLetter": lambda: _letter(count),
        "upperLetter": lambda: _letter(count).upper(),
        "lowerRoman": lambda: _roman(count),
        "upperRoman": lambda: _roman(count).upper(),
        "vietnameseCounting": lambda: _WORDS[count] if count < len(_WORDS) else str(count),
        "numberInDash": lambda: f"- {count} -",
    }
    return makers.get(style, lambda: str(count))()


def _letter(count: int) -> str:
    """a … z, aa, bb, …: Word repeats the letter."""
    times, place = divmod(count - 1, 26)
    return chr(ord("a") + place) * (times + 1)


def _roman(count: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        times, count = divmod(count, worth)
        text += letters * times
    return text


def _digits(pattern: str) -> int:
    """How many digits the examples have at least, where they grow by one."""
    examples = [part.strip() for part in pattern.split(",") if part.strip().isdigit()]
    same = [a for a, b in pairwise(examples) if len(a) == len(b)]
    return len(same[0]) if same else 1
