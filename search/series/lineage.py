"""Lineage: the text that a document follows, and the one that follows it.

Titles tell most of it (`versions`). Where they do not, because a text was renamed or has no title,
its own words do: a text that returns recalls the one before, or has its subject, and repeats most
of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from indexer.analysis.function_words import FUNCTION_WORDS
from indexer.model import Masthead, ParagraphType
from indexer.store.reader import StoredDocument, StoreReader
from search import deadline
from search.comparison.alignment import ALIKE
from search.comparison.compare import compare
from search.comparison.versions import VersionIndex, Versions, is_draft, same_session, when
from search.comparison.word_diff import words
from search.retrieval.bitmap import Selected
from search.retrieval.columns import Columns

_OF_LATER, _OF_EARLIER = 0.5, 0.4
"""Shares of both texts' paragraphs that must be versions of each other."""
_OF_SUBJECT = 0.4
"""The first of them for texts with the same subject."""
_SAME = 5
"""Paragraphs with the same wording: in shorter texts everything may be a formula."""
_MOST_CANDIDATES = 60
"""Documents that are looked at for the one before or after."""
_MOST_OF_SUBJECT = 10
"""Those of them that only have the same subject: the nearest."""
_SAY_LITTLE = FUNCTION_WORDS | {
    *("situation", "situations", "question", "conflict", "conflicts", "republic", "international"),
    *("united", "nations", "region", "former", "peace", "security", "threats"),
}
"""Words that tell no subject from another."""
_BODY = frozenset({ParagraphType.PREAMBULAR, ParagraphType.OPERATIVE, ParagraphType.SUBPARAGRAPH})


class Lineage:
    """The lineage of the documents of one generation; safe to use from several threads."""

    def __init__(self, versions: VersionIndex, store: StoreReader, columns: Columns) -> None:
        self._versions = versions
        self._store = store
        self._columns = columns
        self._of_subject = _by_subject(versions.mastheads)
        self._followed: dict[str, Masthead | None] = {}
        self._following: dict[str, Masthead | None] = {}

    def of(self, masthead: Masthead) -> Versions:
        """Returns the relatives of a document, which need not be in the index itself.

        The nearest earlier and later text come first. One found by its words is followed by those
        with its title.
        """
        found = self._versions.of(masthead)
        earlier = self._likest_first(masthead, found.earlier)
        later = self._likest_first(masthead, found.later)
        if not earlier and (before := self._repeated(masthead)):
            earlier = (before, *self._versions.of(before).earlier)
        if not later and (after := self._repeating(masthead)):
            later = (after, *self._versions.of(after).later)
        return replace(found, earlier=earlier, later=later)

    def before(self, masthead: Masthead) -> Masthead | None:
        """Returns the text that a document follows."""
        return next(iter(self.of(masthead).earlier), None)

    def after(self, masthead: Masthead) -> Masthead | None:
        """Returns the text that follows a document; one that follows another as well does not."""
        next_session: str | None = None
        for one in self.of(masthead).later:
            if next_session not in (None, one.session):
                return None
            next_session = one.session
            if self.before(one) == masthead:
                return one
        return None

    def by_words(self, masthead: Masthead) -> bool:
        """Returns whether only its words tell which text a document follows."""
        return not self._versions.of(masthead).earlier and self._repeated(masthead) is not None

    def _likest_first(
        self, masthead: Masthead, others: tuple[Masthead, ...]
    ) -> tuple[Masthead, ...]:
        """Returns texts with those of the nearest session in the order of their likeness."""
        near = [one for one in others if same_session(one, others[0])] if others else []
        if len(near) < 2:
            return others
        own = self._wordings(masthead.symbol)
        near.sort(key=lambda one: -len(own & self._wordings(one.symbol)))
        return (*near, *(one for one in others if one not in near))

    def _wordings(self, symbol: str) -> frozenset[str]:
        return frozenset(filter(None, self._store.wordings(symbol).values()))

    def _repeated(self, masthead: Masthead) -> Masthead | None:
        """Returns the newest text that a document cites, or with its subject, and repeats."""
        symbol = masthead.symbol
        if symbol not in self._followed:
            stored = self._store.document(symbol)
            self._followed[symbol] = self._newest_repeated(stored) if stored else None
        return self._followed[symbol]

    def _newest_repeated(self, stored: StoredDocument) -> Masthead | None:
        own = stored.document.masthead
        cited = {target for one in stored.document.paragraphs for target in one.cites}
        known = self._versions.known({stored.held.get(target, target) for target in cited})
        candidates = [one for one in known if _may_follow(own, one)]
        candidates += self._same_subject(own, before=True)
        once = {one.symbol: one for one in candidates}
        newest = sorted(once.values(), key=when, reverse=True)[:_MOST_CANDIDATES]
        wordings = self._wordings(own.symbol)
        for one in newest:
            if len(wordings & self._wordings(one.symbol)) < _SAME:
                continue
            earlier = self._store.document(one.symbol)
            if earlier and self._repeats(stored, earlier):
                return one
        return None

    def _same_subject(self, masthead: Masthead, *, before: bool) -> list[Masthead]:
        """Returns the nearest documents with the same subject before or after one."""
        key = _subject(masthead)
        same = self._of_subject.get((masthead.organ, key), []) if key else []
        if before:
            found = [one for one in same if _may_follow(masthead, one)]
            return found[-_MOST_OF_SUBJECT:]
        return [one for one in same if _may_follow(one, masthead)][:_MOST_OF_SUBJECT]

    def _repeats(self, later: StoredDocument, earlier: StoredDocument) -> bool:
        """Returns whether a text is another one's next version, whatever its title."""
        deadline.check()
        new, old = later.document, earlier.document
        subject = _subject(new.masthead)
        same = subject and subject == _subject(old.masthead)
        pairs = sum(
            pair.after is not None
            and pair.after.type in _BODY
            and pair.before is not None
            and pair.likeness >= ALIKE
            for pair in compare(old, new).pairs
        )
        size, size_before = (
            sum(one.type in _BODY for one in text.paragraphs) for text in (new, old)
        )
        least = _OF_SUBJECT if same else _OF_LATER
        repeats = pairs >= least * size and pairs >= _OF_EARLIER * size_before
        return repeats and not self._has_heir(old.masthead, new.masthead)

    def _has_heir(self, earlier: Masthead, later: Masthead) -> bool:
        """Returns whether another text of the later one's session has the earlier one's title."""
        heirs = self._versions.of(earlier).later
        return any(one.symbol != later.symbol and same_session(one, later) for one in heirs)

    def _repeating(self, masthead: Masthead) -> Masthead | None:
        """Returns the oldest text that a document is repeated in, without its title."""
        symbol = masthead.symbol
        if symbol not in self._following:
            self._following[symbol] = next(self._followers(masthead), None)
        return self._following[symbol]

    def _followers(self, masthead: Masthead) -> Iterator[Masthead]:
        own = self._wordings(masthead.symbol)
        if len(own) < _SAME:
            return
        candidates = [one for one in self._that_cite(masthead.symbol) if _may_follow(one, masthead)]
        candidates += self._same_subject(masthead, before=False)
        once = {one.symbol: one for one in candidates}
        for one in sorted(once.values(), key=when)[:_MOST_CANDIDATES]:
            if len(own & self._wordings(one.symbol)) < _SAME or self._versions.of(one).earlier:
                continue
            if self._repeated(one) == masthead:
                yield one

    def _that_cite(self, symbol: str) -> Sequence[Masthead]:
        columns = self._columns
        citing = Selected(columns.having("cites", frozenset({symbol})), columns.size)
        symbols = columns.values("symbol")
        numbers = symbols.numbers[np.unique(citing.documents(columns.document))]
        return self._versions.known({symbols.names[number] for number in numbers.tolist()})


def _by_subject(
    mastheads: Sequence[Masthead],
) -> dict[tuple[str | None, frozenset[str]], list[Masthead]]:
    """Returns the documents by organ and subject, the oldest first."""
    found: dict[tuple[str | None, frozenset[str]], list[Masthead]] = defaultdict(list)
    for one in sorted(mastheads, key=when):
        if key := _subject(one):
            found[one.organ, key].append(one)
    return found


def _subject(masthead: Masthead) -> frozenset[str]:
    """Returns the words of an inferred subject that tell it from others."""
    return frozenset(word.lower() for word in words(masthead.subject or "")) - _SAY_LITTLE


def _may_follow(later: Masthead, earlier: Masthead) -> bool:
    """Returns whether one document is an adopted text that another of the organ may follow."""
    return (
        not is_draft(earlier)
        and earlier.organ == later.organ
        and not (earlier.session and earlier.session == later.session)
        and when(earlier) < when(later)
    )
