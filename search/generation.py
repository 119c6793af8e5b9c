"""One generation of an index, open for questions, with what is worth remembering of it.

A generation never changes, so neither do the answers; repeated ones are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from indexer.errors import IndexDamaged
from indexer.generations.files import altered_at_a_glance
from indexer.generations.generation import Generation
from indexer.schema import KEYWORD_BY_NAME
from indexer.store.reader import StoreReader
from search.assistance.completion import Completer
from search.binding.bound import Everything
from search.binding.lexicon import Lexicon
from search.binding.vocabulary import Vocabulary
from search.cache import Cache
from search.comparison.versions import VersionIndex
from search.engines import open_engine
from search.engines.base import Engine
from search.paragraph_ids import fragment
from search.request import SearchRequest
from search.results import SearchResult
from search.retrieval.columns import Columns
from search.retrieval.ranking import Retrieval

_ANSWERS = 16 * 1024 * 1024
"""Bytes of answers to keep."""


class _Counts(Mapping[str, Mapping[str, int]]):
    """How many paragraphs have each value, by keyword field; counted when first asked for."""

    def __init__(self, retrieval: Retrieval) -> None:
        self._retrieval = retrieval
        self._known: dict[str, Mapping[str, int]] = {}

    def __getitem__(self, field: str) -> Mapping[str, int]:
        if field not in self._known:
            self._known |= self._retrieval.count(Everything(), (field,))
        return self._known[field]

    def __iter__(self) -> Iterator[str]:
        return iter(KEYWORD_BY_NAME)

    def __len__(self) -> int:
        return len(KEYWORD_BY_NAME)


class OpenGeneration:
    """Store, engine, columns and vocabulary of one generation; safe to use from several threads.

    Raises IndexDamaged or IndexIncompatible when it cannot be opened.
    """

    def __init__(self, generation: Generation) -> None:
        self.number = generation.number
        self.manifest = generation.manifest
        self.path = generation.path
        _refuse(generation, altered_at_a_glance(generation.path, generation.manifest.files))
        self.store = StoreReader(generation.store_path)
        try:
            columns = Columns(generation.column_paths, self.store.document_rows())
            _refuse(generation, _totals(generation, columns))
            self.engine: Engine = open_engine(generation.manifest.engine, generation.engine_path)
        except BaseException:
            self.store.close()
            raise
        self.retrieval = Retrieval(self.engine, columns)
        self._counts = _Counts(self.retrieval)
        self.vocabulary = Vocabulary(self._counts, self.store.keys)
        self.lexicon = lru_cache(maxsize=None)(self._lexicon)
        self._answers = Cache[Hashable, SearchResult](_ANSWERS, _size)

    def remembered(
        self,
        request: SearchRequest,
        answer: Callable[[], SearchResult],
    ) -> SearchResult:
        """Give the answer to a request, from memory where it was asked before."""
        key = _key(request)
        known = self._answers.get(key)
        return known if known is not None else self._answers.put(key, answer())

    def wording(self, paragraph: str) -> str | None:
        """Give the wording of a paragraph by its id, in any spelling of the symbol.

        Case counts only where the places of a document differ in nothing else.
        """
        symbol, _, place = paragraph.partition("#")
        wanted = fragment(f"#{place.strip()}")
        known = self.store.wordings(symbol) if wanted else {}
        places = {fragment(one): wording for one, wording in known.items()}
        if wanted in places:
            return places[wanted]
        alike = [one for one in places if one.casefold() == wanted.casefold()]
        return places[alike[0]] if len(alike) == 1 else None

    @cached_property
    def versions(self) -> VersionIndex:
        """Give what knows which documents are versions of each other; made at first use."""
        return VersionIndex(self.store.mastheads())

    def forget(self) -> None:
        """Let go of the answers that were kept."""
        self._answers.clear()
        self.retrieval.forget()

    def close(self) -> None:
        """Let go of the files."""
        self.forget()
        # What refers back to this generation would keep all of it in memory until Python looks for
        # such circles, by which time there may be several more.
        for name in ("lexicon", "completer"):
            vars(self).pop(name, None)
        self.engine.close()
        self.store.close()

    @cached_property
    def completer(self) -> Completer:
        """What completes queries."""
        return Completer(self._counts, self.lexicon, self._titles)

    def _titles(self) -> dict[str, str | None]:
        return {masthead.symbol: masthead.title for masthead in self.store.mastheads()}

    def _lexicon(self, field: str) -> Lexicon:
        return Lexicon(self.engine.words(field))


def _refuse(generation: Generation, complaints: Sequence[str]) -> None:
    if complaints:
        raise IndexDamaged(
            f"Generation {generation.number} of the index is damaged: {complaints[0]} "
            "Run `operative index FOLDER --rebuild`."
        )


def _totals(generation: Generation, columns: Columns) -> list[str]:
    """Compares what the columns hold with what the manifest says."""
    held, wanted = columns.live_count, generation.manifest.searchable
    return [] if held == wanted else [f"It has {held} searchable paragraphs instead of {wanted}."]


def _size(answer: SearchResult) -> int:
    """Returns about how many bytes an answer takes: texts count twice, for their highlights."""
    texts = sum(len(hit.paragraph.text) for hit in answer.hits)
    values = sum(len(facet.values) for facet in answer.facets)
    marks = sum(len(hit.highlights) for hit in answer.hits)
    asked = 4 * len(answer.request.query) + 4 * len(answer.reading)
    told = 512 * len(answer.notices) + 256 * values + 256 * marks
    return 4096 + 4096 * len(answer.hits) + 2 * texts + asked + told


def _key(request: SearchRequest) -> Hashable:
    filters = tuple(sorted((name, tuple(values)) for name, values in request.filters.items()))
    return (
        request.query, filters, request.sort, request.page, request.size, request.facets,
        request.group, request.strict,
    )  # fmt: skip
