"""Pairs of common words that stand next to each other, as terms of their own.

Phrases are the dearest queries, and common words make them dear: this makes a phrase of two a
single term. Of words that are not common an engine finds a phrase soon enough; terms for all pairs
would take a third of the time that indexing takes.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

PAIRS = "pairs"
"""The field of two literal words in a row."""

_COMMON = """
a access accordance action activities address african against agenda agreement all also among an
and any appropriate are armed as assembly assistance at based be between building by calls
capacity children commission commitment committee community comprehensive concern conference
conflict continue convention cooperation council countries covid crime december decides
declaration developing development economic education effective efforts encourages ensure
financial food for from full further gender general girls global goals government group have
health held high human humanitarian impact implementation importance in including information
institutions inter international into is it its june justice law level levels made management
mandate may measures member national nations necessary need new non not note notes noting
nuclear of office on or order organization organizations other out paragraph particular parties
peace people personnel persons policies political poverty process programme programmes progress
promote protection provide public reaffirming recalling recognizing recommendations regard
regional related relevant report republic requests resolution resolutions resources respect
review right rights risk role secretary security services session shall situation social special
states strengthen strengthening such support sustainable system take taking that the their this
those through to towards under united upon urges use violence weapons welcomes welcoming well
which will with within women work world
"""
COMMON = frozenset(_COMMON.split())
"""The two hundred words that are most frequent in resolutions, counted on 74,000 paragraphs of the
General Assembly, the Security Council, the Human Rights Council and the Economic and Social
Council; what is common in them changes little."""


def pair_term(left: str, right: str) -> str | None:
    """Returns the term of two literal words in a row; None where one of them is not common."""
    # No word has a "_" in it.
    return f"{left}_{right}" if left in COMMON and right in COMMON else None


def pair_terms(words: Sequence[str]) -> list[str]:
    """Returns the terms of the pairs of common words in a text."""
    return [
        f"{left}_{right}" for left, right in pairwise(words) if left in COMMON and right in COMMON
    ]
