"""The paragraphs and tables of a Word file, in order, as lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from indexer.parsing.knowledge.organs import enacting_organ
from indexer.parsing.text.body_tables import begins_annex, paragraphs
from indexer.parsing.text.lines import Line
from indexer.readers.docx.numbering import Numbering
from indexer.readers.docx.package import w
from indexer.readers.docx.runs import (
    Kind,
    Piece,
    Runs,
    is_bold,
    is_hidden_mark,
    is_removed,
    written,
)
from indexer.readers.docx.styles import Styles

_SKIPPED = frozenset(map(w, ("sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "del")))


@dataclass(slots=True)
class Body:
    """Reads a story: the body of a document, a header, a note.

    notes: markers of the document's footnotes.
    """

    styles: Styles
    numbering: Numbering
    runs: Runs
    notes: frozenset[str] = frozenset()
    enacted: bool = False
    annexed: bool = False
    in_cell: bool = False
    held: list[Piece] = field(default_factory=list)

    def lines(self, story: etree._Element) -> Iterator[Line]:
        """Yields the lines of a story."""
        for child in story:
            if child.tag == w("p"):
                yield from self._paragraph(child)
            elif child.tag == w("tbl"):
                yield from self._table(child)
            elif child.tag not in _SKIPPED:
                yield from self.lines(child)

    def text(self, story: etree._Element) -> str:
        """Returns the text of a story on one line."""
        return " ".join(line.text for line in self.lines(story))

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Line]:
        pieces = [*self.held, *self.runs.pieces(paragraph)]
        self.held = []
        boxes, self.runs.boxes = self.runs.boxes, []
        if is_removed(paragraph) or is_hidden_mark(paragraph):
            self.held = pieces
        else:
            yield from self._lines(paragraph, pieces)
        for box in boxes:
            yield from self.lines(box)

    def _lines(self, paragraph: etree._Element, pieces: list[Piece]) -> Iterator[Line]:
        properties = paragraph.find(w("pPr"))
        ref = self.styles.numbering(properties)
        label = self.numbering.label(ref) if ref else ""
        texts = [written(part, self.notes) for part in _parted(pieces)]
        if label and texts[0]:
            texts[0] = f"{label} {texts[0]}"
        bold = is_bold(pieces) or self.styles.is_heading(properties)
        if label and self.in_cell and not any(texts):
            texts = [label]  # a column of automatic numbers
        first = True
        for text in filter(None, texts):
            line = Line(text=text, gap=first, bold=bold, continues=not first, whole=first)
            self.enacted = self.enacted or enacting_organ(line.plain) is not None
            self.annexed = self.annexed or (self.enacted and begins_annex(line.plain))
            first = False
            yield line

    def _table(self, table: etree._Element) -> Iterator[Line]:
        """Yields the rows of a table; one that only lays out a page gives its paragraphs."""
        rows = [_cells(row) for row in _within(table, "tr") if not _is_removed_row(row)]
        layout = not self.enacted or _holds_resolution(table)
        columns = max(map(len, rows), default=0)
        self.in_cell = columns > 1
        read = [[list(self.lines(cell)) for cell in row] for row in rows]
        self.in_cell = False
        text = paragraphs(read) if self.enacted and not self.annexed else []
        if text or layout or columns < 2:
            yield from text or (line for row in read for cell in row for line in cell)
            return
        for row in read:
            texts = [" ".join(line.text for line in cell) for cell in row]
            if any(texts):
                yield Line(text=" | ".join(texts), gap=True, table=True)


def _parted(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Cuts pieces at line breaks."""
    part: list[Piece] = []
    for piece in pieces:
        if piece.kind is Kind.BREAK:
            yield part
            part = []
        else:
            part.append(piece)
    yield part


def _within(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yields the rows of a table or cells of a row, through controls around them."""
    for child in parent:
        if child.tag == w(name):
            yield child
        elif child.tag not in _SKIPPED and child.tag not in (w("p"), w("tbl")):
            yield from _within(child, name)


def _cells(row: etree._Element) -> list[etree._Element]:
    return list(_within(row, "tc"))


def _is_removed_row(row: etree._Element) -> bool:
    return row.find(f"{w('trPr')}/{w('del')}") is not None


def _holds_resolution(table: etree._Element) -> bool:
    """Tells a table that lays out a whole page from one that shows figures."""
    texts = ("".join(t.text or "" for t in p.iter(w("t"))) for p in table.iter(w("p")))
    return any(enacting_organ(text) for text in texts)
