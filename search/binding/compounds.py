"""Compounds in queries: the phrases for which an index has a term of its own."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.analysis.compounds import compound_term, whole_term
from indexer.schema import TEXT
from search.binding.bound import Bound, Or, Phrase, Word


def compound_of(phrase: Phrase) -> str | None:
    """Returns the term of a phrase that is a compound in two words; None for any other."""
    if phrase.field != TEXT or len(phrase.terms) != 2:
        return None
    return compound_term(*phrase.terms)


def whole_of(query: Or) -> str | None:
    """Returns the term of a compound in all of its writings; None if the query is anything else."""
    match query.parts:
        case (Word(field=field, term=word), *others) if field == TEXT:
            ways = [
                part.terms for part in others if isinstance(part, Phrase) and part.field == TEXT
            ]
            return whole_term(word, frozenset(ways)) if len(ways) == len(others) else None
        case _:
            return None


def alternatives(query: Or) -> Iterator[Bound]:
    """Yields the alternatives of a query, those of alternatives among them."""
    for part in query.parts:
        if isinstance(part, Or) and not whole_of(part):
            yield from alternatives(part)
        else:
            yield part
