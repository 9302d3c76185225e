"""What the tests of the report editor do over and over: open, type, look into the table."""

import json
import sqlite3
import unicodedata
from contextlib import closing
from typing import Any

CELL = "stat:i.1-nhiem-vu:current"
OTHER = "stat:i.1-hoan-thanh:current"
BEFORE = "stat:i.1-nhiem-vu:previous"
NOTE = "stat:i.1-nhiem-vu:note"
TEXT = "outline:p1.i"
SAVE = "**/truong/"


def ask(served: Any, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Run one statement on the served portal's database."""
    with closing(sqlite3.connect(served.data / "portal.db", timeout=10)) as opened, opened:
        return opened.execute(sql, values).fetchall()


def duty_of(served: Any) -> int:
    """The report that the demo unit owes."""
    return ask(
        served, "SELECT duty.id FROM duty JOIN user ON user.unit_id = duty.unit_id "
        "WHERE user.username = 'unit_editor' ORDER BY duty.id",
    )[0][0]  # fmt: skip


def clear(served: Any) -> None:
    """An empty, open report: as if nobody had written in it."""
    for table in ("draft_field", "draft_edit", "evidence", "submission"):
        ask(served, f"DELETE FROM {table} WHERE duty_id = ?", duty_of(served))
    ask(served, "UPDATE duty SET state = 'open' WHERE id = ?", duty_of(served))


def path(served: Any, part: str = "") -> str:
    """The address of a part of the report: phu-luc-2, de-cuong/p1.i …"""
    return f"/lam-viec/don-vi/bao-cao/{duty_of(served)}/" + (f"{part}/" if part else "")


def stored(served: Any, code: str) -> Any:
    """What the draft holds of a field; None for nothing. A number as it is stored."""
    rows = ask(
        served, "SELECT value FROM draft_field WHERE duty_id = ? AND code = ?",
        duty_of(served), code,
    )  # fmt: skip
    value = json.loads(rows[0][0]) if rows else None
    return value["value"] if isinstance(value, dict) and "value" in value else value


def comes_to(served: Any, page: Any, code: str, value: Any) -> None:
    """Wait until the draft holds ``value`` in ``code``; fail after forty seconds."""
    for _ in range(400):
        if stored(served, code) == value:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{code} holds {stored(served, code)!r}, not {value!r}")


def statistics(someone: Any) -> Any:
    """Open the statistics table."""
    return someone.open(path(someone.served, "phu-luc-2"))


def narrative(someone: Any) -> Any:
    """Open the first section of the outline."""
    return someone.open(path(someone.served, "de-cuong/p1.i"))


def cell(page: Any, code: str) -> Any:
    """The (first) input of a field."""
    return page.locator(f"[name='{code}']").first


def put(page: Any, code: str, text: str) -> int:
    """Type into a cell and leave it; the status with which its autosave was answered."""
    with page.expect_response(SAVE) as answer:
        cell(page, code).fill(text)
        page.keyboard.press("Tab")
    return answer.value.status


def write(page: Any, text: str) -> int:
    """Type into the section's text and wait for its autosave; its status."""
    with page.expect_response(SAVE) as answer:
        page.fill("textarea[name=value]", text)
        page.keyboard.press("Tab")
    return answer.value.status


def unikey(page: Any, text: str) -> None:
    """As UniKey types: the bare letter, then Backspace and the letter with its mark."""
    for letter in text:
        plain = unicodedata.normalize("NFD", letter)[0].replace("đ", "d").replace("Đ", "D")
        page.keyboard.press("Space" if plain == " " else plain)
        if plain != letter:
            page.keyboard.press("Backspace")
            page.keyboard.insert_text(letter)


def focused(page: Any) -> str:
    """The name of the input that has the focus; empty when it has none."""
    return page.evaluate("document.activeElement.name || ''")


def caret(page: Any) -> tuple[int, int]:
    """Where the selection in the focused input begins and ends."""
    return tuple(
        page.evaluate("(at => [at.selectionStart, at.selectionEnd])(document.activeElement)")
    )


def sign_in_elsewhere(someone: Any, role: str) -> None:
    """Sign in again in another tab of the same browser."""
    tab = someone.context.new_page()
    tab.goto(someone.served.address + "/tai-khoan/dang-nhap")
    tab.fill("[name=username]", role)
    tab.fill("[name=password]", someone.served.password)
    tab.click("button:has-text('Đăng nhập')")
    tab.wait_for_url("**/lam-viec/**")
    tab.close()
