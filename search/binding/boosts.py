"""What moves a paragraph up among those that match: each reason with its weight.

By relevance, a hit's score is the engine's own BM25 of the words plus the weights of the boosts
that hold on it. Boosts never decide what matches.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.analysis.analyzer import Term, terms
from indexer.schema import TEXT, TEXT_LITERAL, TITLE, TITLE_LITERAL
from search.binding.bound import Among, Bound, Phrase, Word
from search.query.ast import And, Exact, Field, Form, Near, Or, Query, Quoted, Words
from search.query.wildcards import has_wildcard

LITERAL_WEIGHT = 64.0
"""More than any BM25 of one word can differ: paragraphs with more of the words in the form asked
for come first, and within them the engine's own relevance decides."""
PHRASE_WEIGHT = 64.0
"""Words side by side in the query, and so in the paragraph."""
TITLE_WEIGHT = 2.0
OPERATIVE_WEIGHT = 0.001
"""Decides between paragraphs that are otherwise as good as equal."""
ADOPTED_WEIGHT = 0.002
"""More than the one before: of an adopted text and its draft, the adopted text comes first."""
MOST_BOOSTED = 32
"""Words that are weighed in this way; what a longer query matches is not changed."""


@dataclass(frozen=True, slots=True)
class Boost:
    """A reason to rank higher: where `match` holds, `weight` is added to the score.

    reason: in words, for people.
    """

    match: Bound
    weight: float
    reason: str


BETWEEN_EQUALS = (
    Boost(Among("type", frozenset({"operative"})), OPERATIVE_WEIGHT, "it is operative"),
    Boost(
        Among("doctype", frozenset({"resolution", "decision"})), ADOPTED_WEIGHT, "it was adopted"
    ),
)
"""What decides between paragraphs that are otherwise as good as equal."""


def boosts_of(query: Query) -> tuple[Boost, ...]:
    """Give the boosts of a query; none where it has no words that relevance could weigh."""
    found: dict[Bound, Boost] = {}
    for boost in _boosts(query):
        if len(found) == 2 * MOST_BOOSTED:
            break
        found.setdefault(boost.match, boost)
    if not found:
        return ()
    return (*found.values(), *BETWEEN_EQUALS)


def _boosts(query: Query) -> Iterator[Boost]:
    match query:
        case Words(text=text) if found := terms(text):
            yield from _words(text, found)
        case Exact(text=text) | Quoted(text=text) if found := terms(text):
            literals = tuple(term.literal for term in found)
            yield Boost(_run(TITLE_LITERAL, literals), TITLE_WEIGHT, f"the title has “{text}”")
        case Field(name="title", value=value, form=Form.BARE) if not has_wildcard(value):
            if found := terms(value):
                literals = tuple(term.literal for term in found)
                reason = f"the title has “{value}” in this form"
                yield Boost(_run(TITLE_LITERAL, literals), LITERAL_WEIGHT, reason)
        case And(parts=parts):
            yield from _adjacent(parts)
            for part in parts:
                yield from _boosts(part)
        case Or(parts=parts) | Near(parts=parts):
            for part in parts:
                yield from _boosts(part)
        case _:
            return  # what stands behind a NOT is no reason to rank higher


def _words(text: str, found: Sequence[Term]) -> Iterator[Boost]:
    literals = tuple(term.literal for term in found)
    stems = tuple(term.stem for term in found)
    yield Boost(_run(TEXT_LITERAL, literals), LITERAL_WEIGHT, f"“{text}” in this form")
    yield Boost(_run(TITLE, stems), TITLE_WEIGHT, f"the title has “{text}” in any form")


def _adjacent(parts: Sequence[Query]) -> Iterator[Boost]:
    """Give a boost for each stretch of plain words: they may stand together in the text too.

    Of a long stretch the beginning tells enough.
    """
    stretch: list[str] = []
    for part in (*parts, None):
        if isinstance(part, Words):
            if len(stretch) < MOST_BOOSTED:
                stretch.append(part.text)
            continue
        if len(stretch) > 1 and len(found := terms(" ".join(stretch))) > 1:
            phrase = Phrase(TEXT, tuple(term.stem for term in found))
            yield Boost(phrase, PHRASE_WEIGHT, f"“{' '.join(stretch)}” in a row")
        stretch = []


def _run(name: str, found: tuple[str, ...]) -> Bound:
    return Word(name, found[0]) if len(found) == 1 else Phrase(name, found)
