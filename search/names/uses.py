"""Uses of a text in words: how often, since when, and how often it changed."""

from __future__ import annotations

from search.results import FamilyUse

Years = tuple[int, int]


def use_words(use: FamilyUse, years: Years | None) -> str:
    """Returns "used 9 times since 2013, changed 3 times".

    years: the first and the last of the collection: "since" says that a text is still in use.
    """
    if not use.uses:
        return "not in an adopted text"
    return ", ".join(filter(None, (_times(use, years), _changes(use.changes))))


def not_since(use: FamilyUse, years: Years | None) -> str | None:
    """Returns "not used since 2015"; None for what the last year of the collection has."""
    if years is None or use.last_year in (None, years[1]):
        return None
    return f"not used since {use.last_year}"


def _times(use: FamilyUse, years: Years | None) -> str:
    times = "used once" if use.uses == 1 else f"used {use.uses:,} times"
    first, last = use.first_year, use.last_year
    if first is None or last is None:
        return times
    if first == last:
        return f"{times}, in {first}"
    return f"{times} since {first}" if years and last == years[1] else f"{times}, {first}–{last}"


def _changes(number: int) -> str:
    if not number:
        return ""
    return "changed once" if number == 1 else f"changed {number:,} times"
