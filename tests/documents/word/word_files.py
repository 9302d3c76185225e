"""Word files as people make them, written part by part, so that each holds just what is tried."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATED = (
    "styles", "numbering", "footnotes", "endnotes", "comments", "settings", "header1", "footer1",
)  # fmt: skip


def run(text: str, look: str = "") -> str:
    """A run of text; `look` is what stands in its properties."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def font(name: str) -> str:
    """The property that sets the font of a run."""
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def para(*content: str, settings: str = "") -> str:
    """A paragraph; plain words become a run."""
    inner = "".join(part if part.startswith("<") else run(part) for part in content)
    return f"<w:p><w:pPr>{settings}</w:pPr>{inner}</w:p>"


def item(text: str, number: int = 1, level: int = 0) -> str:
    """A paragraph of an automatic list."""
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return para(text, settings=listed)


def level(depth: int, style: str, text: str, more: str = "", start: int = 1) -> str:
    """One level of a list."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*lists: str, instances: str = "") -> str:
    """The numbering part: list n is used by `number=n`; `instances` adds more."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{key}">{levels}</w:abstractNum>'
        for key, levels in enumerate(lists, start=1)
    )
    used = "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>'
        for key in range(1, len(lists) + 1)
    )
    return f"<w:numbering {NAMES}>{abstract}{used}{instances}</w:numbering>"


def cell(*blocks: str, settings: str = "") -> str:
    """A cell; plain words become a paragraph."""
    inner = "".join(part if part.startswith("<") else para(part) for part in blocks)
    return f"<w:tc><w:tcPr>{settings}</w:tcPr>{inner or para('')}</w:tc>"


def row(*cells: str, settings: str = "") -> str:
    """A row; plain words become cells."""
    inner = "".join(part if part.startswith("<w:tc>") else cell(part) for part in cells)
    return f"<w:tr><w:trPr>{settings}</w:trPr>{inner}</w:tr>"


def table(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def story(root: str, *content: str) -> str:
    """A part such as `hdr`, `ftr`, `footnotes`, `comments`."""
    return f"<w:{root} {NAMES}>{''.join(content)}</w:{root}>"


def box(*blocks: str) -> str:
    """A text box as Word writes it: once for new programs, once more for old ones."""
    inner = f"<w:txbxContent>{''.join(blocks)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic>'
        f"<a:graphicData><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphicData>"
        "</a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
        f"<v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
        "</w:r>"
    )


def fld(code: str, *result: str) -> str:
    """A field with its result."""
    marks = {
        kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
        for kind in ("begin", "separate", "end")
    }
    shown = marks["separate"] + "".join(result) if result else ""
    return f"{marks['begin']}<w:r><w:instrText> {code} </w:instrText></w:r>{shown}{marks['end']}"


def word_file(
    *body: str,
    links: dict[str, str] | None = None,
    more: dict[str, bytes | str] | None = None,
    **parts: str,
) -> bytes:
    """A .docx of these blocks; `parts` are other stories by name (`footnotes`, `header1` …).

    `links`: relationship id → address outside; `more`: any other parts by their path.
    """  # fmt: skip
    document = f"<w:document {NAMES}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>"
    related = "".join(
        f'<Relationship Id="rId{name}" Type="{R}/{name.rstrip("1")}" Target="{name}.xml"/>'
        for name in _RELATED
        if name in parts
    ) + "".join(
        f'<Relationship Id="{key}" Type="{R}/hyperlink" Target="{target}" TargetMode="External"/>'
        for key, target in (links or {}).items()
    )
    kinds = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{name.rstrip("1")}+xml"/>'
        for name in _RELATED
        if name in parts
    )
    files: dict[str, bytes | str] = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="png" ContentType="image/png"/>'
            '<Default Extension="jpg" ContentType="image/jpeg"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
            f"{kinds}</Types>"
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>'
        ),
        **{f"word/{name}.xml": content for name, content in parts.items()},
        **(more or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            # the same time each time: the same blocks give the same bytes
            entry = zipfile.ZipInfo(name, (2024, 3, 5, 8, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()
