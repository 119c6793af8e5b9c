"""Highlighting: the stretch of a paragraph to show and the words to mark in it.

Everything is computed from the paragraph's own text, so it is the same for every engine.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from indexer.analysis.analyzer import places, words
from indexer.model import Masthead, Paragraph
from indexer.schema import KEYWORD_BY_NAME, NONE, OF_SUBJECTS, POSITIONAL, KeywordField
from indexer.store.subjects import own_of, subject_values
from search.binding.bound import Bound
from search.results import Snippet
from search.retrieval.matching import Span, asks_for_text, matched_places

SNIPPET = 300
"""Approximate characters of a snippet; a slightly longer paragraph is shown whole."""
_WHOLE = 360
_CONTEXT = 60  # characters shown before the first marked word of a window


class Shown:
    """A paragraph to show, analysed only as far as the query needs.

    of_family: gives its value in a field of families.
    """

    def __init__(
        self,
        masthead: Masthead,
        paragraph: Paragraph,
        of_family: Callable[[str], str] = lambda _: NONE,
    ) -> None:
        self._masthead = masthead
        self._of_family = of_family
        self._paragraph = paragraph
        self._words: dict[str, list[str]] = {}

    def places(self, wanted: Sequence[int]) -> list[Span]:
        """Returns the spans of terms of the paragraph's text, given by their positions."""
        return places(self._paragraph.text, wanted, self._masthead.language)

    def words(self, field: str) -> list[str]:
        """Returns the terms of a positional field in order."""
        if field not in self._words:
            of, literal = POSITIONAL[field]
            text = of(self._masthead, self._paragraph)
            self._words[field] = words(text, literal=literal, language=self._masthead.language)
        return self._words[field]

    @property
    def wording(self) -> str | None:
        """The paragraph's wording key."""
        return self._paragraph.wording

    def values(self, field: str) -> tuple[str, ...]:
        """Returns the values of a keyword field."""
        found = KEYWORD_BY_NAME[field]
        if isinstance(found, KeywordField):
            return found.values(self._masthead, self._paragraph)
        if field in OF_SUBJECTS:
            return subject_values(own_of(self._masthead), field)
        return (self._of_family(field),)


def highlights(query: Bound, shown: Shown) -> tuple[Span, ...]:
    """Returns the spans of the words and phrases that a query matched, in order."""
    matched = matched_places(query, shown) if asks_for_text(query) else []
    if not matched:
        return ()
    numbers = sorted({number for span in matched for number in span})
    stand = dict(zip(numbers, shown.places(numbers), strict=True))
    return _merged([(stand[first][0], stand[last][1]) for first, last in matched])


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def snippet(text: str, spans: Sequence[Span]) -> Snippet:
    """Returns the stretch with the most matches; spans must be in order and not overlap."""
    start, end = (0, len(text)) if len(text) <= _WHOLE else _window(text, spans)
    return Snippet(
        text=text[start:end],
        start=start,
        cut_before=start > 0,
        cut_after=end < len(text),
        highlights=tuple(
            (first - start, last - start) for first, last in spans if first >= start and last <= end
        ),
    )


def _window(text: str, spans: Sequence[Span]) -> Span:
    """Returns the window with the most distinct words, then the most words, then the first."""
    starts = [first for first, _ in spans]
    best, most = 0, (0, 0)
    for index, (first, _) in enumerate(spans):
        until = bisect_left(starts, max(first - _CONTEXT, 0) + SNIPPET)
        shown = [text[a:b].casefold() for a, b in spans[index:until]]
        if (score := (len(set(shown)), len(shown))) > most:
            best, most = max(first - _CONTEXT, 0), score
    best = min(best, len(text) - SNIPPET)
    start, end = _at_word(text, best, forward=True), _at_word(text, best + SNIPPET, forward=False)
    # A phrase at an edge is shown whole.
    crossing = [span for span in spans if span[0] < end and span[1] > start]
    return (
        min([start, *(first for first, _ in crossing)]),
        max([end, *(last for _, last in crossing)]),
    )


def _at_word(text: str, place: int, *, forward: bool) -> int:
    """Returns a cut moved to the nearest space in one direction, if one is near."""
    if place <= 0 or place >= len(text):
        return max(0, min(place, len(text)))
    if forward:
        found = text.find(" ", place - 1, place + _CONTEXT)
        return place if found < 0 else found + 1
    found = text.rfind(" ", place - _CONTEXT, place + 1)
    return place if found < 0 else found
