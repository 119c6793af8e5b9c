"""Cost: about how long an engine works on a query, known before it is asked.

Nothing can interrupt an engine. What it does for a word grows with the paragraphs that have it;
for a phrase, with the paragraphs that may have it times its length. Measured with tantivy, at
74,131 paragraphs; upper bounds, as parts that rule each other out make less work.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from indexer.analysis.pairs import PAIRS, pair_term
from indexer.schema import TEXT_LITERAL
from search.binding.boosts import Boost
from search.binding.bound import Among, AnyWord, Bound, Everything, Phrase, Word
from search.binding.compounds import compound_of
from search.binding.visitor import leaves
from search.engines.base import Engine

_PARAGRAPH = 30e-9
"""Seconds that a word takes in a paragraph that has it."""
_PLACE = 60e-9
"""Seconds that a word of a phrase takes in a paragraph that may have the phrase."""
_BOOSTS = 1.0
"""Seconds that may be spent on putting matches into order."""
_TERMS = 16_384
"""Terms whose frequencies are remembered, about 200 bytes each."""


class Costs:
    """The costs of queries on one index; thread-safe.

    engine: the one that is asked. paragraphs: of the index.
    """

    def __init__(self, engine: Engine, paragraphs: int) -> None:
        # One search asks for the same terms several times, and so does the next.
        self._frequency = lru_cache(_TERMS)(engine.frequency)
        self._paragraphs = paragraphs

    def seconds(self, query: Bound) -> float:
        """Returns the seconds that the engine works on a query at most."""
        return sum(map(self._leaf, leaves(query)))

    def affordable(self, boosts: Sequence[Boost]) -> tuple[Boost, ...]:
        """Returns boosts, in their order, without those that would take too long."""
        left, kept = _BOOSTS, list[Boost]()
        for boost in boosts:
            cost = self.seconds(boost.match)
            if cost <= left:
                left -= cost
                kept.append(boost)
        return tuple(kept)

    def _leaf(self, leaf: Bound) -> float:
        match leaf:
            case Word(field=field, term=term):
                return _PARAGRAPH * self._frequency(field, term)
            case Phrase() if compound := compound_of(leaf):
                return _PARAGRAPH * self._frequency(PAIRS, compound)
            case Phrase(field=field, terms=terms):
                found = [self._frequency(field, term) for term in dict.fromkeys(terms)]
                least = min(found + (self._pairs(terms) if field == TEXT_LITERAL else []))
                return _PARAGRAPH * sum(found) + _PLACE * least * len(terms)
            case AnyWord(field=field, terms=words):
                return _PARAGRAPH * sum(self._frequency(field, word) for word in words)
            case Among() | Everything():
                return _PARAGRAPH * self._paragraphs
            case _:
                return 0.0

    def _pairs(self, terms: tuple[str, ...]) -> list[int]:
        """Returns how many paragraphs have each two neighbours that are a term of their own."""
        pairs = {pair for left, right in pairwise(terms) if (pair := pair_term(left, right))}
        return [self._frequency(PAIRS, pair) for pair in pairs]
