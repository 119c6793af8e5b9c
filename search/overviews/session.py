"""A session at a glance: what was adopted, who was asked what, what is new against the one before.

The Security Council has no sessions; a year takes their place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from indexer.model import Adoption, DocumentType, Masthead
from indexer.parsing.knowledge.sessions import session_years
from indexer.schema import NONE
from search.comparison.versions import is_draft
from search.overviews.tasks import Task, tasks
from search.request import SearchRequest
from search.results import Found
from search.searcher import Searcher

MOST_DUE = 2_000
"""Maximum paragraphs read for what is due at a session."""
_FACETS = ("type", "class", "verb", "adopted", "due")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A session of an organ, or a year of one that has no sessions."""

    organ: str
    name: str
    is_year: bool = False

    @property
    def filters(self) -> Mapping[str, tuple[str, ...]]:
        """The filters of a search for its paragraphs."""
        if self.is_year:
            return MappingProxyType({"organ": (self.organ,), "year": (self.name,)})
        return MappingProxyType({"session": (f"{self.organ} {self.name}",)})

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and the last year, None if unknown."""
        if self.is_year:
            return int(self.name), int(self.name)
        return session_years(self.organ, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A value with its paragraphs in a session, and in the one before (None if there is none)."""

    value: str
    count: int
    before: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueTask:
    """A task that is due, and the paragraph that asks for it."""

    found: Found
    task: Task


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionOverview:
    """A session.

    documents: by type. adoptions: adopted documents by how they were adopted.
    paragraphs, parts: searchable paragraphs, and these by part of the text. verbs, addressees,
    actions: most frequent first. due: what is due at this session, asked at any time. due_later:
    paragraphs of this session by the session at which something is due. before: the session
    before, None if it is not in the index. new, returned: adopted documents without and with a
    counterpart there. gone: documents there without a counterpart here. new_wordings: paragraphs
    whose wording was not used before the years of the session, None where these are unknown.
    """

    period: Period
    documents: Mapping[DocumentType, int]
    adoptions: Mapping[Adoption | None, int]
    paragraphs: int
    parts: Mapping[str, int]
    verbs: Sequence[Compared]
    addressees: Sequence[Compared]
    actions: Sequence[Compared]
    due: Sequence[DueTask]
    due_later: Mapping[str, int]
    before: Period | None
    after: Period | None
    new: Sequence[Masthead]
    returned: int
    gone: Sequence[Masthead]
    new_wordings: int | None


def period_of(masthead: Masthead) -> Period | None:
    """Returns the session of a document, or its year; None if neither is known."""
    if masthead.organ and masthead.session:
        return Period(organ=masthead.organ, name=masthead.session)
    if masthead.organ and masthead.adopted_on and not is_draft(masthead):
        return Period(organ=masthead.organ, name=str(masthead.adopted_on.year), is_year=True)
    return None


def periods(mastheads: Sequence[Masthead]) -> dict[Period, list[Masthead]]:
    """Returns the sessions of an index with their documents, newest first for each organ."""
    found: dict[Period, list[Masthead]] = {}
    for one in mastheads:
        if period := period_of(one):
            found.setdefault(period, []).append(one)
    return {period: found[period] for period in sorted(found, key=_newest_first)}


def _newest_first(period: Period) -> tuple[str, bool, bool, int, str]:
    regular = period.name.isdigit()
    number = -int(period.name) if regular else 0
    return (period.organ, not regular, period.is_year, number, period.name)


def session_overview(searcher: Searcher, period: Period) -> SessionOverview | None:
    """Returns a session at a glance; None if the index has no document of it."""
    known = periods(searcher.mastheads())
    if period not in known:
        return None
    before, after = (_beside(period, step, known) for step in (-1, 1))
    found = searcher.search(SearchRequest(filters=period.filters, size=1, facets=_FACETS))
    counts = {one.field: {v.value: v.count for v in one.values} for one in found.facets}
    # Facets of a search ignore the filter on their own field, which here is none of these.
    adopted = [one for one in known[period] if not is_draft(one)]
    new, returned, gone = _against(searcher, period, before, adopted, known)
    return SessionOverview(
        period=period,
        documents=Counter(one.document_type for one in known[period]),
        adoptions=Counter(one.adoption for one in adopted),
        paragraphs=found.total,
        parts=counts["type"],
        verbs=_compared(searcher, period, before, "verb"),
        addressees=_compared(searcher, period, before, "to"),
        actions=_compared(searcher, period, before, "class"),
        due=tuple(_due(searcher, period)),
        due_later={name: count for name, count in counts["due"].items() if name != NONE},
        before=before,
        after=after,
        new=new,
        returned=returned,
        gone=gone,
        new_wordings=_new_wordings(searcher, period),
    )


def _beside(period: Period, step: int, known: Mapping[Period, object]) -> Period | None:
    """Returns the session before or after one, if the index has it."""
    if not period.name.isdigit():
        return None
    other = replace(period, name=str(int(period.name) + step))
    return other if other in known else None


def _against(
    searcher: Searcher,
    period: Period,
    before: Period | None,
    adopted: Sequence[Masthead],
    known: Mapping[Period, Sequence[Masthead]],
) -> tuple[tuple[Masthead, ...], int, tuple[Masthead, ...]]:
    """Returns the documents that are new, the number of those that return, and those gone."""
    if before is None:
        return (), 0, ()
    new = tuple(
        one for one in adopted
        if all(period_of(other) != before for other in searcher.versions(one).earlier)
    )  # fmt: skip
    earlier = [one for one in known[before] if not is_draft(one)]
    gone = tuple(
        one for one in earlier
        if all(period_of(other) != period for other in searcher.versions(one).later)
    )  # fmt: skip
    return new, len(adopted) - len(new), gone


def _compared(
    searcher: Searcher, period: Period, before: Period | None, field: str
) -> tuple[Compared, ...]:
    own = searcher.values(SearchRequest(filters=period.filters), field)
    earlier: dict[str, int] = {}
    if before is not None:
        found = searcher.values(SearchRequest(filters=before.filters), field)
        earlier = {one.value: one.count for one in found.values}
    return tuple(
        Compared(
            value=one.value,
            count=one.count,
            before=None if before is None else earlier.get(one.value, 0),
        )
        for one in own.values
        if one.value != NONE and one.count
    )


def _due(searcher: Searcher, period: Period) -> list[DueTask]:
    """Returns what is due at a session, the most frequent addressees first."""
    if period.is_year:
        return []
    name = f"{period.organ} {period.name}"
    request = SearchRequest(filters={"due": (name,)})
    found = [
        DueTask(found=one, task=task)
        for one in searcher.stream(request, most=MOST_DUE)
        for task in tasks(one.paragraph)
        if task.session == name
    ]
    often = Counter(one.task.who for one in found)
    return sorted(found, key=lambda one: (not one.task.who, -often[one.task.who], one.task.who))


def _new_wordings(searcher: Searcher, period: Period) -> int | None:
    years = period.years
    if years is None:
        return None
    filters = {**period.filters, "first": (f"{years[0]}..{years[1]}",)}
    return searcher.search(SearchRequest(filters=filters, size=1)).total
