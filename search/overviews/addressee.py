"""What an addressee is asked: by session, and what of it is due when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from indexer.parsing.knowledge.actors import bare, known_name
from indexer.schema import NONE
from search.binding.vocabulary import fold
from search.overviews.session import DueTask
from search.overviews.tasks import concerns, tasks
from search.request import SearchRequest, Sort
from search.results import FacetValue
from search.searcher import Searcher

MOST_READ = 20_000
"""Maximum paragraphs, the newest ones, that are read for what is due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddresseeOverview:
    """What an addressee is asked.

    sessions, years: paragraphs by session ("GA 76"), and by year for documents without a session;
    newest first.
    """

    name: str
    paragraphs: int
    sessions: Sequence[FacetValue]
    years: Sequence[FacetValue]


def known_addressee(searcher: Searcher, text: str) -> str | None:
    """Returns the name of an addressee in the index by any spelling ("unodc"); None if unknown."""
    values = [one.value for one in addressees(searcher)]
    if text in values:
        return text
    folded = {fold(value): value for value in reversed(values)}  # the more frequent one wins
    name = bare(text)
    # A country may be addressed by name or as its government.
    for wanted in (name, known_name(name) or name, f"Government of {name}",
                   f"Government of the {name}"):  # fmt: skip
        if found := folded.get(fold(wanted)):
            return found
    return None


def chosen_addressees(searcher: Searcher, request: SearchRequest) -> tuple[str, ...]:
    """Returns the names of the addressees that a search is filtered by; none if some are unknown.

    A value such as "Special Rapporteur*" is no name.
    """
    found = [known_addressee(searcher, one) for one in request.filters.get("to", ())]
    return () if None in found else tuple(one for one in found if one)


def addressees(searcher: Searcher, contains: str = "") -> tuple[FacetValue, ...]:
    """Returns the addressees whose name contains a text, the most often addressed first."""
    wanted = fold(contains)
    values = searcher.values(SearchRequest(), "to").values
    return tuple(one for one in values if one.value != NONE and wanted in fold(one.value))


def addressee_overview(searcher: Searcher, name: str) -> AddresseeOverview:
    """Returns the sessions and years in which an addressee is asked something."""
    asked = SearchRequest(filters={"to": (name,)}, size=1)
    found = searcher.search(asked)
    sessions = [one for one in searcher.values(asked, "session").values if one.count]
    without: Sequence[FacetValue] = ()
    if any(one.value == NONE for one in sessions):
        base = SearchRequest(filters={"to": (name,), "session": (NONE,)})
        without = [one for one in searcher.values(base, "year").values if one.count]
    return AddresseeOverview(
        name=name,
        paragraphs=found.total,
        sessions=tuple(one for one in sessions if one.value != NONE),
        years=tuple(sorted(without, key=lambda one: one.value, reverse=True)),
    )


def due_tasks(
    searcher: Searcher, name: str, filters: Mapping[str, tuple[str, ...]]
) -> tuple[DueTask, ...]:
    """Returns what an addressee is to do by a session or date, the latest first.

    filters: of the paragraphs, such as their session. What counts from something else ("within 90
    days") comes last.
    """
    request = SearchRequest(filters={**filters, "to": (name,)}, sort=Sort.NEWEST)
    found = [
        DueTask(found=one, task=task)
        for one in searcher.stream(request, most=MOST_READ)
        for task in tasks(one.paragraph)
        if concerns(task, (name,))
    ]
    return tuple(sorted(found, key=_latest_first))


def _latest_first(one: DueTask) -> tuple[bool, int]:
    dates = one.task.dates
    return dates is None, -(dates.first if dates else date.min).toordinal()
