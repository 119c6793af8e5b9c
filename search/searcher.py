"""The one door to an index: what is asked comes in, what is found goes out.

A searcher stays open while new generations of the index are published, and moves on to them
between two requests; a request is answered from one generation throughout.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from indexer.errors import IndexDamaged, IndexerError
from indexer.generations.generation import published_number
from indexer.model import Masthead, Paragraph
from indexer.sources.originals import Original
from indexer.store.reader import StoredDocument, StoredParagraph
from search.answer import Answer, check
from search.assistance.completion import Completion
from search.assistance.explanation import Explanation
from search.binding.bound import Everything
from search.comparison.versions import Versions
from search.errors import DocumentMissing
from search.generation import OpenGeneration
from search.naming import destination
from search.opening import Verification, open_current, open_earlier
from search.request import SearchRequest
from search.results import Facet, SearchResult
from search.retrieval.facets import facet

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Which generation answers, and how much it holds.

    paragraphs: those that can be found. created: when it was published, ISO 8601 in UTC.
    damaged: what is wrong with the generation that should answer instead, None in order.
    """

    generation: int
    documents: int
    paragraphs: int
    created: str
    damaged: str | None = None


class Searcher:
    """Answers searches over the index in a folder; safe to use from several threads.

    remember: whether answers are kept for when the same is asked again.

    Raises IndexMissing, IndexIncompatible or IndexDamaged when there is none to open.
    """

    def __init__(self, index: Path, *, remember: bool = True) -> None:
        self._index = index
        self._remember = remember
        self._lock = Lock()
        self._users: Counter[int] = Counter()
        self._refused = 0
        self._damaged: str | None = None
        self._broken: IndexDamaged | None = None
        self._verified = 0
        self._verification = Verification()
        self._open = self._first()

    @property
    def generation(self) -> int:
        """Give the number of the generation that answers now."""
        with self._generation() as opened:
            return opened.number

    def search(self, request: SearchRequest) -> SearchResult:
        """Answer a search.

        Raises UnknownField or BadParameter where the request cannot be used; a query text is
        never refused.
        """
        check(request)
        with self._generation() as opened:
            if self._remember:
                return opened.remembered(request, lambda: Answer(opened, request).result())
            return Answer(opened, request).result()

    def stream(
        self, request: SearchRequest, *, most: int
    ) -> Generator[StoredParagraph, None, None]:
        """Give the paragraphs found one by one, in their order, up to `most`; pages do not count.

        All are of one generation, which is kept open until the last is taken or the generator
        closed. Raises as `search` does, before the first.
        """
        check(request)
        return self._stream(request, most)

    def _stream(self, request: SearchRequest, most: int) -> Generator[StoredParagraph, None, None]:
        with self._generation() as opened:
            rows = Answer(opened, request).rows(most)
            for start in range(0, len(rows), _STREAMED):
                some = rows[start : start + _STREAMED]
                stored = opened.store.paragraphs(some)
                yield from (stored[row] for row in some)

    def values(self, request: SearchRequest, field: str) -> Facet:
        """Give all values of a keyword field, counted over a search without the field's own filter.

        Raises as `search` does.
        """
        request = replace(request, facets=(field,))
        check(request)
        with self._generation() as opened:
            return Answer(opened, request).values(field)

    def explain(self, request: SearchRequest) -> Explanation:
        """Answer a search with how it was understood and why its hits rank; raises as `search`."""
        check(request)
        with self._generation() as opened:
            return Answer(opened, request).explanation()

    def complete(self, text: str, cursor: int | None = None) -> tuple[Completion, ...]:
        """Give ways to go on with a query at a cursor, an offset in it; by default at its end."""
        with self._generation() as opened:
            return opened.completer.complete(text, cursor)

    def document(self, symbol: str) -> StoredDocument:
        """Give a document by any spelling of its symbol; raises DocumentMissing."""
        return self.place(symbol)[0]

    def place(self, text: str) -> tuple[StoredDocument, Paragraph | None]:
        """Return a document by any spelling of its symbol, with the paragraph of it that is named.

        Raises DocumentMissing.
        """
        with self._generation() as opened:
            found, paragraph = opened.store.document(text), None
            if found is None and (named := destination(text, opened)) and named.held:
                found, paragraph = opened.store.document(named.symbol), named.paragraph
            others = opened.vocabulary.parts(text) if found is None else ()
        if found is None:
            near = f" Other parts of this number: {', '.join(others)}." if others else ""
            raise DocumentMissing(
                f"We don’t have {text} here.{near} "
                f"To see the paragraphs that refer to it, search for cites:{text}.",
                parameter="symbol",
            )
        return found, paragraph

    def original(self, symbol: str) -> Original:
        """Say which file a document was read from; raises DocumentMissing."""
        with self._generation() as opened:
            found = opened.store.original(symbol)
        if found is None:
            raise DocumentMissing(f"We don’t have {symbol} here.", parameter="symbol")
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
            counts = opened.retrieval.count(Everything(), ("organ", "session", "year"))
            return Overview(
                documents=opened.manifest.documents,
                paragraphs=opened.manifest.searchable,
                organs=facet("organ", counts["organ"]),
                sessions=facet("session", counts["session"]),
                years=facet("year", counts["year"]),
                engine=opened.engine.name,
                created=opened.manifest.created,
            )

    def holding(self) -> Holding:
        """Say which generation answers now; asks nothing of it."""
        with self._generation() as opened:
            made = opened.manifest
            return Holding(
                generation=made.number,
                documents=made.documents,
                paragraphs=made.searchable,
                created=made.created,
                damaged=self._damaged,
            )

    def verify(self) -> bool:
        """Reads every file of the generation that answers, unless that has been done.

        One that turns out to be damaged is left for the last sound one. Returns whether anything
        was read.
        """
        with self._generation() as opened:
            if opened.number == self._verified:
                return False
            found = self._verification.complaint(opened)
        with self._lock:
            self._verified = opened.number
            if found is not None and opened is self._open and opened.path.exists():
                self._leave(found)
        return True

    def _first(self) -> OpenGeneration:
        try:
            return open_current(self._index)
        except IndexDamaged as error:
            published = published_number(self._index)
            found = open_earlier(self._index, published) if published else None
            if found is None:
                raise
            self._refused = published
            self._tell(f"Generation {published} is damaged: {error}", found)
            return found

    def _leave(self, complaint: str) -> None:
        """Goes back to the last sound generation; needs the lock."""
        bad, told = self._open, f"Generation {self._open.number} is damaged: {complaint}"
        found = open_earlier(self._index, bad.number)
        self._refused = bad.number
        if found is None:
            self._broken = IndexDamaged(
                f"The index is damaged: {complaint} Run `operative index FOLDER --rebuild`."
            )
            self._damaged = told
            _log.error("%s No earlier one is left.", told)
            return
        self._open = found
        self._tell(told, found)
        if not self._users[bad.number]:
            bad.close()

    def _tell(self, complaint: str, found: OpenGeneration) -> None:
        self._damaged = f"{complaint} Generation {found.number} answers instead."
        _log.error(
            "%s Run `operative index FOLDER --rebuild` to build the index again.", self._damaged
        )

    def close(self) -> None:
        """Let go of the index."""
        with self._lock:
            self._open.close()

    @contextmanager
    def _generation(self) -> Iterator[OpenGeneration]:
        with self._lock:
            self._move_on()
            if self._broken is not None:
                raise self._broken
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
            newer = open_current(self._index)
        except IndexerError as error:
            # The old one still answers; this one is not tried again.
            self._refused = published
            if isinstance(error, IndexDamaged):
                self._damaged = f"{error} Generation {self._open.number} answers instead."
            told = "going on with the old index, generation %d cannot be opened: %s"
            _log.error(told, published, error)
            return
        old, self._open = self._open, newer
        self._damaged = self._broken = None
        if not self._users[old.number]:
            old.close()
