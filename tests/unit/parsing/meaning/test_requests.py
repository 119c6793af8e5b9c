"""Reporting requests and deadlines, by the table's own examples."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from indexer.model import Masthead, Paragraph, ParagraphType, Part
from indexer.parsing.knowledge.sessions import session_end, session_years
from indexer.parsing.meaning.addressees import read_clauses
from indexer.parsing.meaning.deadlines import knowledge
from indexer.parsing.meaning.requests import find_tasks

GA = Masthead(symbol="A/RES/75/1", organ="GA", session="75", adopted_on=date(2020, 12, 16))
SC = Masthead(symbol="S/RES/2000 (2011)", organ="SC", adopted_on=date(2011, 7, 27))


def read(text: str, masthead: Masthead = GA) -> Paragraph:
    """Read one operative paragraph."""
    one = Paragraph(
        id="op1", type=ParagraphType.OPERATIVE, part=Part.OPERATIVE, ordinal=0, text=text
    )
    requests, deadlines = find_tasks(one.text, read_clauses([one], masthead)["op1"], masthead)
    return replace(one, requests=requests, deadlines=deadlines)


@pytest.mark.parametrize("example", knowledge()["example"], ids=lambda one: one["text"][:40])
def test_examples(example: dict[str, Any]) -> None:
    """Each sentence of the table asks for the reports, by the times, that it says."""
    found = read(example["text"])
    shown = [
        {
            name: list(value) if isinstance(value := getattr(one, name), tuple) else value or ""
            for name in wanted
        }
        for one, wanted in zip(found.requests, example["requests"], strict=True)
    ]
    assert shown == example["requests"]
    times = [
        [t.words, t.purpose, t.session or "", t.first_year or 0, t.last_year or 0]
        for t in found.deadlines
    ]
    assert times == example["deadlines"]


def test_years_of_a_request() -> None:
    """The years of a request are those of the first time named."""
    found = read(
        "Requests the Secretary-General to report to the General Assembly at its seventy-eighth"
        " session and to the Human Rights Council at its forty-seventh session;"
    )
    request = found.requests[0]
    assert (request.due, request.first_year, request.last_year) == (("GA 78", "HRC 47"), 2021, 2021)


def test_the_council_is_the_own_one() -> None:
    """In a resolution of the Security Council “the Council” is itself."""
    found = read("Requests the Secretary-General to report to the Council every six months;", SC)
    assert (found.requests[0].to, found.requests[0].periodicity) == (
        "Security Council",
        "every six months",
    )


def test_dates_behind_the_document_are_not_due() -> None:
    """A year before the adoption is no deadline."""
    assert read("Decides that the goal set to be met by 2005 remains;", SC).deadlines == ()


@pytest.mark.parametrize(
    ("organ", "session", "years"),
    [
        ("GA", "76", (2021, 2022)),
        ("GA", "1", (1946, 1947)),
        ("HRC", "48", (2021, 2021)),
        ("ECOSOC", "2023", (2022, 2023)),
        ("GA", "S-32", None),
        ("SC", None, None),
        (None, "76", None),
    ],
)
def test_session_years(organ: str | None, session: str | None, years: tuple[int, int]) -> None:
    """Sessions fall in the years that the organ's rule gives, and end with the last of them."""
    assert session_years(organ, session) == years
    assert session_end(organ, session) == (date(years[1], 12, 31) if years else None)
