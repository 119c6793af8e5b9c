"""Open generation of an index, with a cache of its answers.

A generation never changes, so cached answers stay valid.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from threading import Lock

from indexer.analysis.analyzer import Term, terms
from indexer.analysis.languages import ACCENTED
from indexer.engines import CLUSTER, require
from indexer.errors import IndexDamaged
from indexer.generations.files import altered_at_a_glance
from indexer.generations.generation import Generation
from indexer.model import Masthead
from indexer.parsing.knowledge.languages.language import OFFICIAL
from indexer.parsing.text.languages import EN
from indexer.schema import KEYWORD_BY_NAME, TEXT, TEXT_LITERAL
from indexer.store.reader import StoreReader
from search import deadline
from search.assistance.completion import Completer
from search.assistance.continuations import LONGEST
from search.binding.bound import Among, Bound, Everything, Word
from search.binding.lexicon import Lexicon
from search.binding.vocabulary import Vocabulary
from search.cache import Cache
from search.cluster.retrieval import ClusterRetrieval
from search.comparison.versions import VersionIndex
from search.engines import open_engine
from search.paragraph_ids import fragment
from search.precedents.closest import Precedents
from search.query.parser import parse
from search.request import SearchRequest
from search.results import SearchResult
from search.retrieval.base import Retrieval
from search.retrieval.columns import Columns
from search.retrieval.following import Words, following
from search.retrieval.local import LocalRetrieval
from search.series.lineage import Lineage
from search.translation.current import current
from search.understanding.spoken import guessed
from search.understanding.thesaurus import known_share

_READ_FOR_WORDS = 4_000
"""Maximum paragraphs read for what follows words, spread over all that have them."""
_WORDS = 1 << 14
"""Words whose frequencies are remembered."""
_ANSWERS = 16 * 1024 * 1024
"""Bytes of the cache of answers."""


class _Counts(Mapping[str, Mapping[str, int]]):
    """Paragraphs by value for each keyword field, counted on first use.

    match: the paragraphs that are counted.
    """

    def __init__(self, retrieval: Retrieval, match: Bound = Everything()) -> None:  # noqa: B008
        self._retrieval = retrieval
        self._match = match
        self._known: dict[str, Mapping[str, int]] = {}

    def __getitem__(self, field: str) -> Mapping[str, int]:
        if field not in self._known:
            self._known |= self._retrieval.count(self._match, (field,))
        return self._known[field]

    def __iter__(self) -> Iterator[str]:
        return iter(KEYWORD_BY_NAME)

    def __len__(self) -> int:
        return len(KEYWORD_BY_NAME)


class OpenGeneration:
    """Store, engine, columns and vocabulary of one generation; thread-safe.

    Raises IndexDamaged or IndexIncompatible if it cannot be opened.
    """

    def __init__(self, generation: Generation) -> None:
        self.number = generation.number
        self.manifest = generation.manifest
        self.path = generation.path
        _refuse(generation, altered_at_a_glance(generation.path, generation.manifest.files))
        self.store = store = StoreReader(generation.store_path)
        try:
            columns = Columns(
                generation.column_paths,
                self.store.document_rows(),
                generation.families_path,
                lambda row: store.subjects.of(row),  # a reference to `self` would be a cycle
            )
            _refuse(generation, _totals(generation, columns))
            self.retrieval = _retrieval(generation, columns)
        except BaseException:
            self.store.close()
            raise
        self._counts = _Counts(self.retrieval)
        self.vocabulary = Vocabulary(self._counts, self.store.keys)
        self.lexicon = lru_cache(maxsize=None)(self._lexicon)
        self.completer_in = lru_cache(maxsize=None)(self._completer)
        self.share_of = lru_cache(maxsize=_WORDS)(self._share_of)
        self._answers = Cache[Hashable, SearchResult](_ANSWERS, _size)
        self._precedents: Precedents | None = None
        self._making = Lock()

    def remembered(
        self,
        request: SearchRequest,
        answer: Callable[[], SearchResult],
    ) -> SearchResult:
        """Returns the answer to a request, from the cache if it is there."""
        key = _key(request)
        known = self._answers.get(key)
        return known if known is not None else self._answers.put(key, answer())

    def wording_of(self, paragraph: str) -> str | None:
        """Returns the wording of a paragraph by its id, in any spelling of the symbol.

        Case counts only if places in the document differ in nothing else.
        """
        symbol, _, place = paragraph.partition("#")
        wanted = fragment(f"#{place.strip()}")
        known = self.store.wordings(symbol) if wanted else {}
        places = {fragment(one): wording for one, wording in known.items()}
        if wanted not in places:
            wanted = self.store.former_ids(symbol).get(wanted, wanted) if wanted else wanted
        if wanted in places:
            return places[wanted]
        alike = [one for one in places if one.casefold() == wanted.casefold()]
        return places[alike[0]] if len(alike) == 1 else None

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Returns the official languages of the documents, English first."""
        found = tuple(code for code in self.store.languages() if code in OFFICIAL)
        return found or (EN,)

    @cached_property
    def works(self) -> int:
        """Returns the number of documents, each counted once in whatever languages it is."""
        return self.store.counts().works

    def _share_of(self, language: str, word: str) -> float:
        """Returns the share of the paragraphs in a language that have a word, about.

        Where none has it in this form, it is that of its other forms, or of the most frequent word
        that it may be without accents. A word that no text has may still be one of the language.
        """
        paragraphs = self._counts["language"].get(language, 0)
        # Dictionaries of languages that the index does not have are not read for this.
        found = terms(word, language) if paragraphs else []
        count = max((self._frequency(term, language) for term in found), default=0)
        return count / paragraphs if count else known_share(language, word)

    def _frequency(self, word: Term, language: str) -> int:
        frequency = self.retrieval.frequency
        count = frequency(TEXT_LITERAL, word.literal) or frequency(TEXT, word.stem)
        if count or language not in ACCENTED:
            return count
        lexicon = self.lexicon(TEXT_LITERAL)
        return max(map(lexicon.count, lexicon.alike(word.literal)), default=0)

    @cached_property
    def versions(self) -> Lineage:
        """Returns the lineage of the documents, made at first use."""
        index = VersionIndex(self.store.mastheads())
        return Lineage(index, self.store, self.retrieval.columns)

    @cached_property
    def short_forms(self) -> Mapping[str, tuple[str, ...]]:
        """Short forms that the texts define, in lower case, with what they stand for."""
        return self.store.short_forms()

    @property
    def precedents(self) -> Precedents:
        """The precedents of this generation; made at first use."""
        with deadline.paused(), self._making:
            if self._precedents is None:
                self._precedents = Precedents(self.retrieval.columns, self.store)
            return self._precedents

    def forget(self) -> None:
        """Empties the cache."""
        self._answers.clear()
        self.retrieval.forget()

    def close(self) -> None:
        """Closes the files."""
        self.forget()
        # Reference cycles would keep the whole generation in memory until Python's garbage
        # collector finds them, and by then there may be several generations more.
        for name in ("lexicon", "completer_in", "share_of"):
            vars(self).pop(name, None)
        self.retrieval.close()
        self.store.close()

    def completer(self, text: str) -> Completer:
        """Returns the completer of queries in the language of a text, built on first use."""
        language = guessed(parse(text).query, self.languages, self.share_of)
        return self.completer_in(language if language in self.languages else self.languages[0])

    def _completer(self, language: str) -> Completer:
        counts: Mapping[str, Mapping[str, int]] = self._counts
        if len(self.languages) > 1:
            counts = _Counts(self.retrieval, Among("language", frozenset({language})))
        return Completer(counts, self.lexicon, self._titles, self._following, language)

    def _titles(self) -> dict[str, str | None]:
        """Returns the titles of all documents by symbol, the newest first."""
        newest = sorted(self.store.mastheads(), key=_day, reverse=True)
        return {one.symbol: one.title or one.subject for one in newest}

    def _following(self, before: tuple[str, ...], begun: str) -> tuple[Counter[Words], bool]:
        lexicon = self.lexicon(TEXT_LITERAL)
        rarest = min(before, key=lexicon.count)
        if not lexicon.count(rarest):
            return Counter(), True
        places = self.retrieval.places(Word(TEXT_LITERAL, rarest))
        step = -(-len(places) // _READ_FOR_WORDS)
        counts = following(
            before,
            lexicon.starting(begun) if begun else None,
            self.retrieval.columns,
            places[::step],
            longest=LONGEST,
        )
        return counts, step == 1

    def _lexicon(self, field: str) -> Lexicon:
        return Lexicon(self.retrieval.words(field))


def _retrieval(generation: Generation, columns: Columns) -> Retrieval:
    """Opens the engine of a generation, or the connection to the cluster that has its entries."""
    name = generation.manifest.engine
    if name == CLUSTER:
        require(name)
        return ClusterRetrieval(generation.engine_path, columns)
    return LocalRetrieval(open_engine(name, generation.engine_path), columns)


def _day(masthead: Masthead) -> tuple[str, str]:
    day = masthead.adopted_on or masthead.distributed_on
    return (day.isoformat() if day else "", masthead.symbol)


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
    """Returns the approximate size of an answer in bytes; texts count twice, for highlights."""
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
        request.group, request.strict, request.also,
        current().code,  # what an answer says of the query is in it
    )  # fmt: skip
