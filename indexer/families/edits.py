"""Edits: whether one phrasing is an edited version of another.

Four in five of the words are the same in the same order, and no name, title or quotation was put
in another's place: "the item entitled ..." is a formula, and what it names makes another paragraph
of it. The shorter a text, the more a single word says.
Numbers do not count, as they change from year to year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import LCSseq

LINKED = 0.8
"""Share of the words of the longer phrasing from which two may be edits of each other."""
OF_FIRST = 0.6
"""The same for every member and the first phrasing of its family."""
SHORT = 16
"""Words: in shorter phrasings any word that replaces another makes another paragraph."""
EMPTY = 3
"""Words of its own: what has fewer ("Recalling its resolutions ...") is nothing but a formula."""
NAME, QUOTED, LITTLE, CITING = 1, 2, 4, 8
"""Bits of a word's mark: it tells names apart, is in quotation marks, says little by itself, names
documents."""
_HAVING = {
    bits: bytes(bool(mark & bits) for mark in range(256))
    for bits in (NAME, QUOTED, LITTLE, LITTLE | CITING)
}
"""By bits, which marks have one of them: tables for `bytes.translate`, the fastest way to ask."""
_ISLAND = 3
"""Words: the longest stretch that says little by itself and so does not part two changes."""

OF_MANY_NAMES = frozenset(
    {
        *("agency", "assembly", "commission", "committee", "community", "conference", "convention"),
        *("cooperation", "council", "court", "declaration", "federation", "fund", "government"),
        *("governments", "international", "island", "islands", "member", "mission", "nations"),
        *("office", "operation", "organization", "programme", "protocol", "region", "republic"),
        *("state", "states", "treaty", "tribunal", "union", "united"),
    }
)
"""Words of names that tell none from another."""

CITING_WORDS = frozenset(
    {
        *("annex", "annexes", "considered", "dated", "decision", "decisions", "earlier", "further"),
        *("general", "having", "letter", "letters", "note", "noting", "president", "presidential"),
        *("previous", "reaffirming", "recalling", "recalls", "relevant", "report", "reports"),
        *("resolution", "resolutions", "secretary", "statement", "statements", "subsequent"),
        *("takes", "taking", "thereto", "welcomes", "welcoming"),
    }
)
"""Words with which documents are named and recalled."""


class Phrasing(NamedTuple):
    """The words of a phrasing, each one character, and their marks, each one byte."""

    words: str
    marks: bytes


Change = tuple[Phrasing, Phrasing]
"""A stretch that was replaced, before and after; either may be empty."""


def share(one: str, other: str) -> float:
    """Returns the length of the longest common sequence of words, by the longer of the two."""
    return float(LCSseq.normalized_similarity(one, other))


def shares(some: Sequence[str], others: Sequence[str]) -> npt.NDArray[np.float32]:
    """Returns the share of each pair, 0 below `LINKED`."""
    return process.cpdist(
        some, others, scorer=LCSseq.normalized_similarity, score_cutoff=LINKED, dtype=np.float32
    )


def is_edit(before: Phrasing, after: Phrasing) -> bool:
    """Returns whether two phrasings that have enough words in common are edits of each other."""
    if min(_own(before), _own(after)) < EMPTY:
        return False
    changes = list(_changes(before, after))
    if _is_renamed(before, after, changes):
        return False
    short = max(len(before.words), len(after.words)) < SHORT
    return not any(_is_other(old, new, short=short) for old, new in changes)


def belongs(first: Phrasing, other: Phrasing) -> bool:
    """Returns whether a phrasing may be of the family that another one begins."""
    alike = share(first.words, other.words) >= OF_FIRST
    return alike and not _is_renamed(first, other, _changes(first, other))


def _is_renamed(before: Phrasing, after: Phrasing, changes: Iterable[Change]) -> bool:
    """Returns whether names replace others, or words in quotation marks."""
    old, new = _marked(before, QUOTED), _marked(after, QUOTED)
    if old and new and share(old, new) < LINKED:
        return True
    some, others = set(_marked(before, NAME)), set(_marked(after, NAME))
    return bool(some - others and others - some) and any(
        names and instead and set(names).isdisjoint(instead)
        for names, instead in ((_marked(old, NAME), _marked(new, NAME)) for old, new in changes)
    )


def _is_other(before: Phrasing, after: Phrasing, *, short: bool) -> bool:
    """Returns whether a replacement makes another paragraph: of a name, of any word in short."""
    if not (_saying(before) and _saying(after)):
        return False
    return short or bool(_marked(before, NAME)) != bool(_marked(after, NAME))


def _marked(phrasing: Phrasing, bit: int) -> str:
    return "".join(compress(phrasing.words, phrasing.marks.translate(_HAVING[bit])))


def _changes(before: Phrasing, after: Phrasing) -> Iterator[Change]:
    """Yields the stretches that were replaced."""
    old, new = Phrasing("", b""), Phrasing("", b"")
    for step in LCSseq.opcodes(before.words, after.words):
        here, there = slice(step.src_start, step.src_end), slice(step.dest_start, step.dest_end)
        if step.tag != "equal":
            old = Phrasing(old.words + before.words[here], old.marks + before.marks[here])
            new = Phrasing(new.words + after.words[there], new.marks + after.marks[there])
        elif step.src_end - step.src_start > _ISLAND or _saying(_cut(before, here)):
            yield old, new
            old, new = Phrasing("", b""), Phrasing("", b"")
    yield old, new


def _cut(phrasing: Phrasing, here: slice) -> Phrasing:
    return Phrasing(phrasing.words[here], phrasing.marks[here])


def _own(phrasing: Phrasing) -> int:
    """Returns how many of the words say something and name no documents."""
    return phrasing.marks.translate(_HAVING[LITTLE | CITING]).count(0)


def _saying(phrasing: Phrasing) -> int:
    """Returns how many of the words say something by themselves."""
    return phrasing.marks.translate(_HAVING[LITTLE]).count(0)
