"""What every app of a test run has in common, compiled once: addresses and templates.

Each test makes the portal anew; compiling took half of its time and comes to the same.
"""

from typing import Any

import jinja2
from flask import Flask
from jinja2.bccache import Bucket
from werkzeug.routing import Rule


class _Templates(jinja2.BytecodeCache):
    """Compiled templates by name and source, in memory."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, Any]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = (bucket.checksum, bucket.code)


def keep() -> None:
    """Let all apps of this process share what Werkzeug and Jinja compile."""
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": _Templates()}
    compile_builder, kept = Rule._compile_builder, dict[Any, Any]()

    def once(rule: Rule, append_unknown: bool = True) -> Any:
        asked = (append_unknown, rule.rule, repr(rule.defaults), tuple(rule._trace))
        if asked not in kept:
            kept[asked] = compile_builder(rule, append_unknown)
        return kept[asked]

    Rule._compile_builder = once  # type: ignore[method-assign]
