"""Uses of a text in words: how often, since when, and how often it changed."""

from __future__ import annotations

from search.results import FamilyUse
from search.translation.current import gettext, ngettext

Years = tuple[int, int]


def use_words(use: FamilyUse, years: Years | None) -> str:
    """Returns "used 9 times since 2013, changed 3 times".

    years: the first and the last of the collection: "since" says that a text is still in use.
    """
    if not use.uses:
        return gettext("not in an adopted text")
    current = years is not None and use.last_year == years[1]
    times = times_words(use.uses, use.first_year, use.last_year, current=current)
    if not use.changes:
        return times
    return gettext("%(uses)s, %(changes)s", uses=times, changes=changes_words(use.changes))


def not_since(use: FamilyUse, years: Years | None) -> str | None:
    """Returns "not used since 2015"; None for what the last year of the collection has."""
    if years is None or use.last_year in (None, years[1]):
        return None
    return gettext("not used since %(year)s", year=use.last_year)


def times_words(number: int, first: int | None, last: int | None, *, current: bool = False) -> str:
    """Returns "used once, in 2013", "used 3 times, 2013–2015", "used 9 times since 2013".

    first, last: years. current: whether the last is that of the collection, so that it says
    "since".
    """
    if first is None or last is None:
        return ngettext("used once", "used %(number)s times", number)
    if first == last:
        return ngettext(
            "used once, in %(year)s", "used %(number)s times, in %(year)s", number, year=first
        )
    if current:
        return ngettext(
            "used once since %(year)s", "used %(number)s times since %(year)s", number, year=first
        )
    return ngettext(
        "used once, %(years)s", "used %(number)s times, %(years)s", number, years=f"{first}–{last}"
    )


def changes_words(number: int) -> str:
    """Returns "never changed", "changed once" or "changed 3 times"."""
    if not number:
        return gettext("never changed")
    return ngettext("changed once", "changed %(number)s times", number)
