"""Excel workbook of results, written to disk row by row in constant memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from tempfile import TemporaryFile

import xlsxwriter

from search.formats.rows import COLUMNS, SOURCE, About, place_url, row, shortened, xml_text
from search.results import Found
from search.translation.current import gettext
from search.translation.numbers import number

LONGEST_CELL = 32_767
"""Excel's limit of characters in a cell; longer texts are cut, with a mark."""
MOST_LINKS = 65_000
"""Rows with a link: Excel refuses sheets with more than 65,530 links."""
LONGEST_LINK = 2_000
"""Characters of an address; Excel takes 2,079."""
_CHUNK = 64 * 1024
_CITATION = list(COLUMNS).index("citation")
_WIDTHS = {"citation": 38, "symbol": 16, "title": 40, "text": 100, "lead_in": 40}
_WIDTH = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A cell that leads to an address."""

    text: str
    address: str


def workbook(found: Iterable[Found], about: About) -> Iterator[bytes]:
    """Yields a workbook of two sheets: the paragraphs and their source."""
    columns = [(name, _WIDTHS.get(name, _WIDTH)) for name in COLUMNS]
    named = gettext(
        "%(number)s paragraphs %(reading)s", number=number(about.total), reading=about.reading
    )
    rows = (_linked(one, about) for one in found)
    lines = tuple(f"{name}: {value}" for name, value in about.lines())
    yield from table_workbook(columns, rows, named, lines)


def _linked(found: Found, about: About) -> list[str | Link]:
    """Returns the cells of a paragraph, of which its citation leads to it."""
    cells: list[str | Link] = [*row(found)]
    cells[_CITATION] = Link(text=str(cells[_CITATION]), address=place_url(found, about))
    return cells


def table_workbook(
    columns: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[str | Link]],
    named: str,
    lines: Sequence[str] = (),
) -> Iterator[bytes]:
    """Yields a workbook of two sheets: rows with a head, and what they are and their source.

    columns: their names, and their widths in characters. lines: more of what they are.
    """
    with TemporaryFile() as file:
        # Texts are never read as formulas, numbers or links.
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        }
        with xlsxwriter.Workbook(file, options) as book:
            _table(book, columns, rows)
            _source(book, (named, *lines))
        file.seek(0)
        while chunk := file.read(_CHUNK):
            yield chunk


def _table(
    book: xlsxwriter.Workbook,
    columns: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[str | Link]],
) -> None:
    sheet = book.add_worksheet(gettext("Paragraphs"))
    bold = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    linked = book.add_format(
        {"text_wrap": True, "valign": "top", "font_color": "#0d5c56", "underline": 1}
    )
    sheet.freeze_panes(1, 0)
    for column, (name, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, _fitting(name), bold)
    last = 0
    for last, one in enumerate(rows, 1):
        for column, cell in enumerate(one):
            if isinstance(cell, str):
                sheet.write_string(last, column, _fitting(cell), wrapped)
            elif last > MOST_LINKS or len(cell.address) > LONGEST_LINK:
                sheet.write_string(last, column, _fitting(cell.text), wrapped)
            else:
                sheet.write_url(last, column, cell.address, linked, _fitting(cell.text))
    sheet.autofilter(0, 0, last, len(columns) - 1)


def _fitting(text: str) -> str:
    return shortened(xml_text(text), LONGEST_CELL)


def _source(book: xlsxwriter.Workbook, lines: Sequence[str]) -> None:
    sheet = book.add_worksheet(gettext("About"))
    for place, text in enumerate((*lines, gettext(SOURCE))):
        sheet.write_string(place, 0, _fitting(text))
