"""PDF: bytes to lines, one for each paragraph as its layout shows it.

`drawing` gives what is drawn where; `rows`, `edges`, `notes`, `tables` and `paragraphs` tell by
place and font what it is. What it means is left to `indexer.parsing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.errors import UnreadableFile
from indexer.model import Footnote, Issue
from indexer.parsing.text.hyphens import vocabulary
from indexer.parsing.text.inline import PRIVATE_USE
from indexer.parsing.text.languages import language_of
from indexer.parsing.text.lines import Line
from indexer.readers.pdf.columns import leaves
from indexer.readers.pdf.drawing import read_pages
from indexer.readers.pdf.edges import without_edges
from indexer.readers.pdf.layers import without_repeats, without_watermarks
from indexer.readers.pdf.margins import without_line_numbers
from indexer.readers.pdf.notes import footnotes, last_number, split_notes
from indexer.readers.pdf.pages import Page
from indexer.readers.pdf.paragraphs import Block, Measure, blocks, measure, text_of
from indexer.readers.pdf.rows import Row, rows_of
from indexer.readers.pdf.tables import split_tables, table_rows
from indexer.readers.pdf.wording import Wording, wording_of

__all__ = ["PdfText", "looks_like_pdf", "read_pdf"]

_BLANK = b"\xef\xbb\xbf\x00 \t\r\n"
_NO_LETTER = re.compile(f"[\x00-\x1f\ufffd\uffff{PRIVATE_USE}]")
_MEANINGLESS = 0.3  # share of characters that stand for no letter
_FEWEST_LETTERS = 80  # of a page that is a picture, if its text is there, too
_SOME = 150  # letters
_FEWEST_ROWS = 5


def looks_like_pdf(data: bytes) -> bool:
    """Tells a PDF by its content; some servers put other lines before its header."""
    at = data.find(b"%PDF-", 0, 1024)
    return at >= 0 and (not data[:at].strip(_BLANK) or b"startxref" in data[-2048:])


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfText:
    """Text of a PDF: its lines, its footnotes, and issues of its pages."""

    lines: list[Line]
    notes: tuple[Footnote, ...]
    issues: tuple[Issue, ...]


def read_pdf(data: bytes) -> PdfText:
    """Reads a PDF.

    Raises UnreadableFile when it is encrypted, damaged or has no text.
    """
    pages, failed = read_pages(data)
    _refuse_textless(pages)
    lines, notes = _lines(leaves([_text_alone(page) for page in pages]))
    return PdfText(lines=lines, notes=notes, issues=tuple(_issues(pages, failed)))


def _refuse_textless(pages: Sequence[Page]) -> None:
    if all(map(_is_meaningless, pages)) or _is_meaningless(*pages):
        raise UnreadableFile(
            "no-text-layer",
            "The PDF contains only images of pages; run OCR on it (for example ocrmypdf) and "
            "index the result.",
        )


def _text_alone(page: Page) -> Page:
    """Returns a page with every word of its text once, and nothing of its margins."""
    return without_line_numbers(without_repeats(without_watermarks(page)))


def _is_meaningless(*pages: Page) -> bool:
    """Tells pages without text, or whose characters stand for no letters."""
    text = "".join("".join(run.text.split()) for page in pages for run in page.runs)
    return len(_NO_LETTER.findall(text)) >= _MEANINGLESS * len(text)


def _issues(pages: Sequence[Page], failed: Sequence[int]) -> Iterator[Issue]:
    for number in failed:
        yield Issue(
            code="page-unreadable", message=f"Page {number + 1} is damaged and was left out."
        )
    for page in pages:
        letters = sum(len(run.text) for run in page.runs)
        place = f"Page {page.number + 1}"
        if page.picture and letters < _FEWEST_LETTERS:
            yield Issue(
                code="page-without-text",
                message=f"{place} is an image without text; run OCR on the file.",
            )
        elif letters and _is_meaningless(page):
            message = f"The characters of page {page.number + 1} stand for no letters."
            yield Issue(code="page-unreadable", message=message)
        if page.slanted > max(_SOME, letters):
            message = f"The text of page {page.number + 1} stands aslant and was left out."
            yield Issue(code="page-unreadable", message=message)


def _lines(pages: Sequence[Page]) -> tuple[list[Line], tuple[Footnote, ...]]:
    rows = without_edges(pages, [rows_of(page) for page in pages])
    usual = measure(row for its in rows for row in its)
    body: list[Row] = []
    notes: list[Row] = []
    number = 1
    for page, its in zip(pages, rows, strict=True):
        text, below = split_notes(page, its, usual.size, number)
        number = last_number(below, number)
        body += text
        notes += below
    wording = wording_of(language_of(" ".join(row.plain for row in body)))
    start = _body_start(body, wording)
    if len(body) - start >= _FEWEST_ROWS:  # mastheads are set closer than some texts
        usual = measure(body[start:])
    words = vocabulary(row.plain for row in (*body, *notes))
    lines = [*_head_lines(body[:start]), *_body_lines(body[start:], usual, words, wording)]
    return lines, footnotes(notes, words)


def _body_start(rows: Sequence[Row], wording: Wording) -> int:
    """Finds the enacting formula; where a print left it out, the first paragraph with a verb."""
    # "the Economic and Social Council, and" may begin a row inside of a paragraph.
    capital = (i for i, row in enumerate(rows) if not row.plain[:1].islower())
    formula = next((i for i in capital if wording.is_formula(rows[i].plain)), None)
    if formula is not None:
        return formula
    adopted = next((i for i, row in enumerate(rows) if wording.is_adoption(row.plain)), len(rows))
    after = range(adopted, len(rows))
    begun = (i for i in after if not rows[i].bold and wording.begins(rows[i].plain))
    return next(begun, len(rows))


def _head_lines(rows: Sequence[Row]) -> Iterator[Line]:
    """Yields the lines of the masthead: cell by cell, as its columns differ in subject."""
    last: Row | None = None
    for row in rows:
        gap = last is None or last.page != row.page or last.base - row.base > 1.35 * row.size
        for place, cell in enumerate(row.cells):
            yield Line(text=cell.marked, gap=gap or place > 0, page=row.page, bold=cell.bold)
        last = row


def _body_lines(
    rows: Sequence[Row], usual: Measure, words: frozenset[str], wording: Wording
) -> Iterator[Line]:
    for table, stretch in split_tables(rows):
        if table:
            for cells in table_rows(stretch, words):
                text = " | ".join(cells)
                yield Line(text=text, gap=True, page=stretch[0].page, whole=True, table=True)
        else:
            yield from (_line(block, usual, words) for block in blocks(stretch, usual, wording))


def _line(block: Block, usual: Measure, words: frozenset[str]) -> Line:
    return Line(
        text=text_of(block.rows, words),
        gap=True,
        indent=max(0, round((block.first.left - usual.left) / usual.size * 2)),
        page=block.first.page,
        bold=block.heading,
        whole=True,
    )
