"""Continuations: the words that follow those before the cursor in the texts of an index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from indexer.analysis.analyzer import terms
from indexer.analysis.languages import untagged
from indexer.parsing.text.languages import EN
from search.assistance.phrases import STOPS

Words = tuple[str, ...]
Following = Callable[[Words, str], tuple[Counter[Words], bool]]
"""Returns the paragraphs by words that follow others and whose first has a prefix.

Also returns whether all paragraphs were read.
"""

LONGEST = 4
"""Maximum words of a continuation."""
_CONTEXT = 3
"""Maximum words before the cursor that a continuation follows."""
_LEAST = 2
"""Minimum paragraphs with a continuation."""
_SHARE = 0.1
"""Minimum share of a longer continuation among the paragraphs of its first word."""
_RARE = 0.02
"""Minimum share of the paragraphs of the most frequent continuation."""
_NEARLY_ALWAYS = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuation:
    """Words that follow in the texts.

    before: number of words before the cursor that it follows. words: the words that follow.
    count: paragraphs with all of them next to each other; None if only a sample was read.
    """

    before: int
    words: Words
    count: int | None


def continuations(
    before: str, begun: str, following: Following, language: str = EN
) -> Iterator[Continuation]:
    """Yields what follows the words before the cursor, or the last of them, by frequency.

    before: words. begun: the start of the word at the cursor, as a term; may be empty. language:
    that of the words.
    """
    context = tuple(term.literal for term in terms(before, language))
    for size in range(min(_CONTEXT, len(context)), 0, -1):
        words = context[-size:]
        if STOPS.issuperset(words):
            continue
        counts, all_read = following(words, begun)
        found = [one for one in _likeliest(counts) if one[0] != (begun,)]
        for phrase, count in found:
            yield Continuation(
                before=size, words=tuple(map(untagged, phrase)), count=count if all_read else None
            )
        if found:
            return


def _likeliest(counts: Counter[Words]) -> Iterator[tuple[Words, int]]:
    """Yields the useful continuations by frequency.

    None ends in a function word or nearly always continues in the same way, and a longer one occurs
    in a good part of the paragraphs of the shorter.
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
