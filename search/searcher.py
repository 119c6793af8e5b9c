"""Searcher: every search and look-up in an index goes through here.

A searcher stays open while new generations of the index are published and moves to them between
requests; a request is answered from one generation throughout.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from indexer.generations.arrivals import arrivals
from indexer.model import SEARCHED, Document, Masthead, Paragraph
from indexer.parsing.text.languages import EN
from indexer.progress import Progress, silent
from indexer.sources.originals import Original
from indexer.store.reader import StoredDocument
from search.answer import Answer, check
from search.assistance.completion import Completion
from search.assistance.explanation import Explanation
from search.binding.bound import Among, Everything
from search.comparison.versions import Versions
from search.concordance.continuations import Continuations, continuations
from search.concordance.lines import MOST_READ, Concordance, Order, concordance
from search.current import CurrentGeneration
from search.errors import BadParameter, DocumentMissing
from search.names.naming import destination
from search.precedents.history import History, history
from search.precedents.report import Report, check_draft
from search.request import SearchRequest
from search.results import Facet, Found, SearchResult
from search.retrieval.facets import facet
from search.series.chain import Texts
from search.series.table import Series, series
from search.translation.current import gettext

_COUNTED = ("language", "organ", "session", "year")
_STREAMED = 200  # paragraphs read from the store at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The contents of an index.

    documents, paragraphs: without translations; searchable ones, in the first language. languages:
    paragraphs by language. organs, sessions, years: paragraphs by value, as in a facet.
    created: time of publication, ISO 8601 in UTC.
    """

    documents: int
    paragraphs: int
    languages: Facet
    organs: Facet
    sessions: Facet
    years: Facet
    engine: str
    created: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """The current generation and its size.

    paragraphs: searchable ones. created: time of publication, ISO 8601 in UTC. damaged: what is
    wrong with the generation that should answer instead, None if all is in order.
    """

    generation: int
    documents: int
    paragraphs: int
    created: str
    damaged: str | None = None


class Searcher:
    """Searches of the index in a folder; thread-safe.

    index: the folder of the index. remember: whether answers are cached. Close it at the end, or
    use it in a `with` statement.

    Raises IndexMissing, IndexIncompatible or IndexDamaged if it cannot be opened.
    """

    def __init__(self, index: Path | str, *, remember: bool = True) -> None:
        self.index = Path(index)
        self._current = CurrentGeneration(self.index)
        self._generation = self._current.held
        self._remember = remember

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @property
    def generation(self) -> int:
        """The number of the current generation."""
        with self._generation() as generation:
            return generation.number

    def search(self, request: SearchRequest) -> SearchResult:
        """Returns a page of results.

        Raises UnknownField or BadParameter if a filter or parameter cannot be used; a query text is
        never refused.
        """
        check(request)
        with self._generation() as generation:
            if self._remember:
                return generation.remembered(request, lambda: Answer(generation, request).result())
            return Answer(generation, request).result()

    def stream(self, request: SearchRequest, *, most: int) -> Generator[Found, None, None]:
        """Returns an iterator over the first `most` results in order, whatever the page.

        All come from one generation, which stays open until the iterator is exhausted or closed.
        Raises like `search`, before the first result.
        """
        check(request)
        return self._stream(request, most)

    def _stream(self, request: SearchRequest, most: int) -> Generator[Found, None, None]:
        with self._generation() as generation:
            rows = Answer(generation, request).rows(most)
            for start in range(0, len(rows), _STREAMED):
                some = rows[start : start + _STREAMED]
                stored = generation.store.paragraphs(some)
                columns = generation.retrieval.columns
                uses = columns.families.uses(columns.places_of(some))
                for row, use in zip(some, uses, strict=True):
                    one = stored[row]
                    yield Found(
                        row=row, masthead=one.masthead, paragraph=one.paragraph,
                        lead_in=one.lead_in, use=use,
                    )  # fmt: skip

    def values(self, request: SearchRequest, field: str) -> Facet:
        """Returns the facet of a field with all values, ignoring the filter on that field.

        Raises like `search`.
        """
        request = replace(request, facets=(field,))
        check(request)
        with self._generation() as generation:
            return Answer(generation, request).values(field)

    def explain(self, request: SearchRequest) -> Explanation:
        """Returns results with the reasons for their ranking; raises like `search`."""
        check(request)
        with self._generation() as generation:
            return Answer(generation, request).explanation()

    def complete(self, text: str, cursor: int | None = None) -> tuple[Completion, ...]:
        """Returns completions of a query at a cursor, a character offset (default: its end)."""
        with self._generation() as generation:
            return generation.completer(text).complete(text, cursor)

    def document(self, symbol: str, language: str = EN) -> StoredDocument:
        """Returns a document by any spelling of its symbol; raises DocumentMissing.

        Where it has no text in the language, it is that in the first of the others.
        """
        return self.place(symbol, language)[0]

    def place(self, text: str, language: str = EN) -> tuple[StoredDocument, Paragraph | None]:
        """Returns a document by any spelling of its symbol, with the paragraph named in it, if any.

        Raises DocumentMissing.
        """
        with self._generation() as generation:
            found, paragraph = generation.store.document(text, language), None
            if found is None and (named := destination(text, generation)) and named.held:
                found = generation.store.document(named.symbol, language)
                paragraph = named.paragraph
            others = generation.vocabulary.symbols.parts(text) if found is None else ()
        if found is None:
            fact = gettext("We don’t have %(symbol)s here.", symbol=text)
            if others:
                parts = gettext(
                    "Other parts of this number: %(symbols)s.", symbols=", ".join(others)
                )
                fact = f"{fact} {parts}"
            raise DocumentMissing(
                fact,
                advice=gettext(
                    "To see the paragraphs that refer to it, search for cites:%(text)s.", text=text
                ),
                parameter="symbol",
            )
        return found, paragraph

    def check_draft(self, draft: Document, progress: Progress = silent) -> Report:
        """Returns the report on a draft, or on a document of the index and what is older than it.

        Takes about 6 ms a paragraph. The first check takes half a second more for each 75,000
        paragraphs of the index.
        """
        with self._generation() as generation:
            return check_draft(draft, generation, progress)

    def history(self, text: str) -> History:
        """Returns the history of a paragraph, by its id or citation.

        Raises DocumentMissing, and BadParameter where no paragraph with words is named.
        """
        stored, named = self.place(text)
        symbol = stored.document.masthead.symbol
        with self._generation() as generation:
            row = generation.store.rows(symbol).get(named.id) if named else None
            if named is None or row is None or named.type not in SEARCHED or not named.wording:
                raise BadParameter(
                    gettext(
                        "Name a paragraph, for example “%(symbol)s#op1” or “%(symbol)s, para. 1”.",
                        symbol=symbol,
                    ),
                    parameter="paragraph",
                )
            return history(generation.store.paragraphs([row])[row], generation)

    def series(self, symbol: str, texts: Texts, start: str | None = None) -> Series:
        """Returns the series of a document as a table, at most `MOST_TEXTS` of its texts.

        start: the symbol of the first one. Raises DocumentMissing.
        """
        masthead = self.document(symbol).document.masthead
        with self._generation() as generation:
            return series(masthead, generation, texts, start)

    def concordance(
        self, request: SearchRequest, order: Order, most: int = MOST_READ
    ) -> Concordance:
        """Returns the places that a search matches, in `most` paragraphs; raises like `search`."""
        with self._generation() as generation:
            return concordance(request, generation, order, most)

    def continuations(self, phrase: str, request: SearchRequest, length: int) -> Continuations:
        """Returns what follows a phrase within the filters of a search; raises BadParameter."""
        with self._generation() as generation:
            return continuations(phrase, request, generation, length)

    def prepare_checks(self) -> None:
        """Reads what `check_draft` needs, so that the first draft takes no longer than others."""
        with self._generation() as generation:
            _ = generation.precedents

    def original(self, symbol: str, language: str = EN) -> Original:
        """Returns the file that a document was read from; raises DocumentMissing."""
        with self._generation() as generation:
            found = generation.store.original(symbol, language)
        if found is None:
            raise DocumentMissing(
                gettext("We don’t have %(symbol)s here.", symbol=symbol), parameter="symbol"
            )
        return found

    def mastheads(self) -> tuple[Masthead, ...]:
        """Returns the mastheads of all documents in natural order of their symbols."""
        with self._generation() as generation:
            return generation.store.mastheads()

    def versions(self, masthead: Masthead) -> Versions:
        """Returns the other versions of a document's text, and its neighbours by symbol."""
        with self._generation() as generation:
            return generation.versions.of(masthead)

    def arrivals(
        self, *, most: int | None = None, after: str = ""
    ) -> tuple[tuple[Masthead, str], ...]:
        """Returns all or at most some documents that came in after a time, the newest first.

        Each with the time of its publication, ISO 8601 in UTC. What the index held from the start
        is not among them.
        """
        lately = arrivals(self.index, most=most, after=after)
        known = {one.symbol: one for one in self.mastheads()} if lately else {}
        return tuple((known[one.symbol], one.arrived) for one in lately if one.symbol in known)

    def overview(self) -> Overview:
        """Returns the contents of the index."""
        with self._generation() as generation:
            first = Among("language", frozenset(generation.languages[:1]))
            alone = len(generation.languages) == 1
            counts = generation.retrieval.count(Everything() if alone else first, _COUNTED)
            languages = generation.retrieval.count(Everything(), ("language",))
            return Overview(
                documents=generation.works,
                paragraphs=sum(counts["language"].values()),
                languages=facet("language", languages["language"]),
                organs=facet("organ", counts["organ"]),
                sessions=facet("session", counts["session"]),
                years=facet("year", counts["year"]),
                engine=generation.manifest.engine,
                created=generation.manifest.created,
            )

    def holding(self) -> Holding:
        """Returns the current generation's number and size without a search."""
        with self._generation() as generation:
            made = generation.manifest
            return Holding(
                generation=made.number,
                documents=made.documents,
                paragraphs=made.searchable,
                created=made.created,
                damaged=self._current.damaged,
            )

    def health(self) -> str | None:
        """Returns "green" if a cluster has all copies of the entries, "yellow" if not all.

        None where they are in no cluster. Raises ClusterUnavailable if it cannot answer from all of
        them.
        """
        with self._generation() as generation:
            return generation.retrieval.health()

    def verify(self) -> bool:
        """Reads every file of the generation that answers, unless that has been done.

        One that turns out to be damaged is left for the last sound one. Returns whether anything
        was read.
        """
        return self._current.verify()

    def close(self) -> None:
        """Closes the index."""
        self._current.close()
