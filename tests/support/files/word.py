"""Word files so small that a test can say all about them: packages made of XML strings."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_PARTS = ("styles", "numbering", "footnotes", "endnotes", "settings")

HEAD = (
    "Seventy-fourth session",
    "Agenda item 106",
    "Resolution adopted by the General Assembly on 18 December 2019",
    "[on the report of the Third Committee (A/74/400)]",
    "74/999. Small things",
)


def run(text: str, *properties: str) -> str:
    """Give a run; properties are names ("i", "b") or whole elements."""
    inner = "".join(p if p.startswith("<") else f"<w:{p}/>" for p in properties)
    return f'<w:r><w:rPr>{inner}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """Give a paragraph of runs; what does not begin with "<" is a plain run."""
    inner = "".join(r if r.startswith("<") else run(r) for r in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """Give a table of texts."""
    cells = ("".join(f"<w:tc><w:tcPr/>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def relations(targets: Mapping[str, tuple[str, str]]) -> str:
    """Give a part of relationships: id to (kind, target)."""
    entries = "".join(
        f'<Relationship Id="{key}" Type="{_R}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{entries}</Relationships>'


def part(name: str, inner: str) -> str:
    """Give a part whose root is of WordprocessingML."""
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    return f'<w:{name} xmlns:w="{_W}" xmlns:r="{_R}" xmlns:mc="{mc}">{inner}</w:{name}>'


def word_file(
    *blocks: str,
    head: tuple[str, ...] = HEAD,
    parts: Mapping[str, str] | None = None,
    header: str = "",
    main: str = "word/document.xml",
) -> bytes:
    """Give a Word file: a head, "The General Assembly," and blocks; texts become paragraphs.

    parts: the inside of styles, numbering, footnotes ... header: paragraphs of the first page's.
    """
    parts = parts or {}
    formula = paragraph(run("The General Assembly", "i"), ",")
    texts = [
        block if block.startswith("<") else paragraph(block) for block in (*head, formula, *blocks)
    ]
    section = '<w:sectPr><w:headerReference w:type="first" r:id="rh"/></w:sectPr>' if header else ""
    named = {name: (name, f"{name}.xml") for name in _PARTS if name in parts}
    if header:
        named["rh"] = ("header", "header1.xml")
    folder, _, file = main.rpartition("/")
    files = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relations({"r1": ("officeDocument", main)}),
        main: part("document", f"<w:body>{''.join(texts)}{section}</w:body>"),
        f"{folder}/_rels/{file}.rels": relations(named),
    }
    files |= {f"{folder}/{name}.xml": part(name, inner) for name, inner in parts.items()}
    if header:
        files[f"{folder}/header1.xml"] = part("hdr", header)
    return packed(files)


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """Give a ZIP archive of files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()
