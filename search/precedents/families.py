"""Families: wordings that are edits of one another, linked step by step.

Two wordings are linked where four in five of their words are the same in the same order, unless a
name, a title or something in quotation marks was put in another's place: "the item entitled ..."
is a formula, and what it names makes another paragraph of it. Links alone would drift away. So each
member also has three in five words of the family's first wording, and names nothing in the place of
what the paragraph names whose family it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import LCSseq

from indexer.store.reader import StoredParagraph
from search import deadline
from search.comparison.word_diff import FUNCTION_WORDS, Piece, is_figure, word_diff, words
from search.precedents.closest import Precedents
from search.precedents.wordings import Usage
from search.retrieval.bitmap import Flags, Places

LINKED = 0.8
"""Share of the words of the longer wording from which two are edits of each other."""
OF_FIRST = 0.6
"""The same for every member and the first wording of its family."""
MOST = 60
"""Wordings of a family that are followed up."""
_NEAR = 0.4
"""Likeness by shingles below which no two wordings share so many words."""
_CANDIDATES = 40
_OF_MANY_NAMES = frozenset(
    {
        *("agency", "assembly", "commission", "committee", "community", "conference", "convention"),
        *("cooperation", "council", "court", "declaration", "federation", "fund", "government"),
        *("international", "island", "islands", "member", "mission", "nations", "office"),
        *("operation", "organization", "programme", "protocol", "region", "republic", "state"),
        *("states", "treaty", "tribunal", "union", "united"),
    }
)
"""Words of names that tell none from another."""
_QUOTED = re.compile(r"“[^”]*”")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A wording of a family.

    first: the oldest adopted paragraph with it, or the oldest draft's. places: all of them. usage:
    of the wording. pieces: what changed from the member before, in time; empty for the first.
    """

    first: StoredParagraph
    usage: Usage
    places: tuple[int, ...]
    pieces: tuple[Piece, ...] = ()


def family_of(place: int, precedents: Precedents, allowed: Flags) -> tuple[Member, ...]:
    """Returns the family of the paragraph at a place, the oldest wording first."""
    found = list(_linked(place, precedents, allowed))
    own = found[0].first.paragraph.text
    found = [one for one in found if not renamed(own, one.first.paragraph.text)]
    found.sort(key=lambda one: precedents.wordings.age(one.places))
    said = [words(one.first.paragraph.text) for one in found]
    root = next(text for text in said if share(text, words(own)) >= OF_FIRST)
    kept = [one for one, text in zip(found, said, strict=True) if share(text, root) >= OF_FIRST]
    return tuple(_with_changes(kept))


def share(one: Sequence[str], other: Sequence[str]) -> float:
    """Returns the length of the longest common sequence of words, by the longer of the texts."""
    return LCSseq.similarity(one, other) / max(len(one), len(other), 1)


def is_edit(before: str, after: str) -> bool:
    """Returns whether one text is an edited version of another, with the same names."""
    return share(words(before), words(after)) >= LINKED and not renamed(before, after)


def renamed(before: str, after: str) -> bool:
    """Returns whether a name, or words in quotation marks, replace others."""
    if any(_renames(piece) for piece in word_diff(before, after)):
        return True
    old, new = _titles(before), _titles(after)
    return bool(old and new) and share(old, new) < OF_FIRST


def _renames(piece: Piece) -> bool:
    before, after = _names(piece.before), _names(piece.after)
    return not piece.same and bool(before and after) and before.isdisjoint(after)


def _names(text: str) -> frozenset[str]:
    return frozenset(
        word.casefold()
        for word in words(text)
        if word[0].isupper()
        and word.casefold() not in FUNCTION_WORDS | _OF_MANY_NAMES
        and not is_figure(word)
    )


def _titles(text: str) -> list[str]:
    """Returns the words in quotation marks, without figures."""
    return [word for word in words(" ".join(_QUOTED.findall(text))) if not is_figure(word)]


def _linked(place: int, precedents: Precedents, allowed: Flags) -> Iterator[Member]:
    """Yields the wordings that links lead to, that of the paragraph itself first."""
    waiting = [precedents.wordings.alike(place, allowed)]
    known = {int(waiting[0][0])}
    given = 0
    while waiting and given < MOST:
        deadline.check()
        places = waiting.pop(0)
        member = _member(places, precedents)
        yield member
        given += 1
        text = member.first.paragraph.text
        near = [
            some
            for some in precedents.near(text, allowed, _NEAR, _CANDIDATES)
            if int(some[0]) not in known
        ]
        stored = precedents.stored([int(some[0]) for some in near])
        for some in near:
            if is_edit(text, stored[int(some[0])].paragraph.text):
                known.add(int(some[0]))
                waiting.append(some)


def _member(places: Places, precedents: Precedents) -> Member:
    oldest = precedents.wordings.oldest(places)
    return Member(
        first=precedents.stored([oldest])[oldest],
        usage=precedents.wordings.usage(places),
        places=tuple(places.tolist()),
    )


def _with_changes(members: Sequence[Member]) -> Iterator[Member]:
    before: Member | None = None
    for one in members:
        old, new = before and before.first.paragraph.text, one.first.paragraph.text
        yield replace(one, pieces=word_diff(old, new) if old else ())
        before = one
