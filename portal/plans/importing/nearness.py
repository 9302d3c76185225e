"""How near a written name comes to a name of the register."""

import re
from difflib import SequenceMatcher

from portal.plans.importing.register_names import Known, NameTree, marked, syllables
from portal.vietnamese import fold

CLOSE, NEAR = 0.87, 0.6
LONGEST_NAME, MOST_ASKED = 120, 300
_SHARED = re.compile(
    r"^(?:uy ban nhan dan )?(?:so|huyen|thi xa|thanh pho|thi tran|xa|phuong|dac khu|quan)? ?"
)


def nearest(written: str, tree: NameTree) -> list[tuple[str, float]]:
    """Up to three units whose names come nearest, with how near (1: the same letters).

    Close (``CLOSE``) is only what is close without the words that all of a kind share: any two
    communes agree in “Ủy ban nhân dân xã”.
    """
    keys = " ".join(syllables(written[:LONGEST_NAME]))
    if keys not in tree.near:
        tree.near[keys] = _nearest(keys, tree) if len(tree.near) < MOST_ASKED else []
    return tree.near[keys]


def _nearest(keys: str, tree: NameTree) -> list[tuple[str, float]]:
    best: dict[str, float] = {}
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(keys)
    for spoken, code in tree.spoken:
        matcher.set_seq1(spoken)
        floor = max(NEAR, best.get(code, 0))
        if matcher.real_quick_ratio() >= floor and matcher.quick_ratio() >= floor:
            ratio = matcher.ratio()
            if ratio >= floor:
                near = max(NEAR, min(ratio, _own_ratio(keys, spoken)))
                best[code] = max(best.get(code, 0.0), near)
    return sorted(best.items(), key=lambda one: (-one[1], one[0]))[:3]


def _own_ratio(keys: str, spoken: str) -> float:
    """How near two names are without the words that all of a kind share; 1 where the kind is not
    the same, for then nothing is shared."""
    own, other = _SHARED.match(keys), _SHARED.match(spoken)
    if own is None or other is None or not own[0] or own[0] != other[0]:
        return 1.0
    return SequenceMatcher(None, keys[own.end() :], spoken[other.end() :], autojunk=False).ratio()


def best_fitting(units: list[Known], written: str) -> list[Known]:
    """Units of the day before former ones; among them those that agree in their marks."""
    current = [one for one in units if one.current] or units
    same = [one for one in current if one.marked.endswith(marked(written))]
    return same or current


def differs(written: str, name: str) -> bool:
    """Whether a word of the name is written with other marks; abbreviations are no such words."""
    own, bare = set(marked(name).split()), {fold(word) for word in name.split()}
    words = [word for word in re.findall(r"\w+", written) if not word.isupper() or len(word) > 5]
    return any(
        fold(word) in bare and marked(word) not in own and not word.isupper() for word in words
    )
