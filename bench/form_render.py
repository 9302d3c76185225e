"""``form_render``: the statistics page of a report, 104 rows of two years (budget: 25 ms, 150 KB).

The value is what the page's function takes until the HTML is there, its reads included, in
seconds of the processor, so that others on the machine do not count; ``template_ms`` is the
template alone.
"""

import functools
import re
import statistics
import time

import measuring
import workspace
from flask import before_render_template, template_rendered

from portal import db

BUDGET, LARGEST, TIMES = 25.0, 150_000, 60


def main() -> None:
    """Open the page again and again in one process; medians."""
    with measuring.folder() as data:
        app = workspace.portal(data)
        clerk = workspace.clerks(app, 1)[0]
        db.keep_connections(app)  # as the served portal does
        client = app.test_client()
        name, _, value = clerk.cookie.partition("=")
        client.set_cookie(name, value)
        path = clerk.address.replace("/gui/", "/phu-luc-2/")
        marks: list[float] = []

        def mark(_app: object, **_more: object) -> None:
            marks.append(time.process_time())

        before_render_template.connect(mark, app)
        template_rendered.connect(mark, app)
        view = app.view_functions["reports_unit.statistics"]
        spent: list[float] = []

        @functools.wraps(view)
        def timed(**params: int) -> object:
            started = time.process_time()
            answer = view(**params)
            spent.append(time.process_time() - started)
            return answer

        app.view_functions["reports_unit.statistics"] = timed
        for _ in range(TIMES + 5):
            answer = client.get(path)
            assert answer.status_code == 200, answer.status
        rows = len(set(re.findall(r'name="(stat:[^"]+):current"', answer.text)))
    value_ms = statistics.median(spent[5:]) * 1000
    pairs = zip(marks[10::2], marks[11::2], strict=True)
    template_ms = statistics.median(end - start for start, end in pairs) * 1000
    size = len(answer.data)
    print(f"{rows} rows, {size / 1000:.0f} KB, {value_ms:.1f} ms, template {template_ms:.1f} ms")
    measuring.result(
        "form_render", value_ms, "ms", None, None, {"ms": BUDGET, "bytes": LARGEST},
        value_ms <= BUDGET and size <= LARGEST, template_ms=template_ms, bytes=size,
    )  # fmt: skip


if __name__ == "__main__":
    main()
