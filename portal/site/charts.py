"""Charts as numbers of a drawing: what a template writes as SVG, with the table beside it.

No colour stands alone: every series has its own pattern, and the figures stand in the table.
"""

from collections.abc import Sequence
from typing import Any

Drawing = dict[str, Any]
_WIDTH, _HEIGHT, _LEFT, _TOP, _BOTTOM, _LINE = 640, 220, 36, 16, 28, 24


def bars(labels: Sequence[str], series: Sequence[tuple[str, Sequence[int]]]) -> Drawing:
    """Stacked columns: one a label, a part a series (name, one number a label).

    Lengths are in units of a 640 × 220 drawing, rounded so that its bytes never vary. A label of
    several lines makes room for them below.
    """
    totals = [sum(values[at] for _, values in series) for at in range(len(labels))]
    top = _round_up(max(totals, default=0))
    room = _HEIGHT - _TOP - _BOTTOM
    lower = _LINE * max((label.count("\n") for label in labels), default=0)
    step = (_WIDTH - _LEFT) / max(len(labels), 1)
    width = min(step * 0.62, 56)
    columns = []
    for at, label in enumerate(labels):
        x, y, parts = _LEFT + at * step + (step - width) / 2, float(_HEIGHT - _BOTTOM), []
        for number, (_, values) in enumerate(series):
            tall = room * values[at] / top
            y -= tall
            if values[at]:
                parts.append({"series": number, "y": round(y, 1), "height": round(tall, 1)})
        columns.append(
            {
                "label": label,
                "total": totals[at],
                "x": round(x, 1),
                "middle": round(x + width / 2, 1),
                "top": round(y - 5, 1),
                "parts": parts,
            }
        )
    lines = [
        {"value": value, "y": round(_HEIGHT - _BOTTOM - room * value / top, 1)}
        for value in (0, top // 2, top)
    ]
    return {
        "width": _WIDTH,
        "height": _HEIGHT + lower,
        "left": _LEFT,
        "base": _HEIGHT - _BOTTOM,
        "bar": round(width, 1),
        "columns": columns,
        "lines": lines,
        "series": [name for name, _ in series],
    }


def band(parts: Sequence[tuple[str, str, int]]) -> Drawing:
    """One bar cut into parts (code, name, number); empty parts take no room."""
    total = sum(number for _, _, number in parts)
    x, drawn = 0.0, []
    for code, name, number in parts:
        wide = _WIDTH * number / total if total else 0.0
        drawn.append(
            {
                "code": code,
                "name": name,
                "count": number,
                "share": round(100 * number / total) if total else 0,
                "x": round(x, 1),
                "width": round(wide, 1),
            }
        )
        x += wide
    return {"width": _WIDTH, "total": total, "parts": drawn}


def _round_up(value: int) -> int:
    """An even number not below ``value`` that reads well on an axis."""
    for step in (2, 4, 6, 8, 10, 12, 16, 20, 30, 40, 50, 60, 80, 100, 150, 200, 300, 400, 500):
        if value <= step:
            return step
    return -(-value // 500) * 500
