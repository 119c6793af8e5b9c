"""One generation of an index, open for questions, with what is worth remembering of it.

A generation never changes, so neither do the answers; repeated ones are kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache

from indexer.generations import Generation
from indexer.schema import KEYWORD_BY_NAME
from indexer.store import StoreReader
from search.completing import Completer
from search.engine import Engine, Matches
from search.engines import open_engine
from search.query.bound import Bound, Everything
from search.query.lexicon import Lexicon
from search.query.vocabulary import Vocabulary
from search.request import Sort
from search.versions import VersionIndex

Counts = Mapping[str, Mapping[str, int]]

_PAGES_KEPT = 128
_COUNTS_KEPT = 256


class OpenGeneration:
    """Store, engine and vocabulary of one generation; safe to use from several threads.

    Raises IndexDamaged or IndexIncompatible when it cannot be opened.
    """

    def __init__(self, generation: Generation) -> None:
        self.number = generation.number
        self.manifest = generation.manifest
        self.engine: Engine = open_engine(generation.manifest.engine, generation.engine_path)
        try:
            self.store = StoreReader(generation.store_path)
        except BaseException:
            self.engine.close()
            raise
        self.all_counts = self.engine.count(Everything(), tuple(KEYWORD_BY_NAME))
        self.vocabulary = Vocabulary(self.all_counts)
        self.lexicon = lru_cache(maxsize=None)(self._lexicon)
        self._search = lru_cache(maxsize=_PAGES_KEPT)(self._ask)
        self._count = lru_cache(maxsize=_COUNTS_KEPT)(self.engine.count)

    def search(self, query: Bound, sort: Sort, offset: int, limit: int) -> Matches:
        """Give a page of matches, as `Engine.search`."""
        return self._search(query, sort, offset, limit)

    def count(self, query: Bound, fields: tuple[str, ...]) -> Counts:
        """Count by value, as `Engine.count`."""
        if query == Everything():
            return {field: self.all_counts[field] for field in fields}
        return self._count(query, fields)

    @cached_property
    def versions(self) -> VersionIndex:
        """Give what knows which documents are versions of each other; made at first use."""
        return VersionIndex(self.store.mastheads())

    def close(self) -> None:
        """Let go of the files."""
        self.lexicon.cache_clear()
        self._search.cache_clear()
        self._count.cache_clear()
        self.engine.close()
        self.store.close()

    @cached_property
    def completer(self) -> Completer:
        """What completes queries."""
        return Completer(self.all_counts, self.lexicon, self._titles)

    def _titles(self) -> dict[str, str | None]:
        return {masthead.symbol: masthead.title for masthead in self.store.mastheads()}

    def _lexicon(self, field: str) -> Lexicon:
        return Lexicon(self.engine.words(field))

    def _ask(self, query: Bound, sort: Sort, offset: int, limit: int) -> Matches:
        return self.engine.search(query, sort=sort, offset=offset, limit=limit)
