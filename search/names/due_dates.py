"""Days on which something is due: of a session, or of a time as it is printed."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from indexer.parsing.knowledge.dates import MONTHS, find_date
from indexer.parsing.knowledge.sessions import session_opening, session_years

_MONTH = re.compile(rf"\b({'|'.join(MONTHS)}),? (\d{{4}})\b")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class DueDates:
    """The first and last day on which something is due; the same where the day is known."""

    first: date
    last: date

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return self.first == self.last


def session_dates(session: str) -> DueDates | None:
    """Returns the day on which a session ("GA 76") opens, else its years; None if unknown."""
    organ, _, number = session.partition(" ")
    opening = session_opening(organ, number)
    if opening is not None:
        return DueDates(first=opening, last=opening)
    years = session_years(organ, number)
    return DueDates(first=date(years[0], 1, 1), last=date(years[1], 12, 31)) if years else None


def printed_dates(words: str) -> DueDates | None:
    """Returns the time that words name ("by 1 June 2006", "no later than December 2021").

    None where they count from something else, such as "within 90 days".
    """
    day = find_date(words)
    if day is not None:
        return DueDates(first=day, last=day)
    if match := _MONTH.search(words):
        year, month = int(match[2]), MONTHS.index(match[1]) + 1
        days = calendar.monthrange(year, month)[1]
        return DueDates(first=date(year, month, 1), last=date(year, month, days))
    if match := _YEAR.search(words):
        return DueDates(first=date(int(match[1]), 1, 1), last=date(int(match[1]), 12, 31))
    return None
