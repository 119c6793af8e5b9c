"""Fallback: what to search instead when all words of a plain query have few results.

Words without weight are left out, misspelt ones corrected, others searched with their
alternatives. After that, paragraphs with most of the words count, weighted by rarity. Paragraphs
with all words as typed always come first. Queries with quotation marks, `=`, fields or operators
are taken literally.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.analysis.analyzer import terms
from indexer.parsing.text.languages import EN
from indexer.schema import TEXT, TEXT_LITERAL
from search.binding.boosts import BETWEEN_EQUALS, Boost
from search.binding.bound import And, Bound, Most, Phrase
from search.binding.terms import Lexicons
from search.query.ast import And as AllOf
from search.query.ast import Query, Words
from search.results import Understanding
from search.understanding.concepts import SCALE, Concept, Concepts, ShortForms, concepts_of
from search.understanding.pasted import cleaned, is_pasted

LITTLE = 5
"""Number of results below which more is searched."""
_ENOUGH_WORDS = 3
"""Minimum words of a query whose few full matches are followed by partial ones."""
_SHARES = (0.7, 0.5, 0.35, 0.01)
"""Minimum shares of the weight, tried in this order; the last, which any word has, only if no
paragraph has all words."""
_MOST_CONCEPTS = 24
"""Maximum words of a pasted text that are searched: the rarest, which identify it."""
_MOST_REQUIRED = 100
"""Words of a pasted text beyond which its wording is searched, not each of its words."""
_MOST_RUNS = 16
_RUN = 3
_COMPLETE, _KEPT, _COVERED, _NEXT, _SHINGLE = 1000.0, 100.0, 3.0, 4.0, 8.0

Total = Callable[[Bound], int]
"""Counts the paragraphs that match."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallback:
    """A query to search in place of one with few results.

    match: the condition on paragraphs. boosts: their ranking. concepts: words that hits may lack.
    """

    match: Bound
    boosts: tuple[Boost, ...]
    concepts: tuple[Concept, ...]
    understanding: Understanding


def fallback(
    text: str,
    query: Query,
    match: Bound,
    lexicons: Lexicons,
    paragraphs: int,
    short_forms: Callable[[], ShortForms],
    total: Total,
    language: str = EN,
) -> Fallback | None:
    """Returns the query to search instead; None if the original is kept.

    match: the bound query. paragraphs: the number in the index. short_forms: those of its texts,
    read if they are needed. total: counts a query's results within the chosen filters. language:
    that in which the words are read.
    """
    pasted = is_pasted(text, query)
    if not pasted and not _plain(query):
        return None
    complete = total(match)
    if complete >= LITTLE and not (pasted and len(text.split()) > _MOST_REQUIRED):
        return None
    literal = lexicons(TEXT_LITERAL)
    wanted = cleaned(text, lambda word: bool(literal.count(word))) if pasted else text
    found = concepts_of(wanted, lexicons, paragraphs, short_forms(), language)
    concepts = _rarest(found.kept)
    few = len(concepts) < _ENOUGH_WORDS
    may_gain = bool(found.left_out) or any(one.also for one in concepts)
    if not concepts or (complete and few and not may_gain):
        return None
    kept = _all_of(concepts)
    with_kept = total(kept)
    chosen, most = kept, 0
    if not with_kept or (with_kept < LITTLE and not few):
        matches = [one.match if pasted else one.wide for one in concepts]
        chosen, most = _most(matches, concepts, _SHARES[:-1] if complete else _SHARES, total)
    if max(with_kept, most) <= complete or chosen == match:
        return None  # nothing more was found
    boosts = (
        *_boosts(wanted, concepts, match, kept, language if pasted else None),
        *BETWEEN_EQUALS,
    )
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


def _most(
    matches: Sequence[Bound], concepts: Sequence[Concept], shares: Sequence[float], total: Total
) -> tuple[Bound, int]:
    """Returns a condition on most of the words: the largest share that enough paragraphs have."""
    parts = tuple((match, one.weight) for match, one in zip(matches, concepts, strict=True))
    whole = sum(weight for _, weight in parts)
    query: Bound = Most(parts, max(1, round(whole * shares[0])))
    found = total(query)
    for share in shares[1:]:
        if found >= LITTLE:
            break
        query = Most(parts, max(1, round(whole * share)))
        found = total(query)
    return query, found


def _boosts(
    text: str, concepts: Sequence[Concept], complete: Bound, kept: Bound, pasted: str | None
) -> Iterator[Boost]:
    """Yields what ranks higher. pasted: the language of a text that was pasted."""
    yield Boost(complete, _COMPLETE, "it has all words")
    if kept != complete and len(concepts) > 1:
        yield Boost(kept, _KEPT, "it has all words that carry meaning")
    if pasted:
        yield from _shingles(text, pasted)
        return
    for one in concepts:
        yield Boost(one.wide, _COVERED * one.weight / SCALE, f"it has “{one.text}”")
    for left, right in pairwise(concepts):
        phrase = Phrase(TEXT, (*left.stems, *right.stems))
        yield Boost(phrase, _NEXT, f"“{left.text} {right.text}” in a row")


def _shingles(text: str, language: str) -> Iterator[Boost]:
    """Yields runs of words spread over the text, which identify its own wording."""
    stems = [term.stem for term in terms(text, language)]
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
