"""Takes a check away from the running portal: the code of its function is exchanged."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType

from portal.accounts.access import ANYONE
from portal.accounts.rules import ROLES
from portal.prepared import Prepared
from tests.access.checks import Check


class OnlyAtStart(Exception):
    """The check is asked while the portal starts; a running one no longer needs it."""


#: Called once, when the app is made or a module is read, or by the public process alone.
AT_START = {
    "init_app", "_open_to", "the module", "_sqlite_kind", "_add_conn_hooks", "_authorize_public",
}  # fmt: skip


@contextmanager
def removed(check: Check, root: Path) -> Iterator[None]:
    """Within the block the portal works without the check. OnlyAtStart when it cannot."""
    if check.inside in AT_START:
        raise OnlyAtStart(check.name)
    function = _function(check)
    if check.without.startswith(("allow(", "__import__")):
        before = function.allowed_roles  # type: ignore[attr-defined]
        opened = frozenset(ROLES) if check.without.startswith("allow(") else ANYONE
        function.allowed_roles = opened  # type: ignore[attr-defined]
        yield
        function.allowed_roles = before  # type: ignore[attr-defined]
        return
    source = check.removed((root / check.path).read_text(encoding="utf-8"))
    before = function.__code__
    function.__code__ = _code_like(compile(source, check.path, "exec"), before)
    _forget_prepared()
    try:
        yield
    finally:
        function.__code__ = before
        _forget_prepared()


def _forget_prepared() -> None:
    """A prepared query was written with its checks, and keeps them until it is written anew."""
    for one in gc.get_objects():
        if isinstance(one, Prepared):
            one._written.clear()


def endpoints_of(check: Check, views: dict[str, object]) -> list[str]:
    """The endpoints whose view the check stands on; none for checks inside other functions."""
    function = None if check.inside in AT_START else _function(check)
    return sorted(name for name, view in views.items() if view is function)


def _function(check: Check) -> FunctionType:
    """The function that holds the line of the check: of several of that name the nearest above."""
    module = import_module(check.path.removesuffix(".py").replace("/", "."))
    holders = [module, *(one for one in vars(module).values() if isinstance(one, type))]
    found = [
        one
        for holder in holders
        if (one := vars(holder).get(check.inside)) and isinstance(one, FunctionType)
    ]
    return max(
        (one for one in found if one.__code__.co_firstlineno <= check.line),
        key=lambda one: one.__code__.co_firstlineno,
    )


def _code_like(whole: CodeType, wanted: CodeType) -> CodeType:
    for code in (one for one in whole.co_consts if isinstance(one, CodeType)):
        same = (code.co_qualname, code.co_firstlineno)
        if same == (wanted.co_qualname, wanted.co_firstlineno):
            return code
        if code.co_name == wanted.co_qualname.partition(".")[0] and code is not whole:
            inner = [one for one in code.co_consts if isinstance(one, CodeType)]
            for one in inner:
                if one.co_qualname == wanted.co_qualname:
                    return one
    raise LookupError(wanted.co_qualname)
