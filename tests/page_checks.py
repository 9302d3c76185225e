"""Rules that every page opened by any test must keep."""

from collections import Counter
from html.parser import HTMLParser

VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
    "track", "wbr",
}  # fmt: skip
UNLABELLED = {"hidden", "submit", "button", "image", "reset"}
IMPLIED_END = {"p", "li", "td", "th", "tr", "tbody", "thead", "dt", "dd", "option"}


class Page(HTMLParser):
    """What the rules and the tests need to know of a page."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.problems: list[str] = []
        self.open: list[str] = []
        self.ids: Counter[str] = Counter()
        self.labels: set[str] = set()
        self.inputs: list[dict[str, str | None]] = []
        self.headings: list[str] = []
        self.title = ""
        self.csrf_token = ""
        self.links: list[str] = []
        self._wrapped: list[bool] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if len(values) != len(attrs):
            self.problems.append(f"doubled attribute on <{tag}>")
        if values.get("id"):
            self.ids[str(values["id"])] += 1
        for name in values:
            if name.startswith("on") or name == "style":
                self.problems.append(f"inline {name} on <{tag}>")
        self._note(tag, values)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def _note(self, tag: str, values: dict[str, str | None]) -> None:
        if tag == "script" and not values.get("src"):
            self.problems.append("inline script")
        elif tag == "style":
            self.problems.append("inline style element")
        elif tag == "label" and values.get("for"):
            self.labels.add(str(values["for"]))
        elif tag in ("input", "select", "textarea"):
            self.inputs.append(
                {"tag": tag, "wrapped": "1" if "label" in self.open else "", **values}
            )
            if values.get("name") == "csrf_token" and values.get("value"):
                self.csrf_token = str(values["value"])
        elif tag == "h1":
            self.headings.append("")
        elif tag == "a" and values.get("href"):
            self.links.append(str(values["href"]))
        elif tag == "form" and (values.get("method") or "get").lower() not in ("get", "post"):
            self.problems.append("form with an odd method")
        elif tag == "html" and values.get("lang") != "vi":
            self.problems.append("page is not marked as Vietnamese")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        while self.open and self.open[-1] != tag and self.open[-1] in IMPLIED_END:
            self.open.pop()
        if not self.open or self.open[-1] != tag:
            self.problems.append(f"</{tag}> closes <{self.open[-1] if self.open else 'nothing'}>")
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "title" and "svg" not in self.open:
            self.title += data
        elif "h1" in self.open:
            self.headings[-1] += data


def problems_of(text: str) -> list[str]:
    """What is wrong with a whole page; an empty list when nothing is."""
    page = Page(text)
    found = list(page.problems)
    if page.open:
        found.append(f"never closed: {page.open}")
    if len(page.headings) != 1 or not page.headings[0].strip():
        found.append(f"{len(page.headings)} h1 headings")
    if not page.title.strip():
        found.append("no title")
    found += [f"id {name} stands {n} times" for name, n in page.ids.items() if n > 1]
    for field in page.inputs:
        if field.get("type") in UNLABELLED or field["wrapped"]:
            continue
        named = field.get("aria-label") or field.get("aria-labelledby")
        if not named and field.get("id") not in page.labels:
            found.append(f"field without a label: {field.get('name')}")
    if "{{" in text or "{%" in text:
        found.append("template braces in the page")
    return found
