"""Differences: how a paragraph's words differ from a passage that was pasted."""

from __future__ import annotations

from search.comparison.word_diff import Piece, word_diff, words

_LIKE = 0.5
"""Minimum share of equal words in the shorter text for a difference to be worth showing."""


def differences(pasted: str, text: str) -> tuple[Piece, ...]:
    """Returns the pieces of both texts, the passage's as `before`; none where they are too unlike.

    What only one of the texts has before the first or after the last word they share is left out:
    a passage may be part of a paragraph, and the other way round.
    """
    pieces = list(word_diff(pasted, text))
    same = sum(len(words(piece.after)) for piece in pieces if piece.same)
    if not same or same < _LIKE * min(len(words(pasted)), len(words(text))):
        return ()
    for end in (0, -1):
        if not pieces[end].same and not (pieces[end].before and pieces[end].after):
            del pieces[end]
    return tuple(pieces)
