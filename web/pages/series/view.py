"""View of a series: a table with paragraphs as rows and texts as columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for
from markupsafe import Markup

from indexer.model import Masthead, Paragraph, ParagraphType
from search.formats.series import STATE_NAMES, change_words
from search.formats.series_files import SERIES_FORMATS
from search.series.chain import Found, Texts
from search.series.table import Cell, Row, Series, State
from search.translation.current import gettext, later, message
from web import labels
from web.markup import marked
from web.pages.compare.view import after_anchor, before_anchor, compare_href
from web.urls import place_href

_LONGEST = 150
"""Characters of a paragraph that stand before its row."""
FOUND_NAMES = {
    Found.ASKED: "",
    Found.TITLE: "",
    Found.WORDS: later("found by its wording"),
    Found.DRAFT: later("draft"),
}
TEXTS_NAMES = {
    Texts.ALL: later("All texts"),
    Texts.ADOPTED: later("Adopted texts"),
    Texts.DRAFTS: later("Drafts of one session"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """A paragraph in one text.

    state: for style sheets. href: of its words. compare: of the comparison with the text before,
    at this paragraph; empty where nothing changed.
    """

    state: str
    short: str
    name: str
    words: str
    href: str
    compare: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """A paragraph: its newest words, and a cell for each text, None where it lacks it."""

    html: Markup
    lang: str
    heading: bool
    history: str
    cells: tuple[CellView | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnView:
    """A text. counts: (number, state in words). compare: with the text before."""

    symbol: str
    href: str
    date: str
    session: str
    note: str
    own: bool
    counts: tuple[tuple[int, str], ...]
    compare: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of several ways to show the page."""

    name: str
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesView:
    """All data of the page. earlier, later: of the texts left out, None at the ends."""

    symbol: str
    href: str
    heading: str
    columns: tuple[ColumnView, ...]
    rows: tuple[RowView, ...]
    total: int
    first: int
    last: int
    choices: tuple[Choice, ...]
    earlier: str | None
    later: str | None
    files: tuple[tuple[str, str], ...]
    api: str


def series_href(
    symbol: str, texts: Texts, start: str | None = None, *, endpoint: str = "series.page"
) -> str:
    """Returns the address of a series."""
    shown = None if texts is Texts.ALL else str(texts)
    return url_for(endpoint, symbol=symbol, texts=shown, start=start)


def series_view(series: Series) -> SeriesView:
    """Returns the view of a series."""
    own, texts = series.asked.symbol, series.texts
    start = series.columns[0].masthead.symbol if series.total > len(series.columns) else None
    newest = series.columns[-1].masthead
    return SeriesView(
        symbol=labels.shown_symbol(series.asked),
        href=place_href(own),
        heading=newest.title or newest.subject or labels.shown_symbol(newest),
        columns=tuple(_columns(series)),
        rows=tuple(_row(row, series) for row in series.rows),
        total=series.total,
        first=series.start + 1,
        last=series.start + len(series.columns),
        choices=tuple(
            Choice(name=gettext(name), href=series_href(own, one), chosen=one is texts)
            for one, name in TEXTS_NAMES.items()
        ),
        earlier=series_href(own, texts, series.earlier) if series.earlier else None,
        later=series_href(own, texts, series.later) if series.later else None,
        files=tuple(
            (
                gettext(form.title),
                series_href(own, texts, start, endpoint=f"series.{_ENDPOINTS[name]}"),
            )
            for name, form in SERIES_FORMATS.items()
        ),
        api=series_href(own, texts, start, endpoint="series.answer"),
    )


_ENDPOINTS = {"csv": "table", "xlsx": "workbook"}


def _columns(series: Series) -> Iterator[ColumnView]:
    before: Masthead | None = None
    for column in series.columns:
        one = column.masthead
        date = labels.date_of(one)
        yield ColumnView(
            symbol=labels.shown_symbol(one),
            href=place_href(one.symbol),
            date=labels.day(date) if date else "",
            session=labels.session_name(one.session) or "",
            note=message(FOUND_NAMES[column.found]),
            own=one.symbol == series.asked.symbol,
            counts=tuple(
                (count, gettext(STATE_NAMES[state]))
                for state, count in column.counts.items()
                if state is not State.FIRST and before
            ),
            compare=compare_href(before.symbol, one.symbol) if before else "",
        )
        before = one


def _row(row: Row, series: Series) -> RowView:
    last = max(at for at, cell in enumerate(row.cells) if cell and cell.paragraph)
    newest = row.newest
    return RowView(
        html=_start(newest),
        lang=series.columns[last].masthead.language,
        heading=newest.type is ParagraphType.HEADING,
        history=url_for("history.page", paragraph=newest.id) if newest.wording else "",
        cells=tuple(_cell(cell, at, row, series) for at, cell in enumerate(row.cells)),
    )


def _start(paragraph: Paragraph) -> Markup:
    """Returns the first words of a paragraph."""
    text = paragraph.text
    if len(text) > _LONGEST:
        text = text[: text.rfind(" ", 0, _LONGEST)].rstrip(" ,;:") + " …"
    opening = len(paragraph.opening or "")
    return marked(text, opening=(0, opening) if opening else None)


def _cell(cell: Cell | None, at: int, row: Row, series: Series) -> CellView | None:
    if cell is None:
        return None
    here = series.columns[at].masthead
    one = cell.paragraph
    return CellView(
        state=str(cell.state),
        short=labels.short_name(one) if one else "",
        name=labels.paragraph_name(one) if one else "",
        words=change_words(cell),
        href=place_href(here.symbol, one) if one else "",
        compare=_compare(cell, at, row, series),
    )


def _compare(cell: Cell, at: int, row: Row, series: Series) -> str:
    """Returns the comparison with the text before at a paragraph that changed or went."""
    if not at or (cell.state is State.KEPT and not cell.moved):
        return ""
    before, after = (series.columns[place].masthead.symbol for place in (at - 1, at))
    if cell.paragraph:
        return compare_href(before, after, at=after_anchor(cell.paragraph.id))
    last = row.cells[at - 1]
    gone = last.paragraph if last else None
    return compare_href(before, after, at=before_anchor(gone.id) if gone else "")
