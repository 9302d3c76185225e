"""Makes the Word files of this folder with LibreOffice.

Run it as `python -m tests.documents.word.files.make`.

The files are committed, since the machine that runs the tests may have no LibreOffice. Each is
the conversion of a flat OpenDocument text written here, so what stands in it can be read below.
"""

import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
        ("draw", "drawing"), ("svg", "svg-compatible"), ("fo", "xsl-fo-compatible"),
        ("meta", "meta"),
    )
)  # fmt: skip


def _level(depth: int, style: str, before: str = "", after: str = ".", shown: int = 1) -> str:
    return (
        f'<text:list-level-style-number text:level="{depth}" style:num-format="{style}" '
        f'style:num-prefix="{before}" style:num-suffix="{after}" text:display-levels="{shown}"/>'
    )


def _list(name: str, *levels: str) -> str:
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


def _change(key: str, kind: str, gone: str = "") -> str:
    told = "<dc:creator>Lò Văn Soạn</dc:creator><dc:date>2024-03-05T08:00:00</dc:date>"
    return (
        f'<text:changed-region text:id="{key}"><text:{kind}><office:change-info>{told}'
        f"</office:change-info>{gone}</text:{kind}></text:changed-region>"
    )


_STYLES = (
    _list("L", _level(1, "I"), _level(2, "1"), _level(3, "a", after=")"))
    + _list("D", _level(1, "1", before="Điều "), _level(2, "1", shown=2))
    + '<style:style style:name="An" style:family="text"><style:text-properties '
    'text:display="none"/></style:style>'
    '<style:style style:name="Dam" style:family="text"><style:text-properties '
    'fo:font-weight="bold"/></style:style>'
    '<style:style style:name="ABC" style:family="text"><style:text-properties '
    'style:font-name=".VnTime"/></style:style>'
    '<style:style style:name="Hop" style:family="graphic"/>'
)
_FONTS = '<style:font-face style:name=".VnTime" svg:font-family=".VnTime"/>'
_LISTED = """
<text:list text:style-name="L"><text:list-item><text:p>MỤC ĐÍCH</text:p>
<text:list><text:list-item><text:p>Đánh giá kết quả</text:p>
<text:list><text:list-item><text:p>Của các sở</text:p></text:list-item>
<text:list-item><text:p>Của các xã</text:p></text:list-item></text:list></text:list-item>
<text:list-item><text:p>Chấn chỉnh tồn tại</text:p></text:list-item></text:list></text:list-item>
<text:list-item><text:p>NỘI DUNG</text:p></text:list-item></text:list>
<text:list text:style-name="D"><text:list-item><text:p>Ban hành kế hoạch</text:p>
<text:list><text:list-item><text:p>Phạm vi</text:p></text:list-item>
<text:list-item><text:p>Đối tượng</text:p></text:list-item></text:list></text:list-item>
<text:list-item><text:p>Hiệu lực</text:p></text:list-item></text:list>
"""
_CHANGES = (
    "<text:tracked-changes>"
    + _change("c1", "insertion")
    + _change("c2", "deletion", "<text:p>trước ngày 15/6 </text:p>")
    + "</text:tracked-changes>"
)
_MARKED = """
<text:p>Báo cáo gửi <text:change text:change-id="c2"/><text:change-start text:change-id="c1"/>chậm
 nhất ngày 30/10/2024<text:change-end text:change-id="c1"/> về Sở Nội vụ<office:annotation>
<dc:creator>Lò Văn Soạn</dc:creator><text:p>Hỏi lại anh Tùng</text:p></office:annotation>.</text:p>
<text:p>Thành phần Đoàn<text:note text:id="n1" text:note-class="footnote"><text:note-citation>1
</text:note-citation><text:note-body><text:p>Theo quyết định thành lập Đoàn.</text:p>
</text:note-body></text:note> gồm năm người<text:span text:style-name="An"> kể cả lái
 xe</text:span>.
</text:p>
<text:p>Đoạn có hộp<draw:frame draw:style-name="Hop" text:anchor-type="paragraph" svg:width="5cm"
 svg:height="2cm"><draw:text-box><text:p>Chữ trong hộp</text:p></draw:text-box></draw:frame> bên
 cạnh.</text:p>
<text:p><text:span text:style-name="ABC">Céng hoµ x· héi chñ nghÜa ViÖt Nam</text:span></text:p>
"""


def _cell(text: str, columns: int = 1, rows: int = 1) -> str:
    spans = f'table:number-columns-spanned="{columns}" table:number-rows-spanned="{rows}"'
    return f"<table:table-cell {spans}><text:p>{text}</text:p></table:table-cell>"


_COVERED = "<table:covered-table-cell/>"
_HEAD = (
    f"<table:table-row>{_cell('STT', rows=2)}{_cell('Kết quả', columns=2)}{_COVERED}"
    "</table:table-row>"
    f"<table:table-row>{_COVERED}{_cell('Năm 2023')}{_cell('Năm 2024')}</table:table-row>"
)


def _table(*rows: str) -> str:
    return (
        '<table:table><table:table-column table:number-columns-repeated="3"/>'
        f"{_HEAD}{''.join(rows)}</table:table><text:p/>"
    )


def _row(*texts: str) -> str:
    return f"<table:table-row>{''.join(map(_cell, texts))}</table:table-row>"


_TABLES = _table(_row("1", "12", "15")) + _table(_row("2", "7", "9")) + "<text:p>Hết bảng.</text:p>"
_SOURCES = {
    "libreoffice-danh-so": _LISTED,
    "libreoffice-sua-doi": _CHANGES + _MARKED,
    "libreoffice-bang": _TABLES,
}


def main() -> None:
    """Write every file of the folder again."""
    with tempfile.TemporaryDirectory() as folder:
        for name, body in _SOURCES.items():
            source = Path(folder) / f"{name}.fodt"
            source.write_text(
                f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMES} '
                'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2" '
                'office:mimetype="application/vnd.oasis.opendocument.text">'
                "<office:meta><meta:initial-creator>Lò Văn Soạn</meta:initial-creator>"
                "<dc:creator>Lò Văn Soạn</dc:creator></office:meta>"
                f"<office:font-face-decls>{_FONTS}</office:font-face-decls><office:automatic-styles>{_STYLES}"
                f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
                "</office:body></office:document>",
                encoding="utf-8",
            )
            command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
            command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(HERE), str(source)]
            subprocess.run(command, check=True, capture_output=True, timeout=180)


if __name__ == "__main__":
    main()
