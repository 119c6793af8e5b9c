"""Known phrases: the longest stretches of a text that stand in an index word for word."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from indexer.analysis.function_words import FUNCTION_WORDS
from search.precedents.recitals import own_words
from search.precedents.shingles import WORDS, Shingles, runs_of, terms_of
from search.precedents.wordings import Wordings
from search.retrieval.bitmap import Array, Flags

_LEAST = 6
"""Words of a phrase: fewer are what anybody would write."""


_LEAST_OWN = 3
"""Words of a phrase that say something: figures and names of documents are no phrases."""
_MOST = 5_000
"""Words of the longest text in which phrases are looked for; no known paragraph has as many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPhrase:
    """A stretch of a text that an earlier paragraph has, numbers set aside.

    start, end: characters of the text, without function words at the end. place: of one such
    paragraph. words: how many it has in common, with those. own_words: how many different ones say
    something.
    """

    start: int
    end: int
    place: int
    words: int
    own_words: int


def known_phrases(
    text: str, shingles: Shingles, wordings: Wordings, allowed: Flags
) -> tuple[KnownPhrase, ...]:
    """Returns the phrases of a text that are known, the longest first at each place, in order.

    They do not overlap. A text of more than some thousand words has none.
    """
    words, runs = terms_of(text), runs_of(text)
    if len(words) > _MOST:
        return ()
    having = [shingles.having(int(run)) for run in runs]
    found: list[KnownPhrase] = []
    at = 0
    while at < len(runs):
        last, owners = _longest(having, at)
        size = last - at + WORDS - 1 if last > at else 0
        place = _place(owners, wordings, allowed) if size >= _LEAST else None
        if place is None:
            at += 1
            continue
        start, last = words[at].start, at + size
        while last - at > _LEAST and words[last - 1].literal in FUNCTION_WORDS:
            last -= 1
        end = words[last - 1].end
        own = len(own_words(text[start:end]))
        if own >= _LEAST_OWN:
            found.append(KnownPhrase(start=start, end=end, place=place, words=size, own_words=own))
        at += size
    return tuple(found)


def share_known(text: str, phrases: tuple[KnownPhrase, ...]) -> float:
    """Returns the share of a text's words that stand in known phrases, from 0 to 1."""
    return sum(one.words for one in phrases) / max(len(terms_of(text)), 1)


def _longest(having: list[Array], at: int) -> tuple[int, Array]:
    """Returns the end of the runs from one on that some wording has all of, and which has."""
    owners = having[at]
    last = at
    while last < len(having):
        both = _common(owners, having[last])
        if not len(both):
            break
        owners, last = both, last + 1
    return last, owners


def _common(one: Array, other: Array) -> Array:
    """Returns what two ascending arrays have in common."""
    few, many = (one, other) if len(one) < len(other) else (other, one)
    if not len(few):
        return few
    where = np.searchsorted(many, few)
    where[where == len(many)] = 0
    common: Array = few[many[where] == few]
    return common


def _place(owners: Array, wordings: Wordings, allowed: Flags) -> int | None:
    """Returns where one of some wordings stands among the places that count."""
    for owner in owners[:100].tolist():
        places = wordings.places(owner, allowed)
        if len(places):
            return int(places[0])
    return None
