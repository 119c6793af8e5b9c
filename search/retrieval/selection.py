"""Selection: the bitmap of the paragraphs that a bound query matches.

Frequent words and field values are evaluated on bitmaps; the rest is looked up in the engine, as
much at once as possible.
"""

from __future__ import annotations

from itertools import compress
from typing import TypeGuard

import numpy as np

from indexer.analysis.pairs import PAIRS
from indexer.schema import BEYOND_ENGINES, TEXT_LITERAL
from search import deadline
from search.binding.bound import (
    Among,
    And,
    AnyWord,
    Bound,
    Everything,
    Most,
    Near,
    Not,
    Nothing,
    Or,
    Phrase,
    Ranked,
    Run,
    Twins,
    Word,
    Worded,
)
from search.binding.compounds import compound_of
from search.binding.visitor import leaves, parts_of, rebuilt
from search.cache import Cache
from search.engines.base import Engine
from search.retrieval.bitmap import Array, Bits, Selected, as_bits
from search.retrieval.columns import Columns
from search.retrieval.cost import Costs
from search.retrieval.matching import asks_for_text
from search.retrieval.proximity import near

_DENSE = 16
"""A set is dense if it has more than one in this many paragraphs: adding to all is then faster."""


class Selector:
    """Selection on one generation; thread-safe."""

    def __init__(self, engine: Engine, columns: Columns, costs: Costs) -> None:
        self._engine = engine
        self._costs = costs
        self._columns = columns
        # The same parts are requested with several values of `least`.
        size = 4 * columns.size + 1
        self._held = Cache[tuple[tuple[Bound, int], ...], Array](2 * size, lambda _: size)

    def bits(self, query: Bound) -> Bits:
        """Returns the bitmap of the live paragraphs that match a query, by place.

        Raises SearchTooLong if the deadline has passed.
        """
        deadline.check()
        match query:
            case Everything():
                return self._columns.live_bits
            case Nothing() | Or(parts=()):
                return np.zeros_like(self._columns.live_bits)
            case Word() | Phrase():
                frequent = self._frequent(query)
                return self._columns.frequent(*frequent) if frequent else self._looked_up(query)
            case Among(field=field, values=values):
                return self._columns.having(field, values)
            case Near():
                return self._near(query)
            case Worded(wording=wording):
                return self._columns.worded(wording)
            case AnyWord():
                return self._any_word(query)
            case Not(part=part):
                return self._columns.live_bits & ~self.bits(part)
            case And(parts=parts):
                return self._and(parts)
            case Or(parts=parts):
                return self._or(parts)
            case Most():
                return self._most(query)
            case Twins(part=part):
                return self._columns.twins.bits(self.bits(part))
            case Ranked(part=part):
                return self.bits(part)

    def forget(self) -> None:
        """Empties the cache."""
        self._held.clear()

    def at_hand(self, query: Bound) -> bool:
        """Returns whether a query can be evaluated with hardly any work of the engine."""
        return all(map(self._leaf_at_hand, leaves(query)))

    def _leaf_at_hand(self, leaf: Bound) -> bool:
        if isinstance(leaf, Word | Phrase):
            # Compounds in two words are rare.
            compound = isinstance(leaf, Phrase) and compound_of(leaf) is not None
            return compound or self._frequent(leaf) is not None
        return not isinstance(leaf, Near | AnyWord)

    def _frequent(self, query: Word | Phrase) -> tuple[str, str] | None:
        """Returns the (field, term) of a word's or phrase's bitmap; None if it has none."""
        if isinstance(query, Word):
            found = query.field, query.term
        elif query.field == TEXT_LITERAL and len(query.terms) == 2:
            found = PAIRS, " ".join(query.terms)
        else:
            return None
        return found if self._columns.is_frequent(*found) else None

    def _any_word(self, query: AnyWord) -> Bits:
        frequent = [term for term in query.terms if self._columns.is_frequent(query.field, term)]
        rest = query.terms.difference(frequent)
        bits = np.zeros_like(self._columns.live_bits)
        if rest:
            bits |= self._looked_up(AnyWord(query.field, rest))
        for term in frequent:
            bits |= self._columns.frequent(query.field, term)
        return bits

    def _and(self, parts: tuple[Bound, ...]) -> Bits:
        # The engine is fast if one of the parts is rare.
        asked = tuple(part for part in parts if not beyond_engines(part))
        apart = tuple(part for part in parts if beyond_engines(part))
        bits = self._columns.live_bits
        if all(isinstance(part, Not) or self.at_hand(part) for part in asked):
            apart = parts
        else:
            bits = self._looked_up(And(asked) if len(asked) > 1 else asked[0])
        for part in apart:
            bits = bits & self.bits(part)
        return bits

    def _or(self, parts: tuple[Bound, ...]) -> Bits:
        known = [beyond_engines(part) or self.at_hand(part) for part in parts]
        apart = tuple(compress(parts, known))
        rest = tuple(part for part, here in zip(parts, known, strict=True) if not here)
        bits = self._looked_up(Or(rest)) if rest else np.zeros_like(self._columns.live_bits)
        for part in apart:
            bits = bits | self.bits(part)
        return bits

    def _most(self, query: Most) -> Bits:
        held = self._held.get(query.parts)
        if held is None:
            held = self._held.put(query.parts, self._weights(query.parts))
        return np.packbits(held >= query.least) & self._columns.live_bits

    def _weights(self, parts: tuple[tuple[Bound, int], ...]) -> Array:
        """Returns the sum of the weights of the matching parts at each place."""
        held = np.zeros(self._columns.size, np.int32)
        for part, weight in parts:
            selected = Selected(self.bits(part), self._columns.size)
            if selected.total > self._columns.size // _DENSE:
                held += selected.flags * np.int32(weight)
            else:
                held[selected.places] += weight
        return held

    def _looked_up(self, query: Bound) -> Bits:
        deadline.check(self._costs.seconds(query))
        return as_bits(self._columns.places(self._engine.rows(query)), self._columns.size)

    def _near(self, query: Near) -> Bits:
        candidates = self.bits(And((_present(query.left), _present(query.right))))
        places = Selected(candidates, self._columns.size).places
        return as_bits(places[near(query, self._columns, places)], self._columns.size)


def beyond_engines(query: Bound) -> bool:
    """Returns whether a query contains a condition that engines cannot evaluate."""
    if isinstance(query, Near | Worded | Most | Twins) or _is_of_whole_index(query):
        return True
    return any(map(beyond_engines, parts_of(query)))


def _is_of_whole_index(query: Bound) -> bool:
    """Returns whether a query is on a field of the whole index, which engines do not have."""
    return isinstance(query, Among) and query.field in BEYOND_ENGINES


def for_engines(query: Bound) -> Bound:
    """Returns a query that engines can evaluate and that matches at least the same paragraphs."""
    match query:
        case Near(left=left, right=right):
            return And((_present(left), _present(right)))
        case Worded() | Twins():
            return Everything()
        case Among() if _is_of_whole_index(query):
            return Everything()
        case Most(parts=parts):
            return Or(tuple(for_engines(part) for part, _ in parts))
        case Not(part=part):
            return Everything() if beyond_engines(part) else query
        case _:
            return rebuilt(query, for_engines)


def _present(run: Run) -> Bound:
    """Returns a condition that a run occurs anywhere in its field."""
    words = frozenset(terms[0] for terms in run.alternatives if len(terms) == 1)
    phrases = sorted(terms for terms in run.alternatives if len(terms) > 1)
    parts: list[Bound] = [Phrase(run.field, terms) for terms in phrases]
    if len(words) == 1:
        parts.extend(Word(run.field, word) for word in words)
    elif words:
        parts.append(AnyWord(run.field, words))
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


def apart(query: Bound) -> tuple[Bound, list[tuple[Among, float]]]:
    """Splits boosts on fields from a query, since columns evaluate them faster than an engine."""
    if not isinstance(query, Ranked):
        return query, []
    added = [(boost, weight) for boost, weight in query.boosts if isinstance(boost, Among)]
    rest = tuple((boost, w) for boost, w in query.boosts if not isinstance(boost, Among))
    return Ranked(query.part, rest), added


def without_twins(query: Bound) -> Bound:
    """Returns what a query finds by its own words."""
    return Nothing() if is_worded_elsewhere(query) else rebuilt(query, without_twins)


def is_worded_elsewhere(query: Bound) -> TypeGuard[Twins]:
    """Returns whether words are looked for in the twins of the paragraphs that are found."""
    return isinstance(query, Twins) and asks_for_text(query.part)


def match_of(query: Bound) -> Bound:
    """Returns what a query matches, without what ranks it."""
    return query.part if isinstance(query, Ranked) else query
