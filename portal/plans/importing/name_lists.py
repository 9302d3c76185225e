"""How much of a clause is a list of names of units."""

import re

from portal.plans.importing.mentions import Mention, covered, find_units
from portal.plans.importing.register_names import NameTree

_ANNOUNCED = re.compile(r"(?:đơn vị|cơ quan|địa phương|đối với|tại)(?: sau(?: đây)?)?\s*:", re.I)
_SENT = re.compile(r"(?:\bvề|\bgửi|\bcho|\bđến)\s*$", re.I)
MOSTLY = 0.6


def name_list(text: str, tree: NameTree) -> tuple[str, list[Mention], float]:
    """The part of ``text`` that may be a list, the units it names, and the share of its letters
    that they take up.

    The whole text, or what stands behind its first colon, is taken as it is; a sentence on how an
    inspection goes may end in its list (“… làm việc tại các đơn vị: Sở …”): then that end alone.
    Only behind words that announce units: what is sent to “Sở Nội vụ” is sent, not inspected.
    """
    found = find_units(text, tree)
    lead, colon, rest = text.partition(":")
    share = covered(text, found)
    if colon and len(lead) < 150 and not _SENT.search(lead):
        # “Các sở: Y tế”: what stands behind the colon is named by the words before it
        behind = [one for one in found if one.start > len(lead)]
        named = sum(c.isalnum() for one in behind for c in text[one.start : one.end])
        letters = sum(map(str.isalnum, rest)) or 1
        share = max(share, named / letters, covered(rest, find_units(rest, tree)))
    announced = list(_ANNOUNCED.finditer(text))
    if share >= MOSTLY or not announced:
        return text, found, share
    end = text[announced[-1].end() :].strip()
    named = find_units(end, tree)
    own = covered(end, named)
    return (end, named, own) if own >= MOSTLY else (text, found, share)
