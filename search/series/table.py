"""Table of a series: its paragraphs as rows, its texts as columns.

Neighbouring texts are compared, and the paragraphs that are versions of each other make a row. What
went and comes back later goes on in its old row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from indexer.errors import IndexDamaged
from indexer.model import Document, Masthead, Paragraph
from search import deadline
from search.comparison.alignment import ALIKE_ELSEWHERE, align
from search.comparison.compare import Change, Pair, compare, compared
from search.comparison.word_diff import Piece, word_diff
from search.generation import OpenGeneration
from search.series.chain import Found, Texts, chain, window

MOST_TEXTS = 8
"""Texts of a table: more could not be read beside each other."""


class State(StrEnum):
    """What became of a paragraph since the text before; the values appear in JSON.

    FIRST: the table begins with it.
    """

    FIRST = "first"
    KEPT = "kept"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A paragraph in one text.

    paragraph: None where it is gone. figures_only: whether it changed only in numbers, dates and
    punctuation. back: whether an earlier text had it, and the one before had not. pieces: from its
    last version to this one; empty for the first, and where it is gone.
    """

    state: State
    paragraph: Paragraph | None
    moved: bool = False
    figures_only: bool = False
    back: bool = False
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A text of the series; counts: its cells by state, zeros included."""

    masthead: Masthead
    found: Found
    counts: Mapping[State, int]
    figures_only: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A paragraph through the texts: a cell for each, None where it is not yet or no longer."""

    cells: tuple[Cell | None, ...]

    @property
    def newest(self) -> Paragraph:
        """Returns its last version."""
        return next(one.paragraph for one in reversed(self.cells) if one and one.paragraph)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A series as a table, the oldest text first, rows in the order of the newest.

    total: how many texts the series has in this index. start: the number of the first one here,
    from 0. earlier, later: the symbols with which tables of those left out begin, None at the ends.
    """

    asked: Masthead
    texts: Texts
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: int
    start: int
    earlier: str | None
    later: str | None


def series(
    masthead: Masthead, generation: OpenGeneration, texts: Texts, start: str | None = None
) -> Series:
    """Returns the series of a document: at most `MOST_TEXTS` of its texts.

    start: the symbol of the first one to show. Raises SearchTooLong where the time for it is over.
    """
    links = chain(masthead, generation.versions, texts)
    shown = window(links, masthead.symbol, start, MOST_TEXTS)
    documents = [_document(links[place].masthead.symbol, generation) for place in shown]
    threads = _threads(documents)
    rows = tuple(one.row(len(documents)) for one in _in_order(threads, documents))
    return Series(
        asked=masthead,
        texts=texts,
        columns=tuple(
            _column(documents[at].masthead, links[place].found, [row.cells[at] for row in rows])
            for at, place in enumerate(shown)
        ),
        rows=rows,
        total=len(links),
        start=shown.start,
        earlier=links[max(shown.start - MOST_TEXTS + 1, 0)].masthead.symbol
        if shown.start
        else None,
        later=links[shown.stop - 1].masthead.symbol if shown.stop < len(links) else None,
    )


def _document(symbol: str, generation: OpenGeneration) -> Document:
    stored = generation.store.document(symbol)
    if stored is None:
        raise IndexDamaged(f"The index names {symbol}, but does not have it.")
    return stored.document


def _column(masthead: Masthead, found: Found, cells: Sequence[Cell | None]) -> Column:
    counts = Counter(one.state for one in cells if one)
    return Column(
        masthead=masthead,
        found=found,
        counts={state: counts[state] for state in State},
        figures_only=sum(one.figures_only for one in cells if one),
    )


@dataclass(slots=True)
class _Thread:
    """A row that is being made: its cells by the number of their text."""

    cells: dict[int, Cell] = field(default_factory=dict)

    def last(self) -> Paragraph:
        at = max(at for at, cell in self.cells.items() if cell.paragraph)
        found = self.cells[at].paragraph
        assert found is not None  # noqa: S101 - for types
        return found

    def row(self, texts: int) -> Row:
        return Row(cells=tuple(self.cells.get(at) for at in range(texts)))


def _threads(documents: Sequence[Document]) -> list[_Thread]:
    current = {
        one.id: _Thread({0: Cell(state=State.FIRST, paragraph=one)})
        for document in documents[:1]
        for one in compared(document)
    }
    threads = list(current.values())
    for at, (before, document) in enumerate(pairwise(documents), 1):
        deadline.check()
        followed, current = current, {}
        added: list[Paragraph] = []
        for pair in compare(before, document).pairs:
            thread = _continued(pair, at, followed)
            if thread is not None and pair.after:
                current[pair.after.id] = thread
            elif pair.after:
                added.append(pair.after)
        for paragraph, thread in _begun(added, at, threads):
            current[paragraph.id] = thread
    return threads


def _continued(pair: Pair, at: int, followed: Mapping[str, _Thread]) -> _Thread | None:
    """Goes on with the row of a paragraph of the text before, and returns it."""
    thread = followed.get(pair.before.id) if pair.before else None
    if thread is None:
        return None
    if pair.after is None:
        thread.cells[at] = Cell(state=State.GONE, paragraph=None)
        return thread
    thread.cells[at] = Cell(
        state=State.CHANGED if pair.reworded else State.KEPT,
        paragraph=pair.after,
        moved=pair.change is Change.MOVED,
        figures_only=pair.figures_only,
        pieces=pair.pieces,
    )
    return thread


def _begun(
    added: Sequence[Paragraph], at: int, threads: list[_Thread]
) -> Iterator[tuple[Paragraph, _Thread]]:
    """Yields what a text added with its row: an old one, where an earlier text had it."""
    # Those gone only now have been compared with these already.
    left = [one for one in threads if max(one.cells) < at]
    old = align([one.last() for one in left], added) if left and added else {}
    again = {new: left[was] for (was, new), like in old.items() if like >= ALIKE_ELSEWHERE}
    for place, paragraph in enumerate(added):
        thread = again.get(place)
        if thread is None:
            thread = _Thread({at: Cell(state=State.NEW, paragraph=paragraph)})
            threads.append(thread)
        else:
            pieces = word_diff(thread.last().text, paragraph.text)
            thread.cells[at] = Cell(
                state=State.NEW,
                paragraph=paragraph,
                back=True,
                pieces=pieces,
            )
        yield paragraph, thread


def _in_order(threads: Sequence[_Thread], documents: Sequence[Document]) -> list[_Thread]:
    """Returns rows in the order of the newest text; others follow the one they last followed."""
    order: list[_Thread] = []
    placed: set[int] = set()
    for at in reversed(range(len(documents))):
        places = {one.id: place for place, one in enumerate(documents[at].paragraphs)}
        here = [
            (places[cell.paragraph.id], thread)
            for thread in threads
            if (cell := thread.cells.get(at)) and cell.paragraph
        ]
        here.sort(key=lambda one: one[0])
        after = -1
        for _, thread in here:
            if id(thread) in placed:
                after = next(place for place, one in enumerate(order) if one is thread)
                continue
            after += 1
            order.insert(after, thread)
            placed.add(id(thread))
    return order
