"""What has no blank to break at stays within a phone."""

from typing import Any

import pytest

from portal.config import ROOT

pytestmark = pytest.mark.browser
PATH = "I:\\Dropbox\\CÔNG2024\\KH\\NOIVU\\KẾHOẠCHKIỂMTRACẢICÁCHHÀNHCHÍNH\\BẢNCUỐI.doc"


def test_a_quoted_path_breaks(chromium: Any) -> None:
    vendor = ROOT / "static" / "vendor"
    css = "".join((vendor / name).read_text("utf-8") for name in ("portal.css", "workspace.css"))
    page = chromium.new_page(viewport={"width": 360, "height": 600})
    page.set_content(f"<style>{css}</style><ul class='govuk-list'><li><q>{PATH}</q></li></ul>")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()
