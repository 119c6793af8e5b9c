"""Calendars of due dates (RFC 5545), and the days on which sessions and printed times fall."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from indexer.model import (
    Deadline,
    DocumentType,
    Masthead,
    Paragraph,
    ParagraphType,
    ReportingRequest,
)
from indexer.parsing.knowledge.sessions import session_opening
from search.formats.calendar import calendar
from search.formats.rows import About
from search.names.due_dates import printed_dates, session_dates
from search.results import Found

ABOUT = About(reading="containing oceans", total=1, official="https://undocs.org/en/{symbol}")
MASTHEAD = Masthead(
    symbol="A/RES/76/1", organ="GA", session="76", title="Oceans, seas; and “islands”",
    document_type=DocumentType.RESOLUTION,
)  # fmt: skip
PARAGRAPH = Paragraph(
    id="A/RES/76/1#op1", type=ParagraphType.OPERATIVE, ordinal=1, label="1",
    text="Requests the Secretary-General to report;\nagain", opening="Requests",
    addressees=("Secretary-General",),
    requests=(
        ReportingRequest(
            who=("Secretary-General",), to="General Assembly", due=("GA 77", "HRC 52"),
            by=("by 1 June 2023", "within 90 days"), what="the state of the oceans",
        ),
    ),
    deadlines=(
        Deadline(words="at its seventy-seventh session", purpose="report", session="GA 77"),
        Deadline(words="by 2030", purpose="action"),
    ),
)  # fmt: skip
FOUND = Found(row=1, masthead=MASTHEAD, paragraph=PARAGRAPH, lead_in=None)


def _entries(about: About = ABOUT) -> list[dict[str, str]]:
    """Unfold a calendar into its entries, as readers of calendars do."""
    data = b"".join(calendar([FOUND], about))
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    lines = data.decode().replace("\r\n ", "").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    entries: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            entries.append({})
        elif entries:
            entries[-1][name.partition(";")[0]] = value
    return entries


def test_an_entry_for_each_task_with_a_day() -> None:
    """Sessions stand on the day they open, else fill their years; what has no day is left out."""
    days = [(one["DTSTART"], one["DTEND"]) for one in _entries()]
    assert days == [
        ("20220913", "20220914"),
        ("20230101", "20240101"),
        ("20230601", "20230602"),
        ("20300101", "20310101"),
    ]


def test_an_entry_says_who_what_and_where() -> None:
    """Signs that mean something in calendars are escaped."""
    first = _entries()[0]
    assert first["SUMMARY"] == (
        r"Secretary-General: report on the state of the oceans (Oceans\, seas\; and “islands”)"
    )
    assert r"Requests the Secretary-General to report\;\nagain" in first["DESCRIPTION"]
    assert "General Assembly resolution 76/1\\, para. 1" in first["DESCRIPTION"]
    assert first["URL"] == "https://undocs.org/en/A/RES/76/1"
    assert first["CATEGORIES"] == "GA 77"


def test_entries_keep_their_ids() -> None:
    """A calendar that is read again changes its entries and adds none."""
    ids = [one["UID"] for one in _entries()]
    assert ids == [one["UID"] for one in _entries()]
    assert len(set(ids)) == len(ids)


def test_only_the_tasks_of_some() -> None:
    """In the calendar of an addressee, tasks of others are left out."""
    assert _entries(replace(ABOUT, to=("UNODC",))) == []
    assert len(_entries(replace(ABOUT, to=("Secretary-General",)))) == 4


def test_an_entry_leads_to_the_site() -> None:
    about = replace(ABOUT, page=lambda one: f"https://here.example/{one.paragraph.id}")
    assert _entries(about)[0]["URL"] == "https://here.example/A/RES/76/1#op1"


@pytest.mark.parametrize(
    ("session", "day"),
    [
        ("74", date(2019, 9, 17)),
        ("75", date(2020, 9, 15)),
        ("77", date(2022, 9, 13)),
        ("78", date(2023, 9, 5)),
        ("79", date(2024, 9, 10)),
        ("57", None),
        ("S-32", None),
        ("", None),
    ],
)
def test_the_assembly_opens(session: str, day: date | None) -> None:
    """On a Tuesday of the week that rule 1 of its rules of procedure names."""
    assert session_opening("GA", session) == day
    assert session_opening("HRC", session) is None


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("by 1 June 2006", "2006-06-01", "2006-06-01"),
        ("no later than December 2021", "2021-12-01", "2021-12-31"),
        ("by 2030", "2030-01-01", "2030-12-31"),
        ("within 90 days", "", ""),
    ],
)
def test_printed_times(words: str, first: str, last: str) -> None:
    dates = printed_dates(words)
    assert (f"{dates.first}, {dates.last}" if dates else ", ") == f"{first}, {last}"


def test_sessions_without_years_have_no_dates() -> None:
    assert session_dates("GA S-32") is None
    assert re.fullmatch(r"2021-01-01, 2022-12-31", _years("ECOSOC 2022"))


def _years(session: str) -> str:
    dates = session_dates(session)
    return f"{dates.first}, {dates.last}" if dates else ""
