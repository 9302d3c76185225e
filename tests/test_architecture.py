"""Who may import whom (DESIGN.md, “Tree”), and what no module may be called."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from portal.config import ROOT

PORTAL = ROOT / "portal"
MODULES = sorted(p for p in PORTAL.rglob("*.py") if not p.stem[:4].isdigit())
FEATURES = ("plans", "inspections", "reports")
FOUNDATIONS = ("accounts", "deadlines", "documents", "publishing", "units")
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc"}
LONGEST = 250


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path) -> set[str]:
    """Every ``portal`` module that a file imports, at the top or inside a function."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    known = {name_of(module) for module in MODULES}
    return {name for name in found if name in known}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_are_small_and_named_after_what_they_hold(path):
    assert path.stem not in FORBIDDEN_NAMES
    text = path.read_text(encoding="utf-8")
    length = len(text.splitlines())
    assert length <= LONGEST, f"{length} lines: split it by use"
    assert ast.get_docstring(ast.parse(text))


@pytest.mark.parametrize(
    "path", [p for p in MODULES if p.stem == "rules" or p.stem.endswith("_rules")], ids=name_of
)
def test_rules_know_neither_the_framework_nor_the_database(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    roots = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            roots |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            roots.add(node.module.split(".")[0])
    assert not roots & {"flask", "peewee", "wtforms", "flask_login"}
    for name in imports_of(path):
        own = name.rpartition(".")[2]
        assert own not in ("models", "queries", "actions", "db", "clock"), name


@pytest.mark.parametrize("path", [p for p in MODULES if p.stem == "payload"], ids=name_of)
def test_payloads_never_reach_a_table(path):
    for name in imports_of(path):
        last = name.rpartition(".")[2]
        known = ("payload", "shared", "rules", "publishing", "editorial")
        assert last in known or last.endswith("_rules"), name


@pytest.mark.parametrize(
    "path", [p for p in MODULES if "site" in p.relative_to(PORTAL).parts], ids=name_of
)
def test_the_site_imports_publications_and_payloads_alone(path):
    for name in imports_of(path):
        parts = name.split(".")
        if len(parts) < 2 or parts[1] not in (*FEATURES, "accounts", "units"):
            continue
        assert parts[-1] == "payload" or name == f"portal.{parts[1]}", name


@pytest.mark.parametrize(
    "path",
    [p for p in MODULES if p.relative_to(PORTAL).parts[0] in FOUNDATIONS],
    ids=name_of,
)
def test_foundations_do_not_know_the_features(path):
    for name in imports_of(path):
        assert not any(name.startswith(f"portal.{feature}") for feature in FEATURES), name


@pytest.mark.parametrize(
    "path", [p for p in MODULES if p.relative_to(PORTAL).parts[0] in FEATURES], ids=name_of
)
def test_siblings_meet_through_queries_and_actions(path):
    own = path.relative_to(PORTAL).parts[0]
    for name in imports_of(path):
        parts = name.split(".")
        if len(parts) < 3 or parts[1] not in FEATURES or parts[1] == own:
            continue
        last = parts[2]
        met = ("queries", "actions", "rules", "payload", "duties", "models")
        assert last.endswith(met), f"{name_of(path)} imports {name}"


def test_a_public_only_process_holds_no_table_of_a_feature(tmp_path):
    """In a fresh process: what a test of this process imported must not count."""
    script = (
        "import sys; from portal import create_app; create_app("
        f"{{'DATA': {str(tmp_path)!r}, 'SECRET_KEY': 'x'}}, public_only=True); "
        "print(sorted(name for name in sys.modules if name.startswith('portal.')))"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = ast.literal_eval(result.stdout.strip().splitlines()[-1])
    tables = {name for name in loaded if name.endswith((".models", ".requests"))}
    assert tables == {"portal.publishing.models"}
    assert not [name for name in loaded if name.startswith("portal.accounts.")]
