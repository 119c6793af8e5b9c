"""Years in which organs hold their sessions, as far as a rule gives them."""

from __future__ import annotations

import re
from datetime import date, timedelta

_OPENING_YEAR = 1945  # the General Assembly's session N opens in September of 1945 + N
_COUNCIL_YEAR = 2006  # of the Human Rights Council, which has three sessions a year
_LAST_NUMBER = 200  # larger ones are years or slips
_YEARS = range(1946, 2200)
_OPENING_WEEKS = ((78, 2), (58, 3))
"""First sessions of the General Assembly whose rule 1 says in which week of September they open."""
_WEEK, _WEEKEND, _TUESDAY = 7, 5, 1


def session_years(organ: str | None, session: str | None) -> tuple[int, int] | None:
    """Returns the first and last year in which a session is held.

    The General Assembly's go from September to September, those of the Economic and Social
    Council from July to July, named by the second year. None where no rule gives it: special and
    emergency sessions, old Council sessions.
    """
    if not session or not re.fullmatch(r"[0-9]{1,4}", session):
        return None
    number = int(session)
    if organ == "GA" and 0 < number < _LAST_NUMBER:
        return _OPENING_YEAR + number, _OPENING_YEAR + number + 1
    if organ == "HRC" and 0 < number < _LAST_NUMBER:
        year = _COUNCIL_YEAR + (number - 1) // 3
        return year, year
    if organ == "ECOSOC" and number in _YEARS:
        return number - 1, number
    return None


def session_end(organ: str | None, session: str | None) -> date | None:
    """Returns the last day of the year in which a session ends, None as `session_years`."""
    years = session_years(organ, session)
    return date(years[1], 12, 31) if years else None


def session_opening(organ: str | None, session: str | None) -> date | None:
    """Returns the day on which a session of the General Assembly opens by rule 1 of its rules.

    "The Tuesday of the second week in September, counting from the first week that contains at
    least one working day" (75/325; the third week before). None before that rule and elsewhere.
    """
    years = session_years(organ, session)
    if organ != "GA" or years is None:
        return None
    week = next((week for since, week in _OPENING_WEEKS if int(session or 0) >= since), None)
    if week is None:
        return None
    first = date(years[0], 9, 1)
    # Weeks begin on Monday; one that has only the weekend in September does not count.
    monday = first - timedelta(days=first.weekday())
    if first.weekday() >= _WEEKEND:
        monday += timedelta(days=_WEEK)
    return monday + timedelta(days=_WEEK * (week - 1) + _TUESDAY)
