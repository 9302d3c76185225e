"""What is true of a cell whatever the line between its tabs and the portal did."""

import json
from typing import Any

from tests.browser.editor_steps import CELL, OTHER, ask, cell, duty_of, path
from tests.browser.faulty_proxy import FaultyProxy

CODES = (CELL, OTHER, "stat:i.1-van-ban:current")
IDLE = """codes => !codes.some(code => {
  const cell = document.querySelector(`[name="${code}"]`).closest('td')
  return ['waiting', 'changed'].includes(cell.dataset.state)
}) && !document.querySelector('#luu').textContent.includes('chờ gửi')"""


def wait_until_idle(page: Any) -> None:
    """Wait until every cell is answered for; fail after ten seconds.

    Asked anew each time: what Playwright itself repeats within the page, a strict policy refuses.
    """
    for _ in range(100):
        if page.evaluate(IDLE, list(CODES)):
            return
        page.wait_for_timeout(100)
    raise AssertionError(page.inner_text("#luu"))


def open_table(someone: Any, line: FaultyProxy) -> Any:
    """The table in a new tab, through the line."""
    page = someone.context.new_page()
    page.set_default_timeout(30_000)
    page.goto(line.address + path(someone.served, "phu-luc-2"))
    return page


def history(served: Any, code: str) -> list[tuple[int, str, str]]:
    """Version, value and writer of every edit of a cell, oldest first."""
    return ask(
        served, "SELECT version, after, by FROM draft_edit WHERE duty_id = ? AND code = ? "
        "ORDER BY version", duty_of(served), code,
    )  # fmt: skip


def number(value: str) -> str:
    """The number in a stored value."""
    return str(json.loads(value)["value"])


def unseen(served: Any, line: FaultyProxy, code: str) -> list[str]:
    """Texts that were replaced by somebody else who had not seen them."""
    typed = {one.form["value"]: one.form for one in line.sent if one.form["code"] == code}
    found = []
    for (seen, before, by), (_version, after, other) in zip(
        history(served, code), history(served, code)[1:], strict=False
    ):
        if by != other and int(typed[number(after)]["version"]) < seen:
            found.append(f"{before} of {by} by {after} of {other}")
    return found


def wrong(served: Any, line: FaultyProxy, tabs: list[Any], code: str) -> list[str]:
    """What is not as it should be about a cell once everything has come to rest."""
    written = {number(after) for _version, after, _by in history(served, code)}
    told = {one.form["value"] for one in line.sent if one.form["code"] == code and one.told == 200}
    faults = [f"lost: {value}" for value in told - written] + unseen(served, line, code)
    for page in tabs:
        shown = cell(page, code).input_value().replace(".", "")
        state = cell(page, code).locator("xpath=ancestor::td").get_attribute("data-state")
        message = page.locator("#m-" + code.rpartition(":")[0].replace(":", "-").replace(".", "_"))
        if state == "saved" and shown not in written:
            faults.append(f"{shown} shown as saved")
        if state == "invalid" and "vừa ghi" not in message.inner_text():
            faults.append(f"{shown} not stored, and nobody is told")
    return faults
