"""Ranges: the sessions, years and numbers that "74", "GA 68..74", "2013.." or ">5" stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from search.query.comparisons import compared_ends

_RANGE = re.compile(r"(?P<low>.*?)\s*(?:\.\.+|…)\s*(?P<high>.*)", re.DOTALL)
# "74", "GA 74", "S-32", "HRC 54", "ECOSOC 2021", "2019"
_POINT = re.compile(r"(?:(?P<organ>[A-Z][A-Z ]*?) )?(?P<kind>E?S-)?(?P<number>[0-9]{1,6})")
_HIGHEST = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A range of sessions or years, both ends included.

    organ: None for any. kind: "" for regular sessions and years, "S-" or "ES-".
    text: the range as typed. reversed: what it was read as, if its ends were the wrong way round.
    """

    organ: str | None
    kind: str
    first: int
    last: int
    text: str
    reversed: str | None = None

    def within(self, values: Iterable[str]) -> frozenset[str]:
        """Returns the values that are in the range."""
        return frozenset(value for value in values if self._has(_point(value)))

    def _has(self, point: _Point | None) -> bool:
        return (
            point is not None
            and point.kind == self.kind
            and self.organ in (None, point.organ)
            and self.first <= point.number <= self.last
        )


@dataclass(frozen=True, slots=True)
class _Point:
    organ: str | None
    kind: str
    number: int


def read_range(text: str) -> Range | None:
    """Returns the range that a text stands for; None if it is neither a number nor a range."""
    if span := _RANGE.fullmatch(text):
        return _between(span["low"], span["high"])
    if ends := compared_ends(text):
        return _compared(*ends, text)
    point = _point(text)
    if point is None:
        return None
    return Range(
        organ=point.organ, kind=point.kind, first=point.number, last=point.number, text=text
    )


def _compared(first: int | None, last: int | None, text: str) -> Range:
    return Range(
        organ=None,
        kind="",
        first=0 if first is None else first,
        last=_HIGHEST if last is None else last,
        text=text,
    )


def range_text(text: str) -> str:
    """Returns a text that may be a range in one form: "68..74"."""
    span = _RANGE.fullmatch(text)
    return f"{span['low']}..{span['high']}" if span else text


def _between(low: str, high: str) -> Range | None:
    first, last = _point(low), _point(high)
    if (low and first is None) or (high and last is None) or (first is None and last is None):
        return None
    if first and last and first.kind != last.kind:
        return None
    ends = sorted((first.number if first else 0, last.number if last else _HIGHEST))
    turned = first is not None and last is not None and first.number > last.number
    return Range(
        organ=(first and first.organ) or (last and last.organ) or None,
        kind=first.kind if first else last.kind if last else "",
        first=ends[0],
        last=ends[1],
        text=f"{low}..{high}",
        reversed=f"{high}..{low}" if turned else None,
    )


@lru_cache(maxsize=4096)
def _point(text: str) -> _Point | None:
    found = _POINT.fullmatch(" ".join(text.upper().split()))
    if found is None:
        return None
    return _Point(found["organ"], found["kind"] or "", int(found["number"]))
