"""Names of sessions and organs for people: "76th session of the General Assembly"."""

from __future__ import annotations

from indexer.parsing.knowledge.organs import organ_names

YEAR_DIGITS = 4
"""ECOSOC names its sessions by the year."""


def organ_name(short: str) -> str:
    """Returns the full name of an organ, or its short name if there is none."""
    return organ_names().get(short, short)


def session_name(session: str | None) -> str | None:
    """Returns a session's name: "74th session", "2021 session", "special session S-32"."""
    if session is None:
        return None
    kinds = {"S": "special session", "ES": "emergency special session"}
    kind, dash, own = session.partition("-")
    if dash and kind in kinds:
        return f"{ordinal(int(own))} {kinds[kind]}" if own.isdigit() else f"session {session}"
    if session.isdigit():
        return (
            f"{session} session"
            if len(session) == YEAR_DIGITS
            else f"{ordinal(int(session))} session"
        )
    return f"session {session}"


def due_name(session: str, own: str | None, first: int | None, last: int | None) -> str:
    """Returns a session with its years, "76th session, 2021–2022", and its organ unless `own`."""
    organ, _, number = session.partition(" ")
    name = session_name(number) or session
    of = f" of the {organ_name(organ)}" if organ != own else ""
    years = "" if first is None else f", {first}" if first == last else f", {first}–{last}"
    return f"{name}{of}{years}"


def ordinal(value: int) -> str:
    """Returns an ordinal number: "74th", "53rd", "11th"."""
    teens = value % 100 in {11, 12, 13}
    return f"{value}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"
