"""Compounds have terms of their own, however they are written."""

from __future__ import annotations

import pytest

from indexer.analysis.analyzer import joined
from indexer.analysis.compounds import compound_term, compound_terms, whole_term, writings


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("the co-operation of States", ["co-oper", "=cooper"]),
        ("a cease fire, and non-state actors", ["ceas-fire", "=ceasefir", "non-state"]),
        ("cooperation and peacebuilding", ["=cooper", "=peacebuild"]),
        ("the ceasing of fire", []),
        ("", []),
    ],
)
def test_terms_of_a_text(text: str, terms: list[str]) -> None:
    stems, _ = joined(text)
    assert compound_terms(stems.split()) == terms


@pytest.mark.parametrize("word", ["cooperation", "ceasefire", "reaffirming", "nonstate"])
def test_every_writing_in_two_words_has_a_term(word: str) -> None:
    parted = [way for way in writings([word]) if len(way) == 2]
    assert parted
    assert all(compound_term(*way) for way in parted)


def test_one_term_stands_for_all_writings() -> None:
    assert whole_term("cooper", frozenset({("co", "oper")})) == "=cooper"
    assert whole_term("cooper", frozenset()) is None
    assert whole_term("cooper", frozenset({("ceas", "fire")})) is None
    assert whole_term("state", frozenset({("non", "state")})) is None
