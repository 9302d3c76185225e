"""“Các sở:”, “UBND các huyện, thị xã:”: words that say of what kind the names behind them are."""

from portal.plans.importing.register_names import KINDS, NOISE, Token

_COUNCIL = ("uy", "ban", "nhan", "dan")


def group_at(tokens: list[Token], at: int) -> tuple[int, list[str]]:
    """The index behind a group that begins at ``at``, and its kinds; (0, []) if there is none.

    A group is said in the plural (các, những) or ends with a colon.
    """
    n, many = at, False
    kinds: list[str] = []
    while n < len(tokens):
        token = tokens[n]
        if token.word and set(token.keys) <= NOISE:
            many = many or token.keys[0] != "va"
            n += 1
        elif kinds and not token.word and token.keys[0] in ",;" and _kind(tokens, n + 1, True):
            n += 1
        elif length := 0 if kinds else _council(tokens, n):
            n += length
        elif length := _kind(tokens, n, bool(kinds)):
            kinds.append(_kind_word(tokens, n, length))
            n += length
        else:
            break
    colon = n < len(tokens) and tokens[n].keys == (":",)
    if not kinds or not (many or colon):
        return 0, []
    return (n + 1 if colon else n), [kind for kind in kinds if kind]


def _council(tokens: list[Token], n: int) -> int:
    """How many tokens “UBND” or “Ủy ban nhân dân” takes."""
    if tokens[n].keys == _COUNCIL:
        return 1
    keys = [key for token in tokens[n : n + 4] for key in token.keys]
    return 4 if tuple(keys) == _COUNCIL else 0


def _kind(tokens: list[Token], n: int, following: bool) -> int:
    """How many tokens a kind takes; “ban, ngành” go with “sở”."""
    keys = [token.keys[0] for token in tokens[n : n + 2] if token.word]
    if n < len(tokens) and tokens[n].keys in KINDS:
        return 1
    if tuple(keys) in KINDS:
        return 2
    return 1 if following and keys[:1] in (["ban"], ["nganh"]) else 0


def _kind_word(tokens: list[Token], n: int, length: int) -> str:
    return KINDS.get(tuple(key for token in tokens[n : n + length] for key in token.keys), "")
