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
    current = years is not None and use.last_year == years[1]
    times = times_words(use.uses, use.first_year, use.last_year, current=current)
    return ", ".join([times, changes_words(use.changes)] if use.changes else [times])


def not_since(use: FamilyUse, years: Years | None) -> str | None:
    """Returns "not used since 2015"; None for what the last year of the collection has."""
    if years is None or use.last_year in (None, years[1]):
        return None
    return f"not used since {use.last_year}"


def times_words(number: int, first: int | None, last: int | None, *, current: bool = False) -> str:
    """Returns "used once, in 2013", "used 3 times, 2013–2015", "used 9 times since 2013".

    first, last: years. current: whether the last is that of the collection, so that it says
    "since".
    """
    times = "used once" if number == 1 else f"used {number:,} times"
    if first is None or last is None:
        return times
    if first == last:
        return f"{times}, in {first}"
    return f"{times} since {first}" if current else f"{times}, {first}–{last}"


def changes_words(number: int) -> str:
    """Returns "never changed", "changed once" or "changed 3 times"."""
    if not number:
        return "never changed"
    return "changed once" if number == 1 else f"changed {number:,} times"
