"""Series: a plan of resolutions, each text adopted again and again.

Most resolutions return every session or every other, with a few paragraphs changed. The plan has,
for each series, the document it is made from, and each instance's date, symbol and paragraphs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from indexer.model import SEARCHED, Document, Paragraph

_MEAN_LENGTH = 14
_LEFT_OUT = 0.06  # of the paragraphs, in an instance
_SWAPPED = 0.15  # of the instances have two preambular paragraphs swapped

_FIRST_YEAR, _LAST_YEAR = 1976, 2024


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """One planned resolution.

    symbol, session, adopted: of its masthead. later: sessions between its document and itself.
    kept: positions of its paragraphs in the document, in its own order.
    """

    symbol: str
    session: str | None
    adopted: date
    later: int
    kept: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One text through the sessions; `document` is the position of its source document."""

    number: int
    organ: str
    document: int
    instances: tuple[Instance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Organ:
    """An organ's numbering. weight: its share. meets: sessions a year. first: its first year."""

    weight: float
    first: int = _FIRST_YEAR
    meets: int = 1


_ORGANS = {
    "GA": _Organ(weight=0.66),
    "SC": _Organ(weight=0.12),
    "ECOSOC": _Organ(weight=0.12),
    "HRC": _Organ(weight=0.10, first=2006, meets=3),
}


def plan(documents: Sequence[Document], paragraphs: int, rng: Random) -> list[Series]:
    """Returns series with exactly `paragraphs` searchable paragraphs together."""
    by_organ = defaultdict[str, list[int]](list)
    for place, document in enumerate(documents):
        by_organ[document.masthead.organ or ""].append(place)
    weights = [one.weight for one in _ORGANS.values()]
    planned: list[tuple[str, int, list[tuple[int, int, tuple[int, ...]]]]] = []
    left = paragraphs
    while left > 0:
        (organ,) = rng.choices(list(_ORGANS), weights)
        place = rng.choice(by_organ[organ] or range(len(documents)))
        instances = []
        for year, part in _sessions(_ORGANS[organ], rng):
            kept, left = _kept(documents[place].paragraphs, left, rng)
            if kept:
                instances.append((year, part, kept))
            if left <= 0:
                break
        planned.append((organ, place, instances))
    return _named(planned, documents, rng)


def _sessions(organ: _Organ, rng: Random) -> list[tuple[int, int]]:
    """Returns random dates of adoption of a series: pairs of a year and a session in it."""
    length = 1 + min(int(rng.expovariate(1 / _MEAN_LENGTH)), 50)
    step = rng.choice((1, 1, 1, 2))
    start = rng.randint(organ.first - length // 2, _LAST_YEAR)
    part = rng.randrange(organ.meets)
    years = range(start, start + length * step, step)
    return [(year, part) for year in years if organ.first <= year <= _LAST_YEAR]


def _kept(paragraphs: Sequence[Paragraph], left: int, rng: Random) -> tuple[tuple[int, ...], int]:
    """Returns an instance's paragraphs and the number still to be made."""
    gone, kept = set[str](), list[int]()
    for place, one in enumerate(paragraphs):
        if one.parent in gone or rng.random() < _LEFT_OUT:
            gone.add(one.id)
        elif left > 0 or one.type not in SEARCHED:
            kept.append(place)
            left -= one.type in SEARCHED
    if not any(paragraphs[place].type in SEARCHED for place in kept):
        return (), left
    if rng.random() < _SWAPPED:
        _swap(paragraphs, kept, rng)
    return tuple(kept), left


def _swap(paragraphs: Sequence[Paragraph], kept: list[int], rng: Random) -> None:
    parents = {one.parent for one in paragraphs}
    free = [
        n
        for n, place in enumerate(kept)
        if paragraphs[place].type == "preambular" and paragraphs[place].id not in parents
    ]
    pairs = [n for n, following in pairwise(free) if following == n + 1]
    if pairs:
        n = rng.choice(pairs)
        kept[n], kept[n + 1] = kept[n + 1], kept[n]


def _named(
    planned: list[tuple[str, int, list[tuple[int, int, tuple[int, ...]]]]],
    documents: Sequence[Document],
    rng: Random,
) -> list[Series]:
    """Returns the instances with symbols, numbered in the order of their sessions."""
    order = sorted(
        (organ, year, part, series, n)
        for series, (organ, _, instances) in enumerate(planned)
        for n, (year, part, _) in enumerate(instances)
    )
    numbers, named = defaultdict[tuple[str, object], int](int), dict[tuple[int, int], Instance]()
    for organ, year, part, series, n in order:
        within = None if organ == "SC" else (year, part)
        numbers[organ, within] += 1
        _, place, instances = planned[series]
        named[series, n] = replace(
            _instance(organ, year, part, numbers[organ, within], rng),
            later=year - (documents[place].masthead.adopted_on or date(2015, 1, 1)).year,
            kept=instances[n][2],
        )
    return [
        Series(
            number=series,
            organ=organ,
            document=place,
            instances=tuple(named[series, n] for n in range(len(instances))),
        )
        for series, (organ, place, instances) in enumerate(planned)
        if instances
    ]


def _instance(organ: str, year: int, part: int, number: int, rng: Random) -> Instance:
    opening, days = date(year, 1, 2), 360
    session: str | None = str(year)
    if organ == "GA":
        session, opening = str(year - 1945), date(year, 9, 20)
        symbol = f"A/RES/{session}/{number}"
    elif organ == "SC":
        session, symbol = None, f"S/RES/{number + 380} ({year})"
    elif organ == "HRC":
        session = str((year - 2006) * 3 + part + 1)
        opening, days = date(year, 1 + 4 * part, 2), 100
        symbol = f"A/HRC/RES/{session}/{number}"
    else:
        symbol = f"E/RES/{year}/{number}"
    adopted = opening + timedelta(days=rng.randrange(days))
    return Instance(symbol=symbol, session=session, adopted=adopted, later=0, kept=())
