"""Calendar file (iCalendar, RFC 5545) of what is due by the paragraphs found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from indexer.model import Masthead
from search.citation import citation
from search.formats.rows import About, place_url, shortened, xml_text
from search.names.due_dates import DueDates
from search.overviews.tasks import Task, concerns, tasks
from search.results import Found

MOST_OCTETS = 75
"""Octets of a line; longer ones are folded (RFC 5545, 3.1)."""
MOST_TEXT = 1_500
"""Characters of a paragraph's text in an entry."""


def calendar(found: Iterable[Found], about: About) -> Iterator[bytes]:
    """Yields a calendar with an all-day entry for each task that has a day, or at least a year."""
    yield _lines(
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Operative//United Nations resolutions//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(f'Due: paragraphs {about.reading}')}",
    )
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    for one in found:
        for number, task in enumerate(tasks(one.paragraph)):
            if task.dates is not None and concerns(task, about.to):
                yield _entry(one, task, task.dates, number, stamp, about)
    yield _lines("END:VCALENDAR")


def _entry(
    found: Found, task: Task, dates: DueDates, number: int, stamp: str, about: About
) -> bytes:
    name = f"operative:due {found.paragraph.id} {task.session or task.when} {number}"
    end = dates.last + timedelta(days=1)  # the first day that is no longer part of it
    return _lines(
        "BEGIN:VEVENT",
        f"UID:{uuid5(NAMESPACE_URL, name)}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{dates.first:%Y%m%d}",
        f"DTEND;VALUE=DATE:{end:%Y%m%d}",
        f"SUMMARY:{_text(_summary(found, task))}",
        f"DESCRIPTION:{_text(_description(found, task))}",
        f"URL:{_uri(place_url(found, about))}",
        f"CATEGORIES:{_text(task.session or 'By date')}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    )


def _summary(found: Found, task: Task) -> str:
    who = f"{', '.join(task.who)}: " if task.who else ""
    what = f"report{f' on {task.what}' if task.what else ''}" if task.report else "due"
    return f"{who}{what} ({_name(found.masthead)})"


def _name(masthead: Masthead) -> str:
    return masthead.title or masthead.subject or masthead.symbol


def _description(found: Found, task: Task) -> str:
    words = shortened(found.paragraph.text, MOST_TEXT)
    often = f" ({task.often})" if task.often else ""
    to = f" To: {task.to}." if task.to else ""
    return f"Due: {task.when}{often}.{to}\n\n{words}\n\n{citation(found.masthead, found.paragraph)}"


def _text(value: str) -> str:
    """Returns a text with what has a meaning in calendars escaped."""
    value = xml_text(value).replace("\r\n", "\n").replace("\r", "\n")
    value = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return value.replace("\n", "\\n")


def _uri(address: str) -> str:
    return "".join(one for one in address if one.isprintable() and one != " ")


def _lines(*lines: str) -> bytes:
    return b"".join(_folded(line) for line in lines)


def _folded(line: str) -> bytes:
    """Returns a line in pieces of at most `MOST_OCTETS`, never cut within a character."""
    pieces, piece = [], b""
    for one in line:
        octets = one.encode()
        if len(piece) + len(octets) > MOST_OCTETS:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
