"""Series in the formats that it can be had in: JSON, and rows of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from indexer.model import Masthead
from search.citation import place_or_type, work_citation
from search.comparison.word_diff import Piece
from search.formats.json import Brief, ComparedParagraph, compared
from search.series.chain import Found, Texts
from search.series.table import Cell, Column, Row, Series, State
from search.translation.current import gettext, later, message

STATE_NAMES = {
    State.FIRST: "",
    State.KEPT: later("unchanged"),
    State.CHANGED: later("changed"),
    State.NEW: later("new"),
    State.GONE: later("gone"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedColumn:
    """A text of the series."""

    document: Brief
    found: Annotated[
        Found,
        "How it is known to be of the series: the text asked about, the same title, what it cites "
        "and repeats, or a draft.",
    ]
    counts: Annotated[Mapping[State, int], "Paragraphs by what became of them."]
    figures_only: Annotated[int, "Changes only in numbers, dates or punctuation."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedCell:
    """A paragraph in one text."""

    state: Annotated[State, "What became of it since the text before."]
    moved: bool
    figures_only: bool
    back: Annotated[bool, "Whether an earlier text had it, but not the one before."]
    paragraph: ComparedParagraph | None
    pieces: Annotated[tuple[Piece, ...], "From its last version."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedRow:
    """A paragraph through the texts."""

    cells: Annotated[
        tuple[ExportedCell | None, ...], "One for each text; null where it lacks the paragraph."
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedTextSeries:
    """A text through the years, and through its drafts."""

    symbol: str
    texts: Texts
    total: Annotated[int, "Texts of the series that we have."]
    start: Annotated[int, "Number of the first text here, from 0."]
    columns: Annotated[tuple[ExportedColumn, ...], "The texts, the oldest first."]
    rows: Annotated[tuple[ExportedRow, ...], "Paragraphs, in the order of the newest text."]


def exported_series(series: Series) -> ExportedTextSeries:
    """Returns a series as JSON values, with citations."""
    return ExportedTextSeries(
        symbol=series.asked.symbol,
        texts=series.texts,
        total=series.total,
        start=series.start,
        columns=tuple(map(_column, series.columns)),
        rows=tuple(ExportedRow(cells=tuple(_cells(row, series))) for row in series.rows),
    )


def _column(column: Column) -> ExportedColumn:
    return ExportedColumn(
        document=column.masthead,
        found=column.found,
        counts=column.counts,
        figures_only=column.figures_only,
    )


def _cells(row: Row, series: Series) -> Iterator[ExportedCell | None]:
    for column, cell in zip(series.columns, row.cells, strict=True):
        yield _cell(column.masthead, cell) if cell else None


def _cell(masthead: Masthead, cell: Cell) -> ExportedCell:
    one = cell.paragraph
    return ExportedCell(
        state=cell.state,
        moved=cell.moved,
        figures_only=cell.figures_only,
        back=cell.back,
        paragraph=compared(masthead, one) if one else None,
        pieces=cell.pieces,
    )


def change_words(cell: Cell) -> str:
    """Returns what became of a paragraph, in words: "changed, only figures"; may be empty."""
    words = [gettext("back") if cell.back else message(STATE_NAMES[cell.state])]
    words += [gettext("only figures")] if cell.figures_only else []
    words += [gettext("moved")] if cell.moved else []
    return ", ".join(filter(None, words))


def series_rows(series: Series) -> Iterator[list[str]]:
    """Yields a series as rows of a table: the place, the change and the words in each text."""
    names = [work_citation(one.masthead) for one in series.columns]
    yield [f"{name}: {what}" for name in names for what in ("place", "change", "text")]
    for row in series.rows:
        yield [text for cell in row.cells for text in _texts(cell)]


def _texts(cell: Cell | None) -> tuple[str, str, str]:
    if cell is None:
        return "", "", ""
    one = cell.paragraph
    return place_or_type(one) if one else "", change_words(cell), one.text if one else ""
