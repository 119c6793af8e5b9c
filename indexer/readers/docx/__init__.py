"""Word files (.docx): a package of XML parts to lines and footnotes.

`package` has the parts, `styles` the look of text, `numbering` the labels that Word prints,
`runs` the text of a paragraph, `notes` the footnotes, `body` the order of everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from lxml import etree

from indexer.errors import UnreadableFile
from indexer.model import Footnote
from indexer.parsing.knowledge.organs import enacting_organ
from indexer.parsing.text.furniture import is_furniture, is_watermark
from indexer.parsing.text.inline import plain
from indexer.parsing.text.layout import read_layout
from indexer.parsing.text.lines import Line
from indexer.readers.docx.body import Body
from indexer.readers.docx.notes import Notes
from indexer.readers.docx.numbering import Numbering
from indexer.readers.docx.package import Package, encrypted, w
from indexer.readers.docx.runs import Runs
from indexer.readers.docx.styles import Styles

__all__ = ["encrypted", "read_docx"]


def read_docx(data: bytes) -> tuple[list[Line], tuple[Footnote, ...]]:
    """Reads a Word file into lines and footnotes.

    Headers and footers come first, each once: they hold the symbol and the date of distribution.
    Those of the first page come last, next to the text that they lead in to.
    Raises UnreadableFile, with what to do, when no text can be had.
    """
    package = Package(data)
    relations = package.relations(package.document)
    named = {relation.kind: relation.target for relation in relations.values()}
    root = package.xml(package.document)
    document = root.find(w("body"))
    if document is None:
        raise UnreadableFile(
            "no-word-document", "It is an Office file without text; save it as .docx."
        )
    styles = Styles(package.optional_xml(named.get("styles")))
    numbering = package.optional_xml(named.get("numbering"))
    notes = _notes(package, named, root)

    def body(markers: frozenset[str] = frozenset()) -> Body:
        return Body(styles, Numbering(numbering), Runs(styles, notes.marker), markers)

    # Markers are known only after a first reading; a second one counts lists from the start.
    first = body()
    lines = list(first.lines(document))
    footnotes = notes.texts(lambda note: plain(first.text(note)))
    markers = frozenset(note.marker for note in footnotes)
    edges = [
        line
        for name in _edges(root, {key: r.target for key, r in relations.items()})
        if (part := package.optional_xml(name)) is not None
        for line in body(markers).lines(part)
        if not is_furniture(line.plain) or is_watermark(line.plain)
    ]
    if markers:
        lines = list(body(markers).lines(document))
    return [*edges, *_whole_where_printed(lines)], footnotes


def _notes(package: Package, named: Mapping[str, str], root: etree._Element) -> Notes:
    settings = package.optional_xml(named.get("settings"))
    return Notes(
        {
            "footnote": package.optional_xml(named.get("footnotes")),
            "endnote": package.optional_xml(named.get("endnotes")),
        },
        [*root.iter(w("sectPr")), *([] if settings is None else [settings])],
    )


def _whole_where_printed(lines: list[Line]) -> list[Line]:
    """Returns lines that are not marked as whole where each printed line is a paragraph."""
    formula = next((i for i, line in enumerate(lines) if enacting_organ(line.plain)), 0)
    if not read_layout(lines[formula:]).wrapped:
        return lines
    return [replace(line, whole=False) for line in lines]


def _edges(root: etree._Element, targets: dict[str, str]) -> Iterator[str]:
    """Yields the parts that hold footers and headers, those of the first page last."""
    key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    seen = set()
    for kind in ("footerReference", "headerReference"):
        for wanted in ("even", "default", "first"):
            for reference in root.iter(w(kind)):
                name = targets.get(reference.get(key) or "")
                if name and name not in seen and reference.get(w("type"), "default") == wanted:
                    seen.add(name)
                    yield name
