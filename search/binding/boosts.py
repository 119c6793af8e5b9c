"""Boosts: reasons for a matching paragraph to rank higher, each with its weight.

A hit's score is the engine's BM25 of the words plus the weights of the boosts
that apply to it. Boosts never decide what matches.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.analysis.analyzer import Term, terms
from indexer.parsing.text.languages import EN
from indexer.schema import TEXT, TEXT_LITERAL, TITLE, TITLE_LITERAL
from search.binding.bound import Among, Bound, Phrase, Word
from search.query.ast import And, Exact, Field, Form, Not, Query, Quoted, Words
from search.query.visitor import nodes
from search.query.wildcards import has_wildcard

LITERAL_WEIGHT = 64.0
"""More than any BM25 of one word can differ: paragraphs with more of the words in the form asked
for come first, and within them the engine's own relevance decides."""
PHRASE_WEIGHT = 64.0
"""For words next to each other in the query and in the paragraph."""
TITLE_WEIGHT = 2.0
OPERATIVE_WEIGHT = 0.001
"""Breaks ties between paragraphs that are otherwise practically equal."""
ADOPTED_WEIGHT = 0.002
"""More than `OPERATIVE_WEIGHT`: an adopted text comes before its draft."""
MOST_BOOSTED = 32
"""Maximum words with boosts; what a longer query matches does not change."""


@dataclass(frozen=True, slots=True)
class Boost:
    """A reason to rank higher: `weight` is added to the score of paragraphs that match `match`.

    reason: text shown to the user.
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
"""Tie-breakers between paragraphs that are otherwise practically equal."""


def boosts_of(query: Query, languages: Sequence[str] = (EN,)) -> tuple[Boost, ...]:
    """Returns the boosts of a query; none if it has no words to rank by.

    languages: those in which its words are read.
    """
    found: dict[Bound, Boost] = {}
    # Words after a NOT are no reason to rank higher.
    read = [(node, code) for node in nodes(query, closed=(Not,)) for code in languages]
    for boost in (one for node, code in read for one in _boosts(node, code)):
        if len(found) == 2 * MOST_BOOSTED:
            break
        found.setdefault(boost.match, boost)
    if not found:
        return ()
    return (*found.values(), *BETWEEN_EQUALS)


def _boosts(query: Query, language: str) -> Iterator[Boost]:
    """Yields the boosts of a node, without those of the nodes below it."""
    match query:
        case Words(text=text) if found := terms(text, language):
            yield from _words(text, found)
        case Exact(text=text) | Quoted(text=text) if found := terms(text, language):
            literals = tuple(term.literal for term in found)
            yield Boost(_run(TITLE_LITERAL, literals), TITLE_WEIGHT, f"the title has “{text}”")
        case Field(name="title", value=value, form=Form.BARE) if not has_wildcard(value):
            if found := terms(value, language):
                literals = tuple(term.literal for term in found)
                reason = f"the title has “{value}” in this form"
                yield Boost(_run(TITLE_LITERAL, literals), LITERAL_WEIGHT, reason)
        case And(parts=parts):
            yield from _adjacent(parts, language)
        case _:
            return


def _words(text: str, found: Sequence[Term]) -> Iterator[Boost]:
    literals = tuple(term.literal for term in found)
    stems = tuple(term.stem for term in found)
    yield Boost(_run(TEXT_LITERAL, literals), LITERAL_WEIGHT, f"“{text}” in this form")
    yield Boost(_run(TITLE, stems), TITLE_WEIGHT, f"the title has “{text}” in any form")


def _adjacent(parts: Sequence[Query], language: str) -> Iterator[Boost]:
    """Yields a phrase boost for each run of plain words; a long run's beginning is enough."""
    stretch: list[str] = []
    for part in (*parts, None):
        if isinstance(part, Words):
            if len(stretch) < MOST_BOOSTED:
                stretch.append(part.text)
            continue
        if len(stretch) > 1 and len(found := terms(" ".join(stretch), language)) > 1:
            phrase = Phrase(TEXT, tuple(term.stem for term in found))
            yield Boost(phrase, PHRASE_WEIGHT, f"“{' '.join(stretch)}” in a row")
        stretch = []


def _run(name: str, found: tuple[str, ...]) -> Bound:
    return Word(name, found[0]) if len(found) == 1 else Phrase(name, found)
