"""What changed between two texts: which paragraphs or rows belong together, and their words."""

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from os.path import commonprefix
from typing import Any, TypeVar

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
#: Longer texts are shown whole, before and after: comparing words costs the square of them.
_MOST_TOKENS = 4000
#: Words shown on each side of a change when the text between two changes is long.
_CONTEXT = 12
#: The same in a list of changes.
_AROUND = 4
_ALIKE = 0.35

T = TypeVar("T")


def word_changes(before: str, after: str) -> list[dict[str, str]]:
    """The text after with what was taken out and put in: [{op: same | out | in, text}]."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if not before or not after or max(len(old), len(new)) > _MOST_TOKENS:
        whole = [("out", before), ("in", after)]
        return [{"op": op, "text": text} for op, text in whole if text]
    parts: list[dict[str, str]] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append({"op": "same", "text": "".join(old[i:j])})
            continue
        for op, text in (("out", "".join(old[i:j])), ("in", "".join(new[k:m]))):
            if text:
                parts.append({"op": op, "text": text})
    return _joined(parts)


def _joined(parts: list[dict[str, str]]) -> list[dict[str, str]]:
    """Changes that only a blank keeps apart read as one."""
    made: list[dict[str, str]] = []
    for part in parts:
        if part["op"] == "same" and part["text"].isspace() and made and made[-1]["op"] != "same":
            made.append({"op": "gap", "text": part["text"]})
        else:
            made.append(dict(part))
    result: list[dict[str, str]] = []
    run: dict[str, str] = {}
    for index, part in enumerate(made):
        following = made[index + 1]["op"] if index + 1 < len(made) else "same"
        if part["op"] == "gap" and following in ("out", "in"):
            for op in run:
                run[op] += part["text"]
        elif part["op"] in ("out", "in"):
            run[part["op"]] = run.get(part["op"], "") + part["text"]
        else:
            result += _ended(run)
            result.append({"op": "same", "text": part["text"]})
            run = {}
    return result + _ended(run)


def _ended(run: dict[str, str]) -> list[dict[str, str]]:
    return [{"op": op, "text": run[op]} for op in ("out", "in") if run.get(op)]


def shortened(parts: list[dict[str, str]]) -> list[dict[str, str]]:
    """The same with long unchanged stretches cut to the words next to a change."""
    made = []
    for index, part in enumerate(parts):
        words = part["text"].split(" ")
        first, last = index == 0, index == len(parts) - 1
        if part["op"] != "same" or len(words) <= 2 * _CONTEXT + 4:
            made.append(part)
            continue
        start = [] if first else words[:_CONTEXT]
        end = [] if last else words[-_CONTEXT:]
        text = " … ".join(" ".join(side) for side in (start, end) if side)
        text = f"… {text}" if first else text
        made.append({"op": "same", "text": f"{text} …" if last else text})
    return made


def paired(
    before: Sequence[T], after: Sequence[T], text: Callable[[T], Any]
) -> list[tuple[T | None, T | None]]:
    """The items that differ, each beside what it was or became: (before, after), None where it
    is new or gone. Items are alike by their text; moved ones count as gone and new."""
    old, new = [text(one) for one in before], [text(one) for one in after]
    found: list[tuple[T | None, T | None]] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            found += _matched(before[i:j], after[k:m], text)
    return found


def _matched(
    before: Sequence[T], after: Sequence[T], text: Callable[[T], Any]
) -> list[tuple[T | None, T | None]]:
    """Of two changed stretches, what became what: in order, the alike ones together."""
    found: list[tuple[T | None, T | None]] = []
    start = 0
    for one in after:
        at = next(
            (
                n
                for n in range(start, min(len(before), start + 20))
                if _alike(str(text(before[n])), str(text(one)))
            ),
            None,
        )
        if at is None:
            found.append((None, one))
            continue
        found += [(gone, None) for gone in before[start:at]]
        found.append((before[at], one))
        start = at + 1
    return found + [(gone, None) for gone in before[start:]]


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    return matcher.quick_ratio() > _ALIKE and matcher.ratio() > _ALIKE


def differing(before: str, after: str) -> tuple[str, str]:
    """The words that differ, with a few around them: in a long sentence nobody finds them.

    “(trống)” where there is nothing.
    """
    old, new = before.split(), after.split()
    start = len(commonprefix([old, new]))
    end = len(commonprefix([old[start:][::-1], new[start:][::-1]]))
    return _around(old, start, end), _around(new, start, end)


def _around(words: list[str], start: int, end: int) -> str:
    first, last = max(start - _AROUND, 0), min(len(words) - end + _AROUND, len(words))
    inside = " ".join(words[first:last])
    return f"{'…' if first else ''}{inside}{'…' if last < len(words) else ''}" or "(trống)"
