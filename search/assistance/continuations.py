"""Continuations: how the texts of an index go on after the words before the cursor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from indexer.analysis.analyzer import terms
from search.assistance.phrases import STOPS

Words = tuple[str, ...]
Following = Callable[[Words, str], tuple[Counter[Words], bool]]
"""Counts the words that follow others, the first of which begins as given.

Gives the paragraphs by continuation, and whether all paragraphs were looked at.
"""

LONGEST = 4
"""Words that a continuation has at most."""
_CONTEXT = 3
"""Words before the cursor that are looked at: as many as are found in the texts."""
_LEAST = 2
"""Paragraphs that have what is offered."""
_SHARE = 0.1
"""Paragraphs of a longer continuation among those of its first word."""
_RARE = 0.02
"""Paragraphs of a continuation for each of the commonest."""
_NEARLY_ALWAYS = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuation:
    """One way in which texts go on.

    before: how many of the words before the cursor it belongs to. words: what follows them.
    count: paragraphs that have all of it next to each other; None where not all were looked at.
    """

    before: int
    words: Words
    count: int | None


def continuations(before: str, begun: str, following: Following) -> Iterator[Continuation]:
    """Yields how texts go on after as many of the words before as they have, the commonest first.

    before: words. begun: the beginning of the word at the cursor, folded; may be empty.
    """
    context = tuple(term.literal for term in terms(before))
    for size in range(min(_CONTEXT, len(context)), 0, -1):
        words = context[-size:]
        if STOPS.issuperset(words):
            continue
        counts, all_read = following(words, begun)
        found = [one for one in _likeliest(counts) if one[0] != (begun,)]
        for phrase, count in found:
            yield Continuation(before=size, words=phrase, count=count if all_read else None)
        if found:
            return


def _likeliest(counts: Counter[Words]) -> Iterator[tuple[Words, int]]:
    """Yields those worth offering, the commonest first.

    None ends on a small word or nearly always goes on in the same way, and a longer one is a good
    part of the shorter.
    """
    least = max(_LEAST, max(counts.values(), default=0) * _RARE)
    kept = {
        phrase: count
        for phrase, count in counts.items()
        if count >= least and phrase[-1] not in STOPS and count >= counts[phrase[:1]] * _SHARE
    }
    goes_on = {
        phrase[:size]
        for phrase, count in kept.items()
        for size in range(1, len(phrase))
        if count >= counts[phrase[:size]] * _NEARLY_ALWAYS
    }
    for phrase, count in sorted(kept.items(), key=lambda one: (-one[1], one[0])):
        if phrase not in goes_on:
            yield phrase, count
