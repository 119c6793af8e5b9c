"""Trends: results by year or session, as counts and as shares of all paragraphs.

Several searches are compared, or one is split by the values of a field. All numbers come from
facets, so they are exact and equal what a search of the period finds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from indexer.schema import FIELDS, NONE
from search.errors import BadParameter
from search.query.ast import And, Field, Or, Query
from search.query.parser import parse
from search.query.printer import print_query
from search.request import SearchRequest
from search.results import Notice
from search.searcher import Searcher
from search.translation.current import gettext

PERIODS = ("year", "session")
"""Fields that a trend's periods can come from."""
SPLITS = ("verb", "class", "organ", "doctype", "type")
"""Fields by which a single search can be split."""
MOST_SERIES = 6
"""Maximum lines that can be told apart on one plot."""
OTHERS = "others"
"""Name of the rest of a search that is split by its most frequent values."""
RESTRICTING = frozenset({"type", *(field.name for field in FIELDS if field.per_document)})
"""Fields that say where to count, and not what: shares are of the paragraphs that they leave."""
_PER = 1000
_LONGEST = 400  # periods; more are due to an error in a document's date

_Counted = tuple[str, SearchRequest | None, dict[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One line of a chart.

    request: the search counted; None for the rest. counts: in the order of the trend's periods.
    total: including paragraphs without a period. of: the paragraphs of each period that the series
    is restricted to, by the filters and by what its own query says of documents; shares are of
    these, and where there are none the collection has nothing to count.
    """

    name: str
    request: SearchRequest | None
    counts: tuple[int, ...]
    total: int
    of: tuple[int, ...]

    def share(self, place: int) -> float | None:
        """Returns a count per thousand paragraphs of its period; None if there are none."""
        return _PER * self.counts[place] / self.of[place] if self.of[place] else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """The frequency of some searches by period.

    by: "year" or "session". periods: without gaps, the earliest first; sessions with their organ.
    all: paragraphs within the filters, by period. left_out: paragraphs found in no period shown
        (drafts, special sessions, other organs' sessions). covered: every period with paragraphs
        within the filters, the earliest first. filtered: whether there are filters.
    notices: corrections of the searches.
    """

    by: str
    periods: tuple[str, ...]
    series: tuple[Series, ...]
    all: tuple[int, ...]
    left_out: int
    covered: tuple[str, ...] = ()
    filtered: bool = False
    notices: tuple[Notice, ...] = ()


def trend(
    searcher: Searcher, requests: Sequence[SearchRequest], *, by: str, split: str | None = None
) -> Trend:
    """Returns counts of searches by period, or of one search by period and value of `split`.

    Raises BadParameter for an unusable field, too many searches, or a split of several searches.
    """
    _check(requests, by, split)
    counted: list[_Counted] = [(_name(one), one, _counts(searcher, one, by)) for one in requests]
    everything = _counts(searcher, replace(_spoken(searcher, requests[0]), query=""), by)
    periods = _periods([counts for _, _, counts in counted], by)
    if split is not None:
        counted = _split(searcher, requests[0], by, split, counted[0][2])
    series = tuple(
        Series(
            name=name,
            request=request,
            counts=tuple(counts.get(period, 0) for period in periods),
            total=sum(counts.values()),
            of=tuple(of.get(period, 0) for period in periods),
        )
        for name, request, counts in counted
        for of in [_counts(searcher, _whole(_spoken(searcher, request or requests[0]), split), by)]
    )
    return Trend(
        by=by,
        periods=periods,
        series=series,
        all=tuple(everything.get(period, 0) for period in periods),
        left_out=sum(one.total - sum(one.counts) for one in series),
        covered=_covered(everything, periods, by),
        filtered=bool(requests[0].filters),
        notices=tuple(_notices(searcher, requests, by)),
    )


def _check(requests: Sequence[SearchRequest], by: str, split: str | None) -> None:
    if by not in PERIODS:
        raise BadParameter(
            gettext("“by” must be one of these: %(items)s.", items=", ".join(PERIODS)),
            parameter="by",
        )
    if split is not None and split not in SPLITS:
        raise BadParameter(
            gettext("“split” must be one of these: %(items)s.", items=", ".join(SPLITS)),
            parameter="split",
        )
    if split is not None and len(requests) > 1:
        raise BadParameter(
            gettext(
                "Only a single search can be broken down. Leave out “split” or compare fewer "
                "searches."
            ),
            parameter="split",
        )
    if not 1 <= len(requests) <= MOST_SERIES:
        raise BadParameter(
            gettext("You can compare up to %(most)s searches.", most=MOST_SERIES),
            parameter="q",
        )


def _spoken(searcher: Searcher, request: SearchRequest) -> SearchRequest:
    """Returns a request with the language of its results, of whose paragraphs they are a share."""
    found = searcher.search(replace(request, page=1, size=1, facets=())).languages
    if found is None or not found.shown or "language" in request.filters:
        return request
    return replace(request, filters={**request.filters, "language": found.shown})


def _whole(request: SearchRequest, split: str | None) -> SearchRequest:
    """Returns the search for all paragraphs that a line is restricted to."""
    asked = parse(request.query).query
    parts = asked.parts if isinstance(asked, And) else (asked,)
    kept = tuple(part for part in parts if _restricts(part))
    query = print_query(And(kept) if len(kept) > 1 else kept[0]) if kept else ""
    filters = request.filters
    if split is not None and split not in RESTRICTING:
        filters = MappingProxyType({name: one for name, one in filters.items() if name != split})
    return replace(request, query=query, filters=filters)


def _restricts(part: Query) -> bool:
    if isinstance(part, Or):
        return all(_restricts(one) for one in part.parts)
    return isinstance(part, Field) and part.name in RESTRICTING


def _covered(everything: Mapping[str, int], periods: Sequence[str], by: str) -> tuple[str, ...]:
    """Returns the periods, of the kind that is shown, of which there are paragraphs."""
    known = [period for period, count in everything.items() if count]
    if by == "year":
        return tuple(sorted(one for one in known if one.isdigit()))
    organ = periods[0].rpartition(" ")[0] if periods else ""
    numbers = sorted(int(match[1]) for one in known if (match := _regular(organ, one)))
    return tuple(f"{organ} {number}" for number in numbers)


def _name(request: SearchRequest) -> str:
    return request.query.strip() or "all paragraphs"


def _counting(request: SearchRequest, by: str) -> SearchRequest:
    return replace(request, facets=(by,), size=1, page=1)


def _notices(searcher: Searcher, requests: Sequence[SearchRequest], by: str) -> list[Notice]:
    """Returns the notices of the searches without repetition; the answers are already cached."""
    notices = [note for one in requests for note in searcher.search(_counting(one, by)).notices]
    return list({note.message: note for note in notices}.values())


def _counts(searcher: Searcher, request: SearchRequest, by: str) -> dict[str, int]:
    """Returns a search's counts by period, within the chosen periods if there are any."""
    (facet,) = searcher.search(_counting(request, by)).facets
    chosen = by in request.filters
    return {one.value: one.count for one in facet.values if one.selected or not chosen}


def _split(
    searcher: Searcher, request: SearchRequest, by: str, split: str, whole: Mapping[str, int]
) -> list[_Counted]:
    (facet,) = searcher.search(replace(request, facets=(split,), size=1, page=1)).facets
    chosen = split in request.filters
    values = [one for one in facet.values if one.count and (one.selected or not chosen)]
    parts: list[_Counted] = []
    for one in values[: MOST_SERIES if len(values) <= MOST_SERIES else MOST_SERIES - 1]:
        filters = MappingProxyType({**request.filters, split: (one.value,)})
        narrowed = replace(request, filters=filters)
        parts.append((one.value, narrowed, _counts(searcher, narrowed, by)))
    if len(values) > MOST_SERIES:
        rest = {
            period: max(0, count - sum(counts.get(period, 0) for _, _, counts in parts))
            for period, count in whole.items()
        }
        parts.append((OTHERS, None, rest))
    return parts


def _periods(counted: Sequence[Mapping[str, int]], by: str) -> tuple[str, ...]:
    """Returns all periods from the first to the last with results."""
    found = [period for counts in counted for period, count in counts.items() if count]
    if by == "year":
        years = [int(one) for one in found if one.isdigit()]
        return tuple(str(year) for year in _between(years))
    organ = _main_organ(counted)
    numbers = [int(match[1]) for one in found if (match := _regular(organ, one))]
    return tuple(f"{organ} {number}" for number in _between(numbers))


def _regular(organ: str, session: str) -> re.Match[str] | None:
    return re.fullmatch(rf"{re.escape(organ)} (\d{{1,4}})", session)


def _main_organ(counted: Sequence[Mapping[str, int]]) -> str:
    """Returns the organ with the most paragraphs; sessions of two organs have no common order."""
    organs: dict[str, int] = {}
    for counts in counted:
        for session, count in counts.items():
            organ = session.partition(" ")[0]
            if session != NONE and _regular(organ, session):
                organs[organ] = organs.get(organ, 0) + count
    return max(organs, key=lambda one: (organs[one], one), default="")


def _between(numbers: Sequence[int]) -> range:
    if not numbers:
        return range(0)
    last = max(numbers)
    return range(max(min(numbers), last - _LONGEST), last + 1)
