"""Concordances and continuations in the formats that they can be had in: JSON, rows of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from search.citation import citation
from search.concordance.continuations import Continuations
from search.concordance.lines import Concordance, Line, Order
from search.formats.json import Brief
from search.formats.rows import adoption_day
from search.results import Notice

CONTEXT = 110
"""Characters shown on either side of a match."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedLine:
    """A match with the words on either side of it."""

    document: Brief
    paragraph: Annotated[str, "Id of the paragraph."]
    citation: str
    start: Annotated[int, "Where the match begins in the text of the paragraph."]
    left: str
    match: str
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedConcordance:
    """The matches of a search in their context."""

    query: str
    filters: Mapping[str, tuple[str, ...]]
    order: Annotated[Order, "What the lines are sorted by."]
    total: Annotated[int, "Exact number of paragraphs found."]
    read: Annotated[int, "How many of them were read, the newest, where there are many."]
    matches: Annotated[int, "Number of matches in those."]
    page: int
    pages: int
    reading: str
    notices: tuple[Notice, ...]
    lines: tuple[ExportedLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedContinuation:
    """Words that follow the phrase."""

    text: str
    paragraphs: Annotated[int, "Paragraphs that go on so."]
    years: Annotated[tuple[int, ...], "The same by year, in the order of `years`."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedContinuations:
    """What follows a phrase, the commonest first."""

    phrase: str
    words: Annotated[int, "Number of words that follow."]
    total: Annotated[int, "Exact number of paragraphs with the phrase."]
    counted: Annotated[int, "How many of them were looked at, the newest, where there are many."]
    followed: Annotated[int, "How many of those go on with so many words."]
    different: Annotated[int, "Number of different continuations."]
    years: tuple[int, ...]
    continuations: tuple[ExportedContinuation, ...]


def exported_concordance(found: Concordance, page: int, size: int) -> ExportedConcordance:
    """Returns a page of a concordance as JSON values."""
    first = (page - 1) * size
    return ExportedConcordance(
        query=found.request.query,
        filters=found.request.filters,
        order=found.order,
        total=found.total,
        read=found.read,
        matches=len(found.lines),
        page=page,
        pages=pages(found, size),
        reading=found.reading,
        notices=found.notices,
        lines=tuple(map(_line, found.lines[first : first + size])),
    )


def pages(found: Concordance, size: int) -> int:
    """Returns the number of pages of a concordance."""
    return -(-len(found.lines) // size)


def exported_continuations(found: Continuations) -> ExportedContinuations:
    """Returns continuations as JSON values."""
    return ExportedContinuations(
        phrase=found.phrase,
        words=found.length,
        total=found.total,
        counted=found.counted,
        followed=found.followed,
        different=found.different,
        years=found.years,
        continuations=tuple(
            ExportedContinuation(text=one.text, paragraphs=one.paragraphs, years=one.years)
            for one in found.found
        ),
    )


def _line(line: Line) -> ExportedLine:
    left, right = context(line)
    stored = line.stored
    return ExportedLine(
        document=stored.masthead,
        paragraph=stored.paragraph.id,
        citation=citation(stored.masthead, stored.paragraph),
        start=line.start,
        left=left,
        match=line.match,
        right=right,
    )


def context(line: Line) -> tuple[str, str]:
    """Returns the words on either side of a match, cut at spaces."""
    left, right = line.left, line.right
    if len(left) > CONTEXT:
        cut = left.find(" ", len(left) - CONTEXT)
        left = left[cut + 1 if cut >= 0 else -CONTEXT :]
    if len(right) > CONTEXT:
        cut = right.rfind(" ", 0, CONTEXT)
        right = right[: cut if cut > 0 else CONTEXT]
    return left, right


def concordance_rows(found: Concordance) -> Iterator[Sequence[str]]:
    """Yields a concordance as rows of a table, its head first."""
    yield ("citation", "symbol", "adopted_on", "left", "match", "right")
    for line in found.lines:
        stored = line.stored
        left, right = context(line)
        yield (
            citation(stored.masthead, stored.paragraph),
            stored.masthead.symbol,
            adoption_day(stored.masthead),
            left,
            line.match,
            right,
        )


def continuation_rows(found: Continuations) -> Iterator[Sequence[str]]:
    """Yields continuations as rows of a table, its head first: a column for each year."""
    yield ("continuation", "paragraphs", *map(str, found.years))
    for one in found.found:
        yield (one.text, str(one.paragraphs), *map(str, one.years))
