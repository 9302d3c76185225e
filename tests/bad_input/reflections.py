"""Whether something sent has become part of a page: an element, an attribute, a script."""

from html.parser import HTMLParser

#: Stands in every hostile piece of markup that the campaign sends.
MARK = "xss7919"
_ADDRESSES = {
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "srcdoc",
    "poster",
    "hx-get",
    "hx-post",
}
_RUNS = ("javascript:", "vbscript:", "data:")
_RAW = {"script", "style", "iframe", "noscript", "template"}


class _Reader(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.inside = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag if tag in _RAW else ""
        if MARK in tag:
            self.found.append(f"element <{tag}>")
        for name, value in attrs:
            if MARK in name or name.startswith(("on", "hx-on")):
                self.found.append(f"attribute {name} on <{tag}>")
            elif name == "style" and MARK in (value or ""):
                self.found.append(f"style on <{tag}>")
            plain = "".join((value or "").split()).lower()
            image = tag == "img" and plain.startswith("data:image/")
            if name in _ADDRESSES and plain.startswith(_RUNS) and not image:
                self.found.append(f"{name}={plain[:40]} on <{tag}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.inside = ""

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside and MARK in data:
            self.found.append(f"text of <{self.inside}>")

    def handle_comment(self, data: str) -> None:
        if MARK in data:
            self.found.append("comment")

    def handle_decl(self, decl: str) -> None:
        if MARK in decl:
            self.found.append("declaration")

    handle_pi = unknown_decl = handle_decl


def reflected(text: str) -> list[str]:
    """Where the mark stands as markup; as text it may stand anywhere."""
    return [f"reflected as {what}" for what in _Reader(text).found]
