"""Word diff: the changes between two wordings of a paragraph, word by word.

A word is a unit that a reader would mark: "seventy-fourth", "A/74/127", "1,000", a punctuation
mark. Case counts; the kind of quotation mark, apostrophe and hyphen does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from indexer.analysis.function_words import FUNCTION_WORDS
from indexer.parsing.knowledge.dates import MONTHS, read_ordinal

_WORD = re.compile(r"\w+(?:[-‑/’'.,]\w+)*|[^\w\s]")
_FOLDED = str.maketrans({"’": "'", "‘": "'", "‑": "-", "–": "-", "“": '"', "”": '"'})
_MONTHS = frozenset(MONTHS)
_JOINING = ("and", "of", "to")  # between figures: "72/1 of 4 December 2017 and 73/2"
_ISLAND = 3  # words: the longest unchanged piece that is merged into the changes around it
_LARGE = 8  # words changed around a piece that make a single equal word accidental


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of two texts: equal in both, or replaced; `before` or `after` may be empty.

    Joined, the pieces of a diff give both texts in full.
    """

    before: str
    after: str
    same: bool


@dataclass(frozen=True, slots=True)
class _Run:
    """A piece by its words: first and last word in either text."""

    same: bool
    before: range
    after: range

    def size(self) -> int:
        return len(self.before) + len(self.after)


def words(text: str) -> list[str]:
    """Returns the words and punctuation marks of a text in the form in which they are compared."""
    return [match[0].translate(_FOLDED) for match in _WORD.finditer(text)]


def renames(pieces: Sequence[Piece]) -> bool:
    """Returns whether other names stand in the place of names, as in a formula used anew.

    A change of the first words is none: what opens a sentence has a capital letter in any case.
    """
    replaced = (piece for piece in pieces[1:] if not piece.same)
    both = ((_names(piece.before), _names(piece.after)) for piece in replaced)
    return any(old and new and old.isdisjoint(new) for old, new in both)


def _names(text: str) -> frozenset[str]:
    """Returns the words of a text that have a capital letter and are no months."""
    return frozenset(one.lower() for one in words(text) if one[0].isupper() and not is_figure(one))


def is_figure(word: str) -> bool:
    """Returns whether a word is a number, symbol, ordinal or month, which change every year."""
    if any(letter.isdigit() for letter in word) or word in _MONTHS:
        return True
    return "-" in word and read_ordinal(word) is not None


def word_diff(before: str, after: str) -> tuple[Piece, ...]:
    """Returns the equal and the replaced pieces in the order of the texts."""
    if before == after:
        return (Piece(before=before, after=after, same=True),)
    old, new = words(before), words(after)
    if not old or not new:
        return (Piece(before=before, after=after, same=not old and not new),)
    runs = _readable(_runs(old, new), old)
    cuts_before, cuts_after = _cuts(before), _cuts(after)
    pieces = (
        Piece(
            before=before[cuts_before[run.before.start] : cuts_before[run.before.stop]],
            after=after[cuts_after[run.after.start] : cuts_after[run.after.stop]],
            same=run.same,
        )
        for run in runs
    )
    return tuple(pieces)


def figures_only(pieces: Sequence[Piece]) -> bool:
    """Returns whether only numbers, symbols, sessions, dates and punctuation were changed."""
    changed = [piece for piece in pieces if not piece.same]
    return bool(changed) and all(
        _updated(words(piece.before)) and _updated(words(piece.after)) for piece in changed
    )


def _updated(changed: Sequence[str]) -> bool:
    """Returns whether words are only figures with their connectives, or only punctuation."""
    plain = [word for word in changed if word[0].isalnum()]
    figures = sum(map(is_figure, plain))
    return not plain or (figures > 0 and figures + sum(map(_JOINING.count, plain)) == len(plain))


def _cuts(text: str) -> list[int]:
    """Returns each word's start offset, then the end; spaces belong to the word before."""
    starts = [match.start() for match in _WORD.finditer(text)]
    return [0, *starts[1:], len(text)]


def _runs(old: Sequence[str], new: Sequence[str]) -> list[_Run]:
    runs = [
        _Run(
            step.tag == "equal",
            range(step.src_start, step.src_end),
            range(step.dest_start, step.dest_end),
        )
        for step in LCSseq.opcodes(old, new)
    ]
    return _joined(runs)


def _joined(runs: Sequence[_Run]) -> list[_Run]:
    """Joins neighbours of one kind; a removal and its replacement are one change."""
    joined: list[_Run] = []
    for run in runs:
        if joined and joined[-1].same == run.same:
            last = joined.pop()
            run = _Run(
                run.same,
                range(last.before.start, run.before.stop),
                range(last.after.start, run.after.stop),
            )
        joined.append(run)
    return joined


def _readable(runs: Sequence[_Run], old: Sequence[str]) -> list[_Run]:
    """Merges pieces that are equal by accident, a lone "of the", into the changes around them."""
    kept = [
        _Run(run.same and not _accident(place, runs, old), run.before, run.after)
        for place, run in enumerate(runs)
    ]
    return _joined(kept)


def _accident(place: int, runs: Sequence[_Run], old: Sequence[str]) -> bool:
    run = runs[place]
    if place in {0, len(runs) - 1} or len(run.before) > _ISLAND:
        return False
    around = runs[place - 1], runs[place + 1]
    content = list(_content(old[run.before.start : run.before.stop]))
    if not content:
        return all(len(one.before) and len(one.after) for one in around)
    return len(content) == 1 and min(one.size() for one in around) >= _LARGE


def _content(stretch: Sequence[str]) -> Iterator[str]:
    return (word for word in stretch if word[0].isalnum() and word.lower() not in FUNCTION_WORDS)
