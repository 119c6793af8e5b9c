"""Compounds in queries: the phrases for which an index has a term of its own."""

from __future__ import annotations

from indexer.analysis.compounds import compound_term
from indexer.schema import TEXT
from search.binding.bound import Phrase


def compound_of(phrase: Phrase) -> str | None:
    """Returns the term of a phrase that is a compound in two words; None for any other."""
    if phrase.field != TEXT or len(phrase.terms) != 2:
        return None
    return compound_term(*phrase.terms)
