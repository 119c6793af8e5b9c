"""Dates and sessions as printed."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.parsing.knowledge.dates import find_date, find_session, read_ordinal


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Distr.: General 23 January 2020", date(2020, 1, 23)),
        ("14 February 2014Sixty-eighth session", date(2014, 2, 14)),
        ("31 February 2014, then 1 March 2014", date(2014, 3, 1)),
        ("by 2030", None),
    ],
)
def test_find_date(text: str, expected: date | None) -> None:
    """The first real date of a line is found, glued or not."""
    assert find_date(text) == expected


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("first", 1),
        ("twelfth", 12),
        ("twentieth", 20),
        ("Seventy-fourth", 74),
        ("eightieth", 80),
        ("ninety‑ninth", 99),
        ("one hundredth", 100),
        ("one hundred and twelfth", 112),
        ("one hundred and twenty-first", 121),
        ("resumed", None),
        ("twenty-twelfth", None),
    ],
)
def test_read_ordinal(words: str, number: int | None) -> None:
    """Ordinals in words, with any kind of hyphen."""
    assert read_ordinal(words) == number


@pytest.mark.parametrize(
    ("line", "session"),
    [
        ("Seventy-fourth session", "74"),
        ("14 February 2014Sixty-eighth session", "68"),
        ("Tenth emergency special session", "ES-10"),
        ("Thirty-second special session", "S-32"),
        ("2021 session", "2021"),
        ("at its session", None),
    ],
)
def test_find_session(line: str, session: str | None) -> None:
    """Regular, special and emergency sessions are told apart."""
    assert find_session(line) == session
