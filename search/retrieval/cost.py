"""Cost: about how long an engine works on a query, known before it is asked.

Nothing can interrupt an engine. What it does for a word grows with the paragraphs that have it;
for a phrase, with the paragraphs that may have it times its length. Measured with tantivy, at
74,131 paragraphs; upper bounds, as parts that rule each other out make less work.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from indexer.analysis.pairs import PAIRS, pair_term
from indexer.schema import TEXT_LITERAL
from search.binding.boosts import Boost
from search.binding.bound import Among, AnyWord, Bound, Everything, Phrase, Word
from search.binding.visitor import leaves
from search.engines.base import Engine

_PARAGRAPH = 30e-9
"""Seconds that a word takes in a paragraph that has it."""
_PLACE = 60e-9
"""Seconds that a word of a phrase takes in a paragraph that may have the phrase."""
_BOOSTS = 1.0
"""Seconds that may be spent on putting matches into order."""


def seconds(query: Bound, engine: Engine, paragraphs: int) -> float:
    """Returns the seconds that an engine works on a query at most; paragraphs: of the index."""
    return sum(_leaf(leaf, engine, paragraphs) for leaf in leaves(query))


def affordable(boosts: Sequence[Boost], engine: Engine, paragraphs: int) -> tuple[Boost, ...]:
    """Returns boosts, in their order, without those that would take too long."""
    left, kept = _BOOSTS, list[Boost]()
    for boost in boosts:
        cost = seconds(boost.match, engine, paragraphs)
        if cost <= left:
            left -= cost
            kept.append(boost)
    return tuple(kept)


def _leaf(leaf: Bound, engine: Engine, paragraphs: int) -> float:
    match leaf:
        case Word(field=field, term=term):
            return _PARAGRAPH * engine.frequency(field, term)
        case Phrase(field=field, terms=terms):
            found = [engine.frequency(field, term) for term in dict.fromkeys(terms)]
            least = min(found + (_pairs(terms, engine) if field == TEXT_LITERAL else []))
            return _PARAGRAPH * sum(found) + _PLACE * least * len(terms)
        case AnyWord(field=field, terms=words):
            return _PARAGRAPH * sum(engine.frequency(field, word) for word in words)
        case Among() | Everything():
            return _PARAGRAPH * paragraphs
        case _:
            return 0.0


def _pairs(terms: tuple[str, ...], engine: Engine) -> list[int]:
    """Returns how many paragraphs have each two neighbours that are a term of their own."""
    pairs = {pair for left, right in pairwise(terms) if (pair := pair_term(left, right))}
    return [engine.frequency(PAIRS, pair) for pair in pairs]
