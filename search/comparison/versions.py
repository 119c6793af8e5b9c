"""Versions: documents with the same text in other sessions or as drafts, and neighbours by symbol.

Mastheads alone decide: a text returns under the same title, or one with a word changed, in
the sessions of the same organ; its drafts have the title and session of the adopted text.
Documents without titles, like the Security Council's, have only their neighbours by number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from indexer.analysis.function_words import FUNCTION_WORDS
from indexer.model import DocumentType, Masthead
from indexer.parsing.knowledge.sessions import session_end
from search.comparison.word_diff import is_figure, words

MOST_DIFFERENT = 0.25
"""Maximum share of a title's words that differ in another year; names must not."""
_RAREST = 3  # words of a title used to find similar ones
_REVISION = re.compile(r"(?:/(?:Rev|Add|Corr|Amend)\.\d+)+$")
_UNDATED = date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """The relatives of a document.

    previous, next: neighbours by symbol among the documents of the same kind and session in the
        index; None at the ends.
    earlier, later: the same text in other sessions, the nearest first; adopted texts only.
    drafts: the drafts of this text, revisions in their order; for a draft the others of its text.
    adopted: for a draft, what it became.
    """

    previous: Masthead | None = None
    next: Masthead | None = None
    earlier: tuple[Masthead, ...] = ()
    later: tuple[Masthead, ...] = ()
    drafts: tuple[Masthead, ...] = ()
    adopted: tuple[Masthead, ...] = ()


@dataclass(frozen=True, slots=True)
class _Title:
    """A title as compared: its words without figures, and those of them that are names."""

    words: frozenset[str]
    names: frozenset[str]


class VersionIndex:
    """Versions by title and symbol, from mastheads in the natural order of their symbols."""

    def __init__(self, mastheads: Sequence[Masthead]) -> None:
        self.mastheads = mastheads
        self._place = {one.symbol: place for place, one in enumerate(mastheads)}
        self._titled: dict[tuple[str | None, _Title], list[Masthead]] = defaultdict(list)
        self._with_word: dict[tuple[str | None, str], list[_Title]] = defaultdict(list)
        for one in mastheads:
            if title := _title(one.title):
                self._add(one, title)

    def _add(self, masthead: Masthead, title: _Title) -> None:
        organ = masthead.organ
        if (organ, title) not in self._titled:
            for word in title.words:
                self._with_word[organ, word].append(title)
        self._titled[organ, title].append(masthead)

    def known(self, symbols: Collection[str]) -> list[Masthead]:
        """Returns the documents of some symbols that the index has, in its order."""
        places = sorted(self._place[one] for one in symbols if one in self._place)
        return [self.mastheads[place] for place in places]

    def of(self, masthead: Masthead) -> Versions:
        """Returns the relatives of a document, which need not be in the index itself."""
        same = [one for one in self._same_text(masthead) if one.symbol != masthead.symbol]
        adopted = [one for one in same if not is_draft(one)]
        own = [one for one in adopted if same_session(one, masthead)]
        drafts = [one for one in same if is_draft(one) and same_session(one, masthead)]
        others = _closest([one for one in adopted if one not in own], masthead)
        now = when(masthead)
        return Versions(
            previous=self._neighbour(masthead, -1),
            next=self._neighbour(masthead, 1),
            earlier=tuple(sorted((o for o in others if when(o) < now), key=when, reverse=True)),
            later=tuple(sorted((o for o in others if when(o) > now), key=when)),
            drafts=tuple(_once([*self._revisions(masthead), *drafts])),
            adopted=tuple(_closest(own, masthead)) if is_draft(masthead) else (),
        )

    def _same_text(self, masthead: Masthead) -> Iterator[Masthead]:
        title = _title(masthead.title)
        if title is None:
            return
        organ = masthead.organ
        rarest = sorted(title.words, key=lambda word: (len(self._with_word[organ, word]), word))
        candidates = {
            one: None for word in rarest[:_RAREST] for one in self._with_word[organ, word]
        }
        for other in candidates:
            if _alike(title, other):
                yield from self._titled[organ, other]

    def _revisions(self, masthead: Masthead) -> Iterator[Masthead]:
        """Yields the other stages of a draft: L.10 for L.10/Rev.1."""
        place = self._place.get(masthead.symbol)
        if place is None or not is_draft(masthead):
            return
        base = _REVISION.sub("", masthead.symbol)
        near = self.mastheads[max(0, place - 20) : place + 20]  # revisions are adjacent
        for one in near:
            if one.symbol != masthead.symbol and _REVISION.sub("", one.symbol) == base:
                yield one

    def _neighbour(self, masthead: Masthead, step: int) -> Masthead | None:
        place = self._place.get(masthead.symbol)
        if place is None or masthead.symbol.startswith("~"):
            return None
        if not 0 <= place + step < len(self.mastheads):
            return None
        near = self.mastheads[place + step]
        alike = _kind(near) == _kind(masthead) and not near.symbol.startswith("~")
        return near if alike else None


def _title(title: str | None) -> _Title | None:
    own = words(title or "")
    telling = [
        word for word in own if word[0].isalpha() and word.lower() not in FUNCTION_WORDS
        and not is_figure(word)
    ]  # fmt: skip
    if not telling:
        return None
    # The first word has a capital letter whether or not it is a name.
    names = frozenset(word.lower() for word in telling[1:] if word[0].isupper())
    return _Title(frozenset(word.lower() for word in telling), names)


def _alike(one: _Title, other: _Title) -> bool:
    """Returns whether two titles belong to one text: the same names and nearly the same words."""
    different = one.words ^ other.words
    if not different:
        return True
    longer = max(len(one.words), len(other.words))
    few = len(different) <= MOST_DIFFERENT * longer
    return few and not different & (one.names | other.names)


def is_draft(masthead: Masthead) -> bool:
    """Returns whether a document is a draft."""
    return masthead.document_type is DocumentType.DRAFT


def _kind(masthead: Masthead) -> tuple[str | None, DocumentType, str | None]:
    return masthead.organ, masthead.document_type, masthead.session


def _closest(others: Sequence[Masthead], masthead: Masthead) -> list[Masthead]:
    """Drops similar titles from the sessions in which the very same title occurs."""
    own = _title(masthead.title)
    with_same = {one.session for one in others if _title(one.title) == own}
    return [one for one in others if one.session not in with_same or _title(one.title) == own]


def same_session(one: Masthead, other: Masthead) -> bool:
    """Returns whether two documents are of one session, or of one year where it is not known."""
    if one.session and other.session:
        return one.session == other.session
    first, second = one.adopted_on or one.distributed_on, other.adopted_on or other.distributed_on
    return bool(first and second and first.year == second.year)


def when(masthead: Masthead) -> tuple[date, str]:
    """Returns the sort key of versions: the date, or the end of the session if there is none."""
    day = masthead.adopted_on or masthead.distributed_on
    day = day or session_end(masthead.organ, masthead.session) or _UNDATED
    return day, masthead.symbol


def _once(mastheads: Iterable[Masthead]) -> list[Masthead]:
    by_symbol = {one.symbol: one for one in mastheads}
    return sorted(by_symbol.values(), key=when)
