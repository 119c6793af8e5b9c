"""Which words next to each other are a term of their own."""

from __future__ import annotations

from indexer.analysis.analyzer import terms
from indexer.analysis.pairs import COMMON, pair_term, pair_terms


def test_common_words_are_terms() -> None:
    """Every common word is a literal term as the analyzer gives it: it would never be met else."""
    assert len(COMMON) == 200
    assert {term.literal for term in terms(" ".join(COMMON))} == COMMON


def test_pairs() -> None:
    """Two common words in a row make a pair, and a text has the pairs that are asked for."""
    words = ["the", "report", "of", "the", "zebra", "and", "the", "human", "rights", "council"]
    assert pair_terms(words) == [
        "the_report", "report_of", "of_the", "and_the", "the_human", "human_rights",
        "rights_council",
    ]  # fmt: skip
    assert pair_term("human", "rights") == "human_rights"
    assert pair_term("the", "zebra") is None
