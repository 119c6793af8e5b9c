"""The one door to an index: what is asked comes in, what is found goes out.

A searcher stays open while new generations of the index are published, and moves on to them
between two requests; a request is answered from one generation throughout.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from indexer.entry import entry_of
from indexer.errors import IndexerError
from indexer.generations import current, published_number
from indexer.model import Masthead
from indexer.originals import Original
from indexer.schema import KEYWORD_BY_NAME
from indexer.store import StoredDocument, StoredParagraph
from search.completing import Completion
from search.engine import Match
from search.errors import BadParameter, DocumentMissing, UnknownField
from search.explaining import ORDERS, Explanation, meanings, shares, tree_lines
from search.facets import facet
from search.highlighting import highlights, snippet
from search.opened import OpenGeneration
from search.query.bind import BoundFilter, BoundQuery, bind_filters, bind_query, ranked
from search.query.bound import And, Bound, Everything
from search.query.parser import parse
from search.query.printer import print_query
from search.query.reading import reading
from search.request import MAX_DEPTH, PAGE_SIZES, SearchRequest, Sort
from search.results import Facet, Hit, SearchResult
from search.spelling import corrected, has_alternatives
from search.versions import Versions

FEW = 20
"""Hits up to which it is asked whether a word was misspelt."""
_STREAMED = 200  # paragraphs that are read from the store at once

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What an index holds.

    paragraphs: those that can be found. organs, sessions, years: paragraphs by value, as in a
    facet. created: when it was published, ISO 8601 in UTC.
    """

    documents: int
    paragraphs: int
    organs: Facet
    sessions: Facet
    years: Facet
    engine: str
    created: str


class Searcher:
    """Answers searches over the index in a folder; safe to use from several threads.

    Raises IndexMissing, IndexIncompatible or IndexDamaged when there is none to open.
    """

    def __init__(self, index: Path) -> None:
        self._index = index
        self._lock = Lock()
        self._open = OpenGeneration(current(index))
        self._users: Counter[int] = Counter()
        self._refused = 0

    def search(self, request: SearchRequest) -> SearchResult:
        """Answer a search.

        Raises UnknownField or BadParameter where the request cannot be used; a query text is
        never refused.
        """
        _check(request)
        with self._generation() as opened:
            return _Answer(opened, request).result()

    def stream(
        self, request: SearchRequest, *, most: int
    ) -> Generator[StoredParagraph, None, None]:
        """Give the paragraphs found one by one, in their order, up to `most`; pages do not count.

        All are of one generation, which is kept open until the last is taken or the generator
        closed. Raises as `search` does, before the first.
        """
        _check(request)
        return self._stream(request, most)

    def _stream(self, request: SearchRequest, most: int) -> Generator[StoredParagraph, None, None]:
        with self._generation() as opened:
            rows = _Answer(opened, request).rows(most)
            for start in range(0, len(rows), _STREAMED):
                some = rows[start : start + _STREAMED]
                stored = opened.store.paragraphs(some)
                yield from (stored[row] for row in some)

    def values(self, request: SearchRequest, field: str) -> Facet:
        """Give all values of a keyword field, counted over a search without the field's own filter.

        Raises as `search` does.
        """
        request = replace(request, facets=(field,))
        _check(request)
        with self._generation() as opened:
            return _Answer(opened, request).values(field)

    def explain(self, request: SearchRequest) -> Explanation:
        """Answer a search with how it was understood and why its hits rank; raises as `search`."""
        _check(request)
        with self._generation() as opened:
            return _Answer(opened, request).explanation()

    def complete(self, text: str, cursor: int | None = None) -> tuple[Completion, ...]:
        """Give ways to go on with a query at a cursor, an offset in it; by default at its end."""
        with self._generation() as opened:
            return opened.completer.complete(text, cursor)

    def document(self, symbol: str) -> StoredDocument:
        """Give a document by any spelling of its symbol; raises DocumentMissing."""
        with self._generation() as opened:
            found = opened.store.document(symbol)
            others = opened.vocabulary.parts(symbol) if found is None else ()
        if found is None:
            near = f" It has other parts of this number: {', '.join(others)}." if others else ""
            raise DocumentMissing(
                f"The index has no document “{symbol}”.{near} "
                "Search for words of its title, or index the folder that holds it.",
                parameter="symbol",
            )
        return found

    def original(self, symbol: str) -> Original:
        """Say which file a document was read from; raises DocumentMissing."""
        with self._generation() as opened:
            found = opened.store.original(symbol)
        if found is None:
            raise DocumentMissing(f"The index has no document “{symbol}”.", parameter="symbol")
        return found

    def mastheads(self) -> tuple[Masthead, ...]:
        """Give the mastheads of all documents, in the natural order of their symbols."""
        with self._generation() as opened:
            return opened.store.mastheads()

    def versions(self, masthead: Masthead) -> Versions:
        """Give the other versions of a document's text, and its neighbours by symbol."""
        with self._generation() as opened:
            return opened.versions.of(masthead)

    def overview(self) -> Overview:
        """Say what the index holds."""
        with self._generation() as opened:
            counts = opened.all_counts
            return Overview(
                documents=opened.manifest.documents,
                paragraphs=opened.manifest.searchable,
                organs=facet("organ", counts["organ"]),
                sessions=facet("session", counts["session"]),
                years=facet("year", counts["year"]),
                engine=opened.engine.name,
                created=opened.manifest.created,
            )

    def close(self) -> None:
        """Let go of the index."""
        with self._lock:
            self._open.close()

    @contextmanager
    def _generation(self) -> Iterator[OpenGeneration]:
        with self._lock:
            self._move_on()
            opened = self._open
            self._users[opened.number] += 1
        try:
            yield opened
        finally:
            with self._lock:
                self._users[opened.number] -= 1
                if opened is not self._open and not self._users[opened.number]:
                    opened.close()

    def _move_on(self) -> None:
        """Open the generation published since, if there is one; needs the lock."""
        published = published_number(self._index)
        if published in (0, self._open.number, self._refused):
            return
        try:
            newer = OpenGeneration(current(self._index))
        except IndexerError:
            # The old one still answers; this one is not tried again.
            self._refused = published
            _log.exception("generation %d cannot be opened; going on with the old one", published)
            return
        old, self._open = self._open, newer
        if not self._users[old.number]:
            old.close()


def _check(request: SearchRequest) -> None:
    if request.size not in PAGE_SIZES:
        message = f"The page size must be from {PAGE_SIZES.start} to {PAGE_SIZES.stop - 1}."
        raise BadParameter(message, parameter="size")
    deepest = MAX_DEPTH // request.size
    if not 1 <= request.page <= deepest:
        message = f"The page must be from 1 to {deepest}; narrow the search to see further hits."
        raise BadParameter(message, parameter="page")
    for name in request.facets:
        if name not in KEYWORD_BY_NAME:
            message = f"There is no field “{name}”. Fields are {', '.join(KEYWORD_BY_NAME)}."
            raise UnknownField(message, parameter="facets")


class _Answer:
    """Works one request out on one generation."""

    def __init__(self, opened: OpenGeneration, request: SearchRequest) -> None:
        self._opened = opened
        self._request = request
        self._parsed = parse(request.query)
        self._bound: BoundQuery = bind_query(self._parsed.query, opened.vocabulary, opened.lexicon)
        self._filters: Mapping[str, BoundFilter] = bind_filters(request.filters, opened.vocabulary)

    def result(self) -> SearchResult:
        request = self._request
        matches = self._opened.search(*self._ordered(), *self._place())
        deepest = MAX_DEPTH // request.size
        told = [notice for one in self._filters.values() for notice in one.notices]
        return SearchResult(
            request=request,
            total=matches.total,
            pages=min(-(-matches.total // request.size), deepest),
            hits=tuple(self._hits(matches.page)),
            facets=tuple(self._facets()),
            notices=(*self._parsed.notices, *self._bound.notices, *told),
            reading=reading(self._parsed.query),
            jump=self._opened.vocabulary.symbol(request.query) if request.query.strip() else None,
            engine=self._opened.engine.name,
            suggestion=self._suggestion() if self._may_be_misspelt(matches.total) else None,
        )

    def explanation(self) -> Explanation:
        """Give the answer with its reasons."""
        result, query = self.result(), self._parsed.query
        _, sort = self._ordered()
        boosts = self._bound.boosts if sort is Sort.RELEVANCE else ()
        entries = (
            entry_of(document=0, row=0, masthead=hit.masthead, paragraph=hit.paragraph)
            for hit in result.hits
        )
        return Explanation(
            result=result,
            canonical=print_query(query),
            tree=tuple(tree_lines(query)),
            meanings=meanings(query, self._opened.lexicon),
            order=ORDERS[sort],
            shares=tuple(
                shares(hit.score, boosts, entry)
                for hit, entry in zip(result.hits, entries, strict=True)
            ),
        )

    def _may_be_misspelt(self, total: int) -> bool:
        # Beside alternatives an unknown word goes unnoticed, whatever is found.
        return total <= FEW or has_alternatives(self._parsed.query)

    def _suggestion(self) -> str | None:
        text, opened = self._request.query, self._opened
        better = corrected(text, self._parsed.query, opened.lexicon)
        if better is None:
            return None
        other = _Answer(opened, replace(self._request, query=better))
        return better if other.total() > self.total() else None

    def total(self) -> int:
        """Count the paragraphs that match."""
        return self._opened.search(self._match(), Sort.NEWEST, 0, 1).total

    def _place(self) -> tuple[int, int]:
        return (self._request.page - 1) * self._request.size, self._request.size

    def _match(self, *, without: str | None = None) -> Bound:
        chosen = [one.match for name, one in self._filters.items() if name != without]
        asked = [] if self._bound.match == Everything() else [self._bound.match]
        parts = (*asked, *chosen)
        if len(parts) < 2:
            return parts[0] if parts else Everything()
        return And(parts)

    def _ordered(self) -> tuple[Bound, Sort]:
        match = self._match()
        if self._request.sort is not Sort.RELEVANCE:
            return match, self._request.sort
        if not self._bound.has_words:
            return match, Sort.NEWEST  # fields alone: all match equally well
        return ranked(self._bound, match), Sort.RELEVANCE

    def _hits(self, page: tuple[Match, ...]) -> Iterator[Hit]:
        stored = self._opened.store.paragraphs([match.paragraph for match in page])
        for match in page:
            yield self._hit(stored[match.paragraph], match.score)

    def _hit(self, stored: StoredParagraph, score: float | None) -> Hit:
        text = stored.paragraph.text
        entry = entry_of(
            document=0, row=stored.row, masthead=stored.masthead, paragraph=stored.paragraph
        )
        spans = highlights(self._bound.match, entry, text)
        return Hit(
            masthead=stored.masthead,
            paragraph=stored.paragraph,
            lead_in=stored.lead_in,
            snippet=snippet(text, spans),
            highlights=spans,
            score=score,
        )

    def rows(self, most: int) -> list[int]:
        """Give the rows of the first matches, in order."""
        query, sort = self._ordered()
        # Not through the cache of pages: so long a list is asked for once.
        matches = self._opened.engine.search(query, sort=sort, offset=0, limit=most)
        return [match.paragraph for match in matches.page]

    def values(self, name: str) -> Facet:
        """Give a facet with all of its values."""
        counts = self._opened.count(self._match(without=name), (name,))[name]
        typed = self._request.filters.get(name, ())
        return facet(name, counts, self._filters.get(name), typed, most=len(counts))

    def _facets(self) -> Iterator[Facet]:
        wanted = self._request.facets
        free = tuple(name for name in wanted if name not in self._filters)
        counts = dict(self._opened.count(self._match(), free)) if free else {}
        for name in wanted:
            if name in self._filters:
                counts |= self._opened.count(self._match(without=name), (name,))
            typed = self._request.filters.get(name, ())
            yield facet(name, counts[name], self._filters.get(name), typed)
