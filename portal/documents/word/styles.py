"""What a run of a Word file looks like once its styles are counted in."""

from lxml import etree

from portal.documents.word.package import switched_on, value, w

_DEPTH = 20  # styles based on each other; a circle must end


class Styles:
    """The styles of a file; answers for runs and paragraphs. An absent part means none."""

    def __init__(self, root: etree._Element | None) -> None:
        self._by_id: dict[str, etree._Element] = {}
        self._default = ""
        self._base: etree._Element | None = None
        if root is None:
            return
        for style in root.iter(w("style")):
            self._by_id[style.get(w("styleId"), "")] = style
            if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true"):
                self._default = style.get(w("styleId"), "")
        self._base = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")

    def name(self, style_id: str) -> str:
        """The name of a style, the same in every language of Word (`heading 1`)."""
        style = self._by_id.get(style_id)
        return "" if style is None else value(style.find(w("name")))

    def chain(self, style_id: str) -> list[etree._Element]:
        """A style and those it is based on, nearest first."""
        found: list[etree._Element] = []
        while style_id in self._by_id and len(found) < _DEPTH:
            style = self._by_id[style_id]
            found.append(style)
            style_id = value(style.find(w("basedOn")))
        return found

    def style_of(self, paragraph: etree._Element) -> str:
        """The style id of a paragraph."""
        # properties come first; a search would walk every run of a long paragraph
        first = next(iter(paragraph), None)
        if first is None or first.tag != w("pPr"):
            return self._default
        return value(first.find(w("pStyle")), self._default)

    def hidden(self, run: etree._Element) -> bool:
        """Whether Word does not show the run."""
        return self._on(run, "vanish") or self._on(run, "specVanish")

    def capitals(self, run: etree._Element) -> bool:
        """Whether the run is shown in capitals."""
        return self._on(run, "caps")

    def bold_by_style(self, run: etree._Element) -> bool:
        """Whether the run is bold though it does not say so itself."""
        own = run.find(w("rPr"))
        return (own is None or own.find(w("b")) is None) and self._on(run, "b")

    def fonts(self, run: etree._Element) -> tuple[str, ...]:
        """The names of the fonts of Latin letters in the run, as far as they are told."""
        names: dict[str, str] = {}
        for properties in self._properties(run):
            fonts = properties.find(w("rFonts"))
            for script in ("ascii", "hAnsi") if fonts is not None else ():
                name = fonts.get(w(script))
                if name and script not in names:
                    names[script] = name
            if len(names) == 2:
                break
        return tuple(dict.fromkeys(names.values()))

    def _on(self, run: etree._Element, name: str) -> bool:
        for properties in self._properties(run):
            found = properties.find(w(name))
            if found is not None:
                return switched_on(found)
        return False

    def _properties(self, run: etree._Element) -> list[etree._Element]:
        """Where the look of a run is written down, what counts most first."""
        own = run.find(w("rPr"))
        found = [] if own is None else [own]
        if own is not None:
            found += self._of_style(value(own.find(w("rStyle"))))
        paragraph = next(run.iterancestors(w("p")), None)
        if paragraph is not None:
            found += self._of_style(self.style_of(paragraph))
        return found if self._base is None else [*found, self._base]

    def _of_style(self, style_id: str) -> list[etree._Element]:
        blocks = (style.find(w("rPr")) for style in self.chain(style_id))
        return [block for block in blocks if block is not None]
