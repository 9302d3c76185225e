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

    def get_bucket(
        self, environment: jinja2.Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        # another kind of environment makes other code of the same template
        return super().get_bucket(environment, f"{type(environment)} {name}", filename, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = (bucket.checksum, bucket.code)


#: What ``Rule.compile`` sets. Converters keep nothing of the map that they were made for.
_COMPILED = ("_parts", "_trace", "_converters", "arguments")
_BUILDERS = ("_build", "_build_unknown")


def keep() -> None:
    """Let all apps of this process share what Werkzeug and Jinja compile."""
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": _Templates()}
    compile_rule, kept = Rule.compile, dict[Any, dict[str, Any]]()

    def once(rule: Rule) -> None:
        own = (rule.rule, rule.subdomain, rule.host, rule.merge_slashes, repr(rule.defaults))
        key = (*own, rule.map.host_matching, *rule.map.converters.values())
        if key not in kept:
            compile_rule(rule)
            made = {name: getattr(rule, name) for name in _COMPILED}
            kept[key] = made | {name: getattr(rule, name).__func__ for name in _BUILDERS}
            return
        for name in _COMPILED:
            setattr(rule, name, kept[key][name])
        for name in _BUILDERS:
            setattr(rule, name, kept[key][name].__get__(rule))

    Rule.compile = once  # type: ignore[method-assign]
