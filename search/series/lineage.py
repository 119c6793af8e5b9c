"""Lineage: the text that a document follows, and the one that follows it.

Titles tell most of it (`versions`). Where they do not, because a text was renamed or has no title,
its own words do: a text that returns recalls the one before, or has its subject, and repeats most
of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from indexer.analysis.function_words import FUNCTION_WORDS
from indexer.model import Document, Masthead, ParagraphType
from indexer.store.reader import StoredDocument, StoreReader
from search import deadline
from search.comparison.alignment import ALIKE
from search.comparison.compare import Pair, compare
from search.comparison.versions import VersionIndex, Versions, is_draft, same_session, when
from search.comparison.word_diff import renames, words
from search.retrieval.bitmap import Places, Selected
from search.retrieval.columns import Columns
from search.series.renewals import Renewed, renewed

_FEW, _MANY = 5, 8
"""Paragraphs that are versions: fewer may all be formulas; so many with less of both texts."""
_MOSTLY = 0.6
"""Share of both texts' paragraphs that must be versions of each other, where they are few."""
_CITED, _OF_SUBJECT = 0.45, 0.4
"""The same where they are many, for a text that is cited, and for one with the same subject."""
_RENEWED, _SOME = 0.1, 2
"""The same, and how many at least, for the newest text with what another one renews."""
_LEAST = 0.33
"""Share of the longer text's that must be: else one text is only a part of the other."""
_LEAST_RENEWED = 0.1
"""The same for the newest text with what another one renews."""
_BETTER = 0.2
"""Share by which an older text must be more like one than the newest that it repeats."""
_SHORT = 9
"""Paragraphs below which a text may be a formula for a new name."""
_MOST_CANDIDATES = 60
"""Documents that are looked at for the one before or after."""
_MOST_OF_SUBJECT = 12
"""Those of them that only have the same subject: the nearest."""
_MOST_OLDER = 4
"""Documents before the newest that a text repeats that may be more like it."""
_LEAST_SHARED, _COMMON = 3, 40
"""Wordings that an unrelated text shares, not counting those of more paragraphs."""
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
        self._renewed: dict[str, Renewed] = {}

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
        candidates = self._cited(stored) + self._same_subject(own, before=True)
        candidates += self._sharing(own.symbol)
        once = {one.symbol: one for one in candidates if _may_follow(own, one)}
        newest = sorted(once.values(), key=when, reverse=True)[:_MOST_CANDIDATES]
        best, likeness, older, found = None, 0.0, 0, False
        for one in newest:
            if best is not None and older == _MOST_OLDER:
                break
            older += best is not None
            earlier = self._store.document(one.symbol)
            if earlier is None:
                continue
            renews = not found and self._renews(stored.document, earlier.document)
            share = self._share_repeated(stored, earlier, renews=renews)
            found = found or (renews and not _is_brief(earlier.document, stored.document))
            if share >= likeness + (_BETTER if best else 0.0) and share:
                best, likeness = one, share
        return best

    def _cited(self, stored: StoredDocument) -> list[Masthead]:
        return self._versions.known(_cites(stored))

    def _sharing(self, symbol: str) -> list[Masthead]:
        """Returns the documents that have some rarer wordings of one."""
        columns = self._columns
        places = self._places_by_wording
        wordings = columns.wording_numbers[places]
        bits = columns.having("symbol", frozenset({symbol}))
        own = np.unpackbits(bits, count=columns.size).view(bool)
        numbers = np.unique(columns.wording_numbers[own])
        first, last = (np.searchsorted(wordings, numbers, side) for side in ("left", "right"))
        rarer = last - first <= _COMMON
        shared = Counter(
            document
            for start, end in zip(first[rarer].tolist(), last[rarer].tolist(), strict=True)
            for document in set(columns.document[places[start:end]].tolist())
        )
        symbols = columns.values("symbol")
        return self._versions.known(
            {
                symbols.names[symbols.numbers[document]]
                for document, count in shared.items()
                if count >= _LEAST_SHARED
            }
        )

    @cached_property
    def _places_by_wording(self) -> Places:
        """The places of all paragraphs by the number of their wording."""
        live = np.flatnonzero(self._columns.live)
        order = np.argsort(self._columns.wording_numbers[live], kind="stable")
        found: Places = live[order]
        return found

    def _same_subject(self, masthead: Masthead, *, before: bool) -> list[Masthead]:
        """Returns the nearest documents with the same subject before or after one."""
        key = _subject(masthead)
        same = self._of_subject.get((masthead.organ, key), []) if key else []
        if before:
            found = [one for one in same if _may_follow(masthead, one)]
            return found[-_MOST_OF_SUBJECT:]
        return [one for one in same if _may_follow(one, masthead)][:_MOST_OF_SUBJECT]

    def _share_repeated(
        self, later: StoredDocument, earlier: StoredDocument, *, renews: bool
    ) -> float:
        """Returns the share of two texts' paragraphs that are versions of each other.

        renews: whether the earlier one is the newest with what the later one renews.

        0 where that is too little for one to be the other's next version, whatever its title.
        """
        deadline.check()
        new, old = later.document, earlier.document
        subject = _subject(new.masthead)
        same_subject = bool(subject) and subject == _subject(old.masthead)
        cites = _cites(later)
        related = same_subject or old.masthead.symbol in cites
        least_part = _LEAST_RENEWED if renews else _LEAST
        sizes = (_size(new), _size(old))
        if min(sizes) < max(least_part * max(sizes), _SOME if renews else _FEW):
            return 0.0
        short = min(sizes) < _SHORT
        alike = [
            pair for pair in compare(old, new).pairs if pair.likeness >= ALIKE and _in_body(pair)
        ]
        versions = [pair for pair in alike if not renames(pair.pieces)]
        if same_subject and not short and 2 * len(versions) > len(alike):
            versions = alike  # who is thanked or appointed changes in a text that returns
        share = 2 * len(versions) / max(sum(sizes), 1)
        if len(versions) < least_part * max(sizes):
            return 0.0
        enough = len(versions) >= _MANY and share >= _MOSTLY
        if related:
            least = _OF_SUBJECT if same_subject else _CITED
            enough = enough or (len(versions) >= _MANY and share >= least)
            enough = enough or (len(versions) >= _FEW and share >= _MOSTLY)
        else:
            enough = enough and _may_be_same(new, old)
        if short:
            enough = enough and _first_action(new) in {
                pair.after.id for pair in versions if pair.after
            }
        enough = enough or (renews and len(versions) >= _SOME and share >= _RENEWED)
        return share if enough and not self._has_heir(old.masthead, new.masthead) else 0.0

    def _renews(self, new: Document, old: Document) -> bool:
        """Returns whether what a text of the Security Council first renews, an older one did."""
        if new.masthead.organ != "SC":
            return False
        for one in (new, old):
            if one.masthead.symbol not in self._renewed:
                self._renewed[one.masthead.symbol] = renewed(one)
        later, earlier = (self._renewed[one.masthead.symbol] for one in (new, old))
        return not later.first.isdisjoint({old.masthead.symbol, *earlier.all})

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
        candidates = [*self._that_cite(masthead.symbol), *self._sharing(masthead.symbol)]
        candidates += self._same_subject(masthead, before=False)
        once = {one.symbol: one for one in candidates if _may_follow(one, masthead)}
        stored = self._store.document(masthead.symbol)
        for one in sorted(once.values(), key=when)[:_MOST_CANDIDATES]:
            later = None if self._versions.of(one).earlier else self._store.document(one.symbol)
            if stored is None or later is None:
                continue
            renews = self._renews(later.document, stored.document)
            if not self._share_repeated(later, stored, renews=renews):
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


def _cites(stored: StoredDocument) -> frozenset[str]:
    """Returns the documents that one cites, by the symbols under which they are held."""
    cited = {target for one in stored.document.paragraphs for target in one.cites}
    return frozenset(stored.held.get(target, target) for target in cited)


def _size(document: Document) -> int:
    """Returns how many paragraphs a text itself has."""
    return sum(one.type in _BODY for one in document.paragraphs)


def _is_brief(earlier: Document, later: Document) -> bool:
    """Returns whether a text only prolongs something for some weeks, so that it hides no other."""
    return _size(earlier) < max(_FEW, _LEAST * _size(later))


def _in_body(pair: Pair) -> bool:
    """Returns whether both paragraphs of a pair are what a text itself says."""
    both = pair.before, pair.after
    return all(one is not None and one.type in _BODY for one in both)


def _may_be_same(one: Document, other: Document) -> bool:
    """Returns whether two texts that do not name each other may be on the same: without titles.

    Neither has a subject, or one's names more of it.
    """
    if one.masthead.title or other.masthead.title:
        return False
    own, others = _subject(one.masthead), _subject(other.masthead)
    return own == others or bool(own and others and (own <= others or others <= own))


def _first_action(document: Document) -> str | None:
    """Returns the id of the paragraph with what a text does first."""
    actions = (one.id for one in document.paragraphs if one.type is ParagraphType.OPERATIVE)
    return next(actions, None)


def _may_follow(later: Masthead, earlier: Masthead) -> bool:
    """Returns whether one document is an adopted text that another of the organ may follow."""
    return (
        not is_draft(earlier)
        and earlier.organ == later.organ
        and not (earlier.session and earlier.session == later.session)
        and when(earlier) < when(later)
    )
