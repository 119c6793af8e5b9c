"""Subjects of documents: those that files state and, for the others, those that can be inferred.

A document that states none has those of another text of its work, or of the nearest text of its
series in time, an earlier one before a later one; where there is none, those that its title
names (`indexer.analysis.subjects`). A series is told by organ and title here, figures aside: that
is what was measured. It depends on the whole index, so it is worked out when it is first read.
"""

# ruff: noqa: S608 - names in statements come from the code
from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from indexer.model import Masthead
from indexer.parsing.knowledge.sessions import session_end
from indexer.schema import CLASSIFIED, GOAL, INFERRED, NONE, STATED, SUBJECT

_NOT_LETTERS = re.compile(r"[\W\d_]+")
_UNDATED = "9999"


@dataclass(frozen=True, slots=True, kw_only=True)
class Classified:
    """What tells the subjects of a document.

    row: its number in the store. key: of its work, the same in all languages. day: of adoption or
    distribution, ISO 8601, None where it is not known. terms, inferred, goals: as in its masthead.
    """

    row: int
    key: str
    symbol: str
    language: str
    organ: str | None = None
    session: str | None = None
    title: str | None = None
    day: str | None = None
    terms: tuple[str, ...] = ()
    inferred: bool = False
    goals: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Own:
    """The subjects and goals of a document, and whether the subjects are inferred."""

    terms: tuple[str, ...] = ()
    inferred: bool = False
    goals: tuple[int, ...] = ()


def own_of(masthead: Masthead) -> Own:
    """Returns what a masthead has of them."""
    return Own(masthead.subject_terms, masthead.subject_terms_inferred, masthead.goals)


def subject_values(own: Own, field: str) -> tuple[str, ...]:
    """Returns the values of a document in a field of subjects; never empty."""
    if field == CLASSIFIED:
        return ((INFERRED if own.inferred else STATED) if own.terms else NONE,)
    values = {SUBJECT: own.terms, GOAL: tuple(map(str, own.goals))}
    return values[field] or (NONE,)


class Subjects:
    """The subjects of all documents of an index."""

    def __init__(self, documents: Iterable[Classified]) -> None:
        documents = tuple(documents)
        stated = [one for one in documents if one.terms and not one.inferred]
        works = {one.key: one.terms for one in stated}
        goals = {one.key: one.goals for one in documents if one.goals}
        series: dict[object, list[Classified]] = defaultdict(list)
        for one in stated:
            if name := series_of(one):
                series[name].append(one)
        self._own: dict[int, Own] = {}
        self._named: dict[tuple[str, str], Own] = {}
        for one in documents:
            own = Own(*_terms_of(one, works, series), one.goals or goals.get(one.key, ()))
            self._own[one.row] = self._named[one.symbol, one.language] = own

    def of(self, row: int) -> Own:
        """Returns the subjects of a document by its row in the store."""
        return self._own.get(row, _NOTHING)

    def changed_since(self, earlier: Subjects) -> set[int]:
        """Returns the rows of the documents of both whose subjects are other ones."""
        both = self._own.keys() & earlier._own.keys()
        return {row for row in both if self._own[row] != earlier._own[row]}

    def completed(self, masthead: Masthead) -> Masthead:
        """Returns a masthead with the subjects that its file does not state."""
        own = self._named.get((masthead.symbol, masthead.language))
        if own is None or own == own_of(masthead):
            return masthead
        return replace(
            masthead, subject_terms=own.terms, subject_terms_inferred=own.inferred, goals=own.goals
        )


_NOTHING = Own()


def classified(connection: sqlite3.Connection) -> Iterator[Classified]:
    """Yields what tells the subjects of each document."""
    columns = (
        '"row"', "key", "symbol", "language", "organ", "session", "title",
        "coalesce(adopted_on, distributed_on)", "subject_terms", "subject_terms_inferred", "goals",
    )  # fmt: skip
    for *head, terms, inferred, goals in connection.execute(
        f"SELECT {', '.join(columns)} FROM documents"
    ):
        row, key, symbol, language, organ, session, title, day = head
        yield Classified(
            row=row, key=key, symbol=symbol, language=language, organ=organ, session=session,
            title=title, day=day, terms=_read(terms), inferred=bool(inferred), goals=_read(goals),
        )  # fmt: skip


def _read(cell: str | None) -> tuple[Any, ...]:
    return tuple(json.loads(cell)) if cell else ()


def series_of(document: Classified) -> tuple[str | None, str] | None:
    """Returns what all texts of a series share; None where a title has no letters."""
    words = _NOT_LETTERS.sub(" ", document.title or "").casefold().strip()
    return (document.organ, words) if words else None


def nearest(document: Classified, others: Sequence[Classified]) -> Classified | None:
    """Returns the last text of a series before a document, or else the first after it."""
    own, rest = _when(document), [one for one in others if one.key != document.key]
    before = [one for one in rest if _when(one) <= own]
    return max(before, key=_when) if before else min(rest, key=_when, default=None)


def _terms_of(
    document: Classified,
    works: Mapping[str, tuple[str, ...]],
    series: Mapping[object, Sequence[Classified]],
) -> tuple[tuple[str, ...], bool]:
    """Returns the subjects of a document and whether they are inferred."""
    if document.terms and not document.inferred:
        return document.terms, False
    if document.key in works:
        return works[document.key], False
    found = nearest(document, series.get(series_of(document), ()))
    terms = found.terms if found else document.terms
    return terms, bool(terms)


def _when(document: Classified) -> tuple[str, int]:
    ends = session_end(document.organ, document.session)
    day = document.day or (ends.isoformat() if ends else _UNDATED)
    return day, document.row
