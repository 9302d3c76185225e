"""Templates are code: each one compiles, and each fragment is part of a page."""

import re

import pytest

from portal.config import ROOT

TEMPLATES = ROOT / "templates"
NAMES = sorted(
    str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.*") if path.is_file()
)
SOURCES = {name: (TEMPLATES / name).read_text(encoding="utf-8") for name in NAMES}
#: Modules that render a fragment themselves.
RENDERING = {"workspace/reports/office/_board_line.html": "portal/reports/board/lines.py"}


@pytest.mark.parametrize("name", NAMES)
def test_compiles(app, name):
    app.jinja_env.get_template(name)


@pytest.mark.parametrize("name", [n for n in NAMES if n.rpartition("/")[2].startswith("_")])
def test_fragment_is_part_of_a_page(name):
    used = [other for other, text in SOURCES.items() if other != name and f'"{name}"' in text]
    if name in RENDERING:
        used.append(f'"{name}"' in (ROOT / RENDERING[name]).read_text(encoding="utf-8"))
    assert any(used), f"no template includes or imports {name}"


@pytest.mark.parametrize("name", NAMES)
def test_keeps_the_content_security_policy(name):
    text = SOURCES[name]
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", text)
    assert not re.search(r"<style|\sstyle=|\son(click|change|load|submit|input)=", text)


def test_a_table_is_not_called_as_the_section_around_it():
    """Two landmarks of one name are one too many for whoever moves by landmarks (axe:
    landmark-unique); tables that the sample lacks are met by no browser test."""
    for name, text in SOURCES.items():
        tables = set(re.findall(r'scroll_table\("([^"]+)"\)', text))
        heads = re.findall(r'<h2[^>]*\bid="([^"]+)"[^>]*>([^<{]+)</h2>', text)
        sections = {said for one, said in heads if f'aria-labelledby="{one}"' in text}
        assert not tables & sections, name
