"""Every access check of the portal, found mechanically, and how to take it away.

A check is a stretch of source and what stands there without it: ``@allow`` lets in every role,
``@signed_in`` everyone, a scoping condition becomes True, a question about a role or a state is
answered as its author hoped. ``deploy/remove_checks.py`` removes them one by one.
"""

import ast
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

_ANY_ROLE = 'allow(*__import__("portal.accounts.rules", fromlist=["ROLES"]).ROLES)'
_ANYONE = '__import__("portal.accounts.access", fromlist=["anyone"]).anyone'
#: Modules that open nothing to anybody: set-up, commands, public pages.
_ASIDE = {"site", "migrations", "loading.py", "commands.py", "demo.py", "content.py"}
#: Functions whose every condition decides who sees what, or whose session counts.
_SCOPES = {"visits_for", "seen_by", "signed_in_user"}
#: The parents within which a part of an address is looked up.
_PARENTS = {"visit", "duty", "plan", "strand", "team", "submission"}
_FINDERS = {"get_or_none", "where"}
_STATE_ERRORS = {
    "NotPossible", "NotOpen", "NotAllowedNow", "DraftLocked", "NotWaiting", "ApproverIsAuthor",
}  # fmt: skip
#: Where a row is changed only if it still stands in its state.
_IF_UNCHANGED = {"_close", "moved"}
_STATE_CALLS = {"must_stand", "_must_be_open", "check_open", "next_state"}
_STATE_WORDS = ("state", "released", "outcome", "answer", "author_id", "issued", "review")
#: Single expressions and statements that no rule above describes: text → what stands instead.
_SINGLE = {
    "CSRFProtect(app)": "pass",
    "app.before_request(_guard)": "pass",
    "conn.set_authorizer(_authorize_public)": "pass",
    "PublicSqliteDatabase if public_only else OwnSqliteDatabase": "OwnSqliteDatabase",
    "KeptPublicSqliteDatabase if public_only else KeptOwnSqliteDatabase": "KeptOwnSqliteDatabase",
    "sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY": "sqlite3.SQLITE_OK",
    "return sqlite3.SQLITE_DENY": "return sqlite3.SQLITE_OK",
}
_GUARDS = {"_guard", "sign_in", "signed_in_user"}


@dataclass(frozen=True)
class Check:
    """One check: its file, line and kind, the source it fills and what replaces it."""

    path: str
    line: int
    kind: str
    start: int
    end: int
    without: str
    inside: str

    @property
    def name(self) -> str:
        """How a report names it."""
        return f"{self.path}:{self.line} {self.kind} in {self.inside}"

    def removed(self, source: str) -> str:
        """The source without this check."""
        raw = source.encode()
        return (raw[: self.start] + self.without.encode() + raw[self.end :]).decode()


def checks_in(root: Path) -> list[Check]:
    """Every check of the tree whose ``portal`` package stands in ``root``.

    A row looked up within its parent counts where the look-up serves some page.
    """
    sources = {
        path: path.read_text(encoding="utf-8") for path in sorted((root / "portal").rglob("*.py"))
    }
    words = Counter(re.findall(r"\w+", "\n".join(sources.values())))
    found: list[Check] = []
    for path, source in sources.items():
        place = path.relative_to(root)
        if not _ASIDE & set(place.parts):
            found += _Finder(place.as_posix(), source).found
    return [one for one in found if one.kind != "parent" or words[one.inside] > 1]


class _Finder(ast.NodeVisitor):
    def __init__(self, path: str, source: str) -> None:
        self.path, self.source = path, source
        self.lines = [0]
        for line in source.encode().splitlines(keepends=True):
            self.lines.append(self.lines[-1] + len(line))
        self.functions: list[ast.FunctionDef] = []
        self.found: list[Check] = []
        self.visit(ast.parse(source))

    def _add(self, kind: str, node: ast.AST, without: str) -> None:
        start = self.lines[node.lineno - 1] + node.col_offset  # type: ignore[attr-defined]
        end = self.lines[node.end_lineno - 1] + node.end_col_offset  # type: ignore[attr-defined]
        check = Check(
            self.path, node.lineno, kind, start, end, without, self._inside  # type: ignore[attr-defined]
        )  # fmt: skip
        if all((one.start, one.end) != (start, end) for one in self.found):
            self.found.append(check)

    @property
    def _inside(self) -> str:
        return self.functions[-1].name if self.functions else "the module"

    def _text(self, node: ast.AST) -> str:
        return ast.unparse(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.functions.append(node)
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Name) and decorator.id == "signed_in":
                self._add("role", decorator, _ANYONE)
        self.generic_visit(node)
        self.functions.pop()

    def visit_Call(self, node: ast.Call) -> None:
        called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        whole = {"allow": ("role", _ANY_ROLE), "session_is_over": ("session", "False")}
        if isinstance(node.func, ast.Name) and node.func.id in whole:
            self._add(whole[node.func.id][0], node, whole[node.func.id][1])
        elif called == "has" and "actor" in self._text(node.func):
            self._add("role", node, "True")
        elif called in _FINDERS:
            self._conditions(node, called)
        elif called == "update":
            for keyword in node.keywords:
                if keyword.arg == "ended_at":
                    self._add("session", keyword.value, "None")
        self.generic_visit(node)

    def _conditions(self, node: ast.Call, called: str) -> None:
        for argument in node.args:
            if kind := self._condition(argument, called):
                self._add(kind, argument, "True")
        for keyword in node.keywords:
            if keyword.arg in _PARENTS and len(node.keywords) > 1 and self._reads:
                self._add("parent", keyword, "**{}")

    @property
    def _reads(self) -> bool:
        """Whether the module looks things up for a page, rather than for a write."""
        return not self.path.endswith(("actions.py", "duties.py", "review.py", "clash_queries.py"))

    def visit_Assign(self, node: ast.Assign) -> None:
        """A row looked for only so that a double click makes one is no check."""
        if self._text(node.targets[0]) != "same":
            self.generic_visit(node)

    def _condition(self, argument: ast.expr, called: str) -> str:
        text = self._text(argument)
        if self._inside in _SCOPES or "actor." in text:
            return "scope"
        queried = called == "get_or_none" or "queries" in self.path
        if queried and self._reads and self._is_parent(argument):
            return "parent"
        return "state" if self._inside in _IF_UNCHANGED and ".state" in text else ""

    @staticmethod
    def _is_parent(argument: ast.expr) -> bool:
        """Whether a row is asked to belong to one; a filter by plan or a kind of duty is none."""
        if not isinstance(argument, ast.Compare) or not isinstance(argument.left, ast.Attribute):
            return False
        kept = ast.unparse(argument).partition(" ")[0] != "PlanDeadline.duty"
        return kept and argument.left.attr in _PARENTS and "plan_id" not in ast.unparse(argument)

    def visit_If(self, node: ast.If) -> None:
        last, text = node.body[-1], self._text(node.test)
        refuses = isinstance(last, ast.Return) and self._text(last) not in ("return", "return None")
        leaves = refuses or self._text(last).startswith("abort(")
        if self._inside in _GUARDS and "ANYONE" not in text and "form." not in text:
            if leaves or "user.active" in text or "must_change" in text:
                self._add("session", node.test, "False")
        elif isinstance(last, ast.Raise) and last.exc is not None:
            error = self._text(last.exc).partition("(")[0].rpartition(".")[2]
            stated = any(word in text for word in _STATE_WORDS) and ".update(" not in text
            if error in _STATE_ERRORS and stated:
                self._add("state", node.test, "False")
        elif self._sends_away(last) and ("may_write" in text or "duty.state" in text):
            self._add("state", node.test, "False")
        self.generic_visit(node)

    def _sends_away(self, last: ast.stmt) -> bool:
        away = ("abort(", "return redirect(", "return _to_receipt(")
        return "/unit_" in self.path and self._text(last).startswith(away)

    def visit_Expr(self, node: ast.Expr) -> None:
        self._single(node)
        if isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name):
            called = node.value.func.id
            if called in _STATE_CALLS and "/office_" not in self.path:
                self._add("state", node, "pass")
        self.generic_visit(node)

    def visit_Return(self, node: ast.Return) -> None:
        self._single(node)
        self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self._single(node)
        self.generic_visit(node)

    def _single(self, node: ast.AST) -> None:
        if without := _SINGLE.get(self._text(node)):
            self._add("session" if without == "pass" else "gate", node, without)
