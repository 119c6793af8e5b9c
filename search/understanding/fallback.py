"""Fallback: what to look for where all words of a plain query find little.

Words that carry nothing are left out, misspelt ones set right, others looked for as texts write
them; then the paragraphs that have most of the words count, weighed by rarity. What has all words
as typed always comes first. A query with quotation marks, `=`, fields or operators binds as it
stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.analysis.analyzer import terms
from indexer.schema import TEXT, TEXT_LITERAL
from search.binding.boosts import BETWEEN_EQUALS, Boost
from search.binding.bound import And, Bound, Most, Phrase
from search.binding.terms import Lexicons
from search.query.ast import And as AllOf
from search.query.ast import Query, Words
from search.results import Understanding
from search.understanding.concepts import SCALE, Concept, Concepts, concepts_of
from search.understanding.pasted import cleaned, is_pasted

LITTLE = 5
"""Paragraphs below which more is looked for."""
_ENOUGH_WORDS = 4
"""Words from which on a few paragraphs with all of them are followed by others."""
_SHARES = (0.7, 0.5, 0.35, 0.01)
"""Shares of the weight that must be there, tried in this order."""
_MOST_CONCEPTS = 24
"""Words of a pasted text that are looked for: the rarest tell it from others."""
_MOST_REQUIRED = 100
"""Words of a pasted text beyond which its wording is looked for, not each of its words."""
_MOST_RUNS = 16
_RUN = 3
_COMPLETE, _KEPT, _COVERED, _NEXT, _SHINGLE = 1000.0, 100.0, 3.0, 4.0, 8.0

Total = Callable[[Bound], int]
"""Counts the paragraphs that match."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallback:
    """A query that finds something in place of one that found little.

    match: which paragraphs. boosts: what ranks them. concepts: what hits may lack.
    """

    match: Bound
    boosts: tuple[Boost, ...]
    concepts: tuple[Concept, ...]
    understanding: Understanding


def fallback(
    text: str, query: Query, match: Bound, lexicons: Lexicons, paragraphs: int, total: Total
) -> Fallback | None:
    """Returns what to look for instead; None where the query stands, or nothing better is found.

    match: the query as bound. paragraphs: of the index. total: counts within the filters chosen.
    """
    pasted = is_pasted(text, query)
    if not pasted and not _plain(query):
        return None
    complete = total(match)
    if complete >= LITTLE and not (pasted and len(text.split()) > _MOST_REQUIRED):
        return None
    literal = lexicons(TEXT_LITERAL)
    wanted = cleaned(text, lambda word: bool(literal.count(word))) if pasted else text
    found = concepts_of(wanted, lexicons, paragraphs)
    concepts = _rarest(found.kept)
    if not concepts or (complete and len(concepts) < _ENOUGH_WORDS):
        return None
    kept = _all_of(concepts)
    with_kept = total(kept)
    chosen, most = kept, 0
    if not with_kept or (with_kept < LITTLE and len(concepts) >= _ENOUGH_WORDS):
        chosen, most = _most(
            [one.match if pasted else one.wide for one in concepts], concepts, total
        )
    if not (with_kept or most) or chosen == match:
        return None
    boosts = (*_boosts(wanted, concepts, match, kept, pasted=pasted), *BETWEEN_EQUALS)
    return Fallback(
        match=chosen,
        boosts=boosts,
        concepts=concepts,
        understanding=_understanding(wanted, found, concepts, complete, with_kept, most, pasted),
    )


def _plain(query: Query) -> bool:
    parts = query.parts if isinstance(query, AllOf) else (query,)
    return all(isinstance(part, Words) for part in parts)


def _rarest(concepts: tuple[Concept, ...]) -> tuple[Concept, ...]:
    if len(concepts) <= _MOST_CONCEPTS:
        return concepts
    least = sorted((one.weight for one in concepts), reverse=True)[_MOST_CONCEPTS - 1]
    return tuple(one for one in concepts if one.weight >= least)[:_MOST_CONCEPTS]


def _all_of(concepts: Sequence[Concept]) -> Bound:
    parts = tuple(one.match for one in concepts)
    return parts[0] if len(parts) == 1 else And(parts)


def _most(matches: Sequence[Bound], concepts: Sequence[Concept], total: Total) -> tuple[Bound, int]:
    """Returns the paragraphs that have the largest share of the words that enough have."""
    parts = tuple((match, one.weight) for match, one in zip(matches, concepts, strict=True))
    whole = sum(weight for _, weight in parts)
    query: Bound = Most(parts, max(1, round(whole * _SHARES[0])))
    found = total(query)
    for share in _SHARES[1:]:
        if found >= LITTLE:
            break
        query = Most(parts, max(1, round(whole * share)))
        found = total(query)
    return query, found


def _boosts(
    text: str, concepts: Sequence[Concept], complete: Bound, kept: Bound, *, pasted: bool
) -> Iterator[Boost]:
    yield Boost(complete, _COMPLETE, "it has all words")
    if kept != complete and len(concepts) > 1:
        yield Boost(kept, _KEPT, "it has all words that carry meaning")
    if pasted:
        yield from _shingles(text)
        return
    for one in concepts:
        yield Boost(one.wide, _COVERED * one.weight / SCALE, f"it has “{one.text}”")
    for left, right in pairwise(concepts):
        phrase = Phrase(TEXT, (*left.stems, *right.stems))
        yield Boost(phrase, _NEXT, f"“{left.text} {right.text}” in a row")


def _shingles(text: str) -> Iterator[Boost]:
    """Give runs of words, spread over the text: they tell its own wording from others' words."""
    stems = [term.stem for term in terms(text)]
    step = max(1, (len(stems) - _RUN) // _MOST_RUNS)
    for start in range(0, max(len(stems) - _RUN + 1, 0), step):
        run = tuple(stems[start : start + _RUN])
        yield Boost(Phrase(TEXT, run), _SHINGLE, "words in a row as in the text pasted")


def _understanding(
    text: str,
    found: Concepts,
    concepts: tuple[Concept, ...],
    complete: int,
    with_kept: int,
    most: int,
    pasted: bool,
) -> Understanding:
    corrected = {one.text: one.corrected for one in concepts if one.corrected}
    words = [corrected.get(one.text) or one.text for one in concepts]
    return Understanding(
        kind="pasted" if pasted else "most" if most else "corrected" if corrected else "kept",
        text=text if pasted else " ".join(words),
        complete=complete,
        all_kept=with_kept,
        most=most,
        left_out=() if pasted else found.left_out,
        unknown=found.unknown,
        corrected=tuple((one.text, one.corrected) for one in concepts if one.corrected),
        also=tuple((one.text, one.also) for one in concepts if one.also),
    )
