"""Continuations: the words that follow a phrase in the texts, counted by paragraph and year.

Counted on the columns, over every paragraph that has the phrase.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from indexer.analysis.analyzer import words
from indexer.analysis.languages import untagged
from indexer.schema import TEXT_LITERAL
from search import deadline
from search.answer import Answer, check
from search.errors import BadParameter
from search.generation import OpenGeneration
from search.query.ast import And, Exact, Query, Quoted, Words
from search.query.parser import parse
from search.request import SearchRequest, Sort
from search.retrieval.bitmap import Array, Places
from search.retrieval.columns import Columns, Folder
from search.retrieval.proximity import runs, stretches
from search.retrieval.years import years_of
from search.translation.current import gettext

LENGTHS = range(1, 7)
"""Numbers of words that continuations can have."""
MOST_SHOWN = 25
"""Continuations that are given."""
MOST_COUNTED = 300_000
"""Paragraphs with the phrase that are looked at; the newest, where there are more."""
_LONGEST = 12
"""Words of a phrase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuation:
    """Words that follow the phrase. years: paragraphs by year, as in `Continuations.years`."""

    words: tuple[str, ...]
    paragraphs: int
    years: tuple[int, ...]

    @property
    def text(self) -> str:
        """Returns the words as a text."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuations:
    """What follows a phrase, the commonest first.

    total: paragraphs with the phrase, exactly. counted: how many of them were looked at, the
    newest. followed: how many of those go on with so many words. different: how many continuations
    there are. years: from the first to the last with one; undated paragraphs have none.
    """

    phrase: str
    length: int
    total: int
    counted: int
    followed: int
    different: int
    years: tuple[int, ...]
    found: tuple[Continuation, ...]


def phrase_of(query: str) -> str | None:
    """Returns the phrase that a query is: words alone, in quotation marks or not; else None."""
    tree = parse(query).query
    parts: Sequence[Query] = tree.parts if isinstance(tree, And) else (tree,)
    if len(parts) > 1 and any(isinstance(part, Quoted) for part in parts):
        return None
    if not all(isinstance(part, Words | Exact | Quoted) for part in parts):
        return None
    text = " ".join(part.text for part in parts if isinstance(part, Words | Exact | Quoted))
    return text if 0 < len(words(text, literal=True)) <= _LONGEST else None


def continuations(
    phrase: str, request: SearchRequest, generation: OpenGeneration, length: int
) -> Continuations:
    """Returns the continuations of a phrase within the filters of a search.

    Raises BadParameter for a phrase without words or of too many.
    """
    plain = " ".join(phrase.replace('"', " ").split())
    request = replace(request, query=f'"{plain}"', sort=Sort.NEWEST, facets=(), strict=True)
    check(request)
    answer = Answer(generation, request)
    asked = words(plain, literal=True, language=answer.language)
    if not 0 < len(asked) <= _LONGEST:
        message = gettext("Give a phrase of one to %(longest)s words.", longest=_LONGEST)
        raise BadParameter(message, parameter="q")
    quoted = ("" if answer.language == "zh" else " ").join(map(untagged, asked))
    places = answer.places()
    columns = generation.retrieval.columns
    counted = _newest(places, columns)
    return _counted(
        Continuations(
            phrase=quoted,
            length=length,
            total=len(places),
            counted=len(counted),
            followed=0,
            different=0,
            years=(),
            found=(),
        ),
        _occurrences(asked, counted, columns, length),
        columns,
    )


def _newest(places: Places, columns: Columns) -> Places:
    if len(places) <= MOST_COUNTED:
        return places
    ranks = columns.ranks(Sort.NEWEST)[places]
    return np.sort(places[np.argpartition(ranks, MOST_COUNTED)[:MOST_COUNTED]])


class _Vocabulary:
    """Numbers for words, the same for all folders."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def numbered(self, folder: Folder, words: Array) -> Array:
        """Returns the numbers of words that are given by those of a folder."""
        known = folder.tables["words"]
        different, inverse = np.unique(words, return_inverse=True)
        own = [
            self._numbers.setdefault(known[number], len(self._numbers))
            for number in different.tolist()
        ]
        return np.array(own, np.int64)[inverse].reshape(words.shape)

    def names(self) -> list[str]:
        return list(self._numbers)


@dataclass(frozen=True, slots=True)
class _Occurrences:
    """Continuations, a row each with the numbers of its words, and the places that have them."""

    rows: Array
    places: Places
    names: list[str]


def _occurrences(
    asked: Sequence[str], places: Places, columns: Columns, length: int
) -> _Occurrences:
    vocabulary = _Vocabulary()
    rows, where = [np.empty((0, length), np.int64)], [np.empty(0, np.int64)]
    for folder, numbers, here in columns.parts(places):
        own = [folder.number(TEXT_LITERAL, word) for word in asked]
        if -1 in own:
            continue
        for some in stretches(folder, numbers):
            deadline.check()
            found, owner = _following(np.array([own]), folder, numbers[some], length)
            rows.append(vocabulary.numbered(folder, found))
            where.append(places[here][some][owner])
    return _Occurrences(np.concatenate(rows), np.concatenate(where), vocabulary.names())


def _following(asked: Array, folder: Folder, numbers: Places, length: int) -> tuple[Array, Array]:
    """Returns the words after each occurrence in some paragraphs, and whose each is."""
    terms, owner = folder.words(numbers)
    starts = np.concatenate(runs(terms, owner, asked, asked.shape[1]))
    after = starts + asked.shape[1]
    after = after[after + length <= len(terms)]
    after = after[owner[after + length - 1] == owner[after - 1]]
    return terms[after[:, None] + np.arange(length)], owner[after]


def _counted(asked: Continuations, found: _Occurrences, columns: Columns) -> Continuations:
    """Returns continuations with what was found."""
    first, which = _numbered(found.rows, len(found.names))
    different = found.rows[first]
    # A paragraph counts once for each continuation.
    which, places = np.divmod(np.unique(which * columns.size + found.places), max(columns.size, 1))
    counts = np.bincount(which, minlength=len(different))
    year = years_of(columns)[columns.document[places]]
    known = year[year > 0]
    years = range(int(known.min()), int(known.max()) + 1) if len(known) else range(0)
    names = {
        one: tuple(untagged(found.names[word]) for word in different[one].tolist())
        for one in _commonest(counts)
    }
    order = sorted(names, key=lambda one: (-counts[one], names[one]))
    return replace(
        asked,
        followed=len(np.unique(places)),
        different=len(different),
        years=tuple(years),
        found=tuple(
            Continuation(
                words=names[one],
                paragraphs=int(counts[one]),
                years=tuple(_by_year(year[which == one], years)),
            )
            for one in order[:MOST_SHOWN]
        ),
    )


def _numbered(rows: Array, names: int) -> tuple[Array, Array]:
    """Returns where each distinct row stands first, and the number of each row among them."""
    first, which = np.zeros(len(rows[:1]), np.int64), np.zeros(len(rows), np.int64)
    for word in rows.T:
        # One number at a time: np.unique takes five times as long for whole rows.
        _, first, which = np.unique(which * names + word, return_index=True, return_inverse=True)
    return first, which


def _commonest(counts: Array) -> list[int]:
    """Returns the numbers of the commonest, with all that are as common as the last shown."""
    if len(counts) <= MOST_SHOWN:
        return list(range(len(counts)))
    least = np.partition(counts, -MOST_SHOWN)[-MOST_SHOWN]
    return list(np.flatnonzero(counts >= least).tolist())


def _by_year(year: Array, years: range) -> Iterator[int]:
    if years:
        counts = np.bincount(year[year > 0] - years.start, minlength=len(years))
        yield from counts.tolist()
