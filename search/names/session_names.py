"""Names of sessions and organs for people: "76th session of the General Assembly"."""

from __future__ import annotations

from indexer.parsing.knowledge.organs import organ_names
from search.translation.current import gettext, later, message
from search.translation.numbers import ordinal

YEAR_DIGITS = 4
"""ECOSOC names its sessions by the year."""
_SPECIAL = {
    "S": later("%(ordinal)s special session"),
    "ES": later("%(ordinal)s emergency special session"),
}


def organ_name(short: str) -> str:
    """Returns the full name of an organ, or its short name if there is none."""
    name = organ_names().get(short)
    return message(name) if name else short


def session_name(session: str | None) -> str | None:
    """Returns a session's name: "74th session", "2021 session", "28th special session"."""
    if session is None:
        return None
    kind, dash, own = session.partition("-")
    if dash and kind in _SPECIAL and own.isdigit():
        return gettext(_SPECIAL[kind], ordinal=ordinal(int(own)))
    if not session.isdigit():
        return gettext("session %(name)s", name=session)
    if len(session) == YEAR_DIGITS:
        return gettext("%(year)s session", year=session)
    return gettext("%(ordinal)s session", ordinal=ordinal(int(session)))


def due_name(session: str, own: str | None, first: int | None, last: int | None) -> str:
    """Returns a session with its years, "76th session, 2021–2022", and its organ unless `own`."""
    organ, _, number = session.partition(" ")
    name = session_name(number) or session
    if organ != own:
        name = gettext("%(session)s of the %(organ)s", session=name, organ=organ_name(organ))
    if first is None:
        return name
    years = str(first) if first == last else f"{first}–{last}"
    return gettext("%(session)s, %(years)s", session=name, years=years)
