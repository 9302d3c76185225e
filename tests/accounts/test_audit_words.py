"""Every action that the code records has Vietnamese words in the log."""

import ast

from portal.accounts.audit import record
from portal.accounts.audit_words import ACTIONS, SUBJECTS
from portal.accounts.rules import SYSTEM
from portal.config import ROOT
from portal.db import write
from portal.features import models


def recorded() -> set[str]:
    """The actions that calls of ``record`` and of ``_change`` name."""
    found = set()
    for path in (ROOT / "portal").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node, "func", None)
            called = getattr(name, "id", getattr(name, "attr", ""))
            if isinstance(node, ast.Call) and called in ("record", "_change") and node.args[1:]:
                found |= {
                    part.value
                    for part in ast.walk(node.args[1])
                    if isinstance(part, ast.Constant) and isinstance(part.value, str)
                }
    return {action for action in found if not action.startswith("-")}


def test_every_recorded_action_has_words():
    actions = recorded()
    assert len(actions) > 60
    assert actions <= set(ACTIONS), actions - set(ACTIONS)
    assert {"return-report", "accept-report"} <= set(ACTIONS)


def test_subjects_are_tables():
    tables = {model._meta.table_name for model in models()}
    assert set(SUBJECTS) <= tables, set(SUBJECTS) - tables


def test_the_log_says_what_was_done_in_words(sign_in):
    admin = sign_in("admin")
    with write():
        record(SYSTEM, "add-user", ("user", 7))
    page = admin.get("/lam-viec/quan-tri/nhat-ky/").text.partition("<tbody")[2]
    assert "Thêm tài khoản" in page
    assert "tài khoản 7" in page
    assert "add-user" not in page
