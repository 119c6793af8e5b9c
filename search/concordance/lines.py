"""Lines of a concordance: each place that a query matches, with the words before and after it.

Reading paragraphs and finding the places takes time, so that only the newest are read where there
are many; how many paragraphs match is exact all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from indexer.analysis.analyzer import words
from indexer.store.reader import StoredParagraph
from search import deadline
from search.answer import Answer, check
from search.generation import OpenGeneration
from search.request import SearchRequest, Sort
from search.results import Notice
from search.retrieval.matching import Span

MOST_READ = 2_000
"""Paragraphs that are read for a page; the newest, where more match."""
MOST_WRITTEN = 10_000
"""The same for a file."""
_AT_ONCE = 200
_SORTED_BY = 8
"""Words beside the match that the order of lines looks at."""
_BETWEEN = re.compile(r"[\s\-‑–—’'/]*")
"""What stands between matched words that make one match."""


class Order(StrEnum):
    """The orders of the lines: by the words to the right or left, or the newest first."""

    RIGHT = "right"
    LEFT = "left"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Line:
    """A place in a paragraph that a query matches: characters from `start` to `end` of its text."""

    stored: StoredParagraph
    start: int
    end: int

    @property
    def left(self) -> str:
        """Returns the words before the match."""
        return self.stored.paragraph.text[: self.start]

    @property
    def match(self) -> str:
        """Returns the words that match."""
        return self.stored.paragraph.text[self.start : self.end]

    @property
    def right(self) -> str:
        """Returns the words after the match."""
        return self.stored.paragraph.text[self.end :]


@dataclass(frozen=True, slots=True, kw_only=True)
class Concordance:
    """The places that a query matches.

    total: paragraphs that match, exactly. read: how many of them were read, the newest. lines: all
    places in those, in order; where fields alone match, the words that open the paragraph.
    without: paragraphs read that have no line.
    """

    request: SearchRequest
    order: Order
    total: int
    read: int
    lines: tuple[Line, ...]
    without: int
    reading: str
    notices: tuple[Notice, ...]


def concordance(
    request: SearchRequest, generation: OpenGeneration, order: Order, most: int = MOST_READ
) -> Concordance:
    """Returns the concordance of a search, whose sorting and page do not count.

    Raises like a search.
    """
    request = replace(request, sort=Sort.NEWEST, page=1, size=1, facets=(), strict=True)
    check(request)
    answer = Answer(generation, request)
    result = answer.result()
    lines: list[Line] = []
    read = without = 0
    for stored in _stored(answer, generation, most):
        spans = _matches(answer.marks(stored), stored) or _opening(stored)
        found = [Line(stored, *span) for span in spans]
        read, without = read + 1, without + (not found)
        lines += found
    if order is not Order.NEWEST:
        lines.sort(key=lambda line: _key(line, order))
    return Concordance(
        request=request,
        order=order,
        total=result.total,
        read=read,
        lines=tuple(lines),
        without=without,
        reading=result.reading,
        notices=result.notices,
    )


def _stored(answer: Answer, generation: OpenGeneration, most: int) -> Iterator[StoredParagraph]:
    rows = answer.rows(most)
    for start in range(0, len(rows), _AT_ONCE):
        deadline.check()
        some = rows[start : start + _AT_ONCE]
        stored = generation.store.paragraphs(some)
        yield from (stored[row] for row in some)


def _matches(spans: Sequence[Span], stored: StoredParagraph) -> list[Span]:
    """Returns spans with those joined that have no other word between them."""
    text = stored.paragraph.text
    joined: list[Span] = []
    for start, end in spans:
        if joined and _BETWEEN.fullmatch(text, joined[-1][1], start):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _opening(stored: StoredParagraph) -> list[Span]:
    """Returns the words that open a paragraph, for searches that ask for no words of the text."""
    opening = stored.paragraph.opening
    return [(0, len(opening))] if opening else []


def _key(line: Line, order: Order) -> list[str]:
    """Returns the words that a line is sorted by, the nearest to the match first."""
    language = line.stored.masthead.language
    if order is Order.RIGHT:
        return words(line.right[:200], literal=True, language=language)[:_SORTED_BY]
    return words(line.left[-200:], literal=True, language=language)[: -_SORTED_BY - 1 : -1]
