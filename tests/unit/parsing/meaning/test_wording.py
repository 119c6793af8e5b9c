"""Which texts have the same wording."""

from __future__ import annotations

import pytest

from indexer.parsing.meaning.wording import wording_key

SAME = [
    # The numbers and dates of resolutions, and how many there are
    (
        "Recalling its resolutions 61/180 of 20 December 2006 and 64/178 of 18 December 2009,",
        "Recalling its resolutions 61/180 of 20 December 2006, 64/178 of 18 December 2009 and "
        "66/177 of 19 December 2011,",
    ),
    # Sessions, in words
    (
        "Decides to include in the provisional agenda of its seventy-third session the item",
        "Decides to include in the provisional agenda of its seventy-fourth session the item",
    ),
    ("at its ninth special session", "at its tenth special session"),
    ("at its eightieth session", "at its seventy-ninth session"),
    ("at its one hundred and first session", "at its ninety-ninth session"),
    # Amounts, case, punctuation, kinds of apostrophe
    ("approves 1,000,000 dollars;", "Approves 12.5 dollars"),
]

DIFFERENT = [
    ("Urges States to act", "Invites States to act"),
    ("the First Committee", "the Third Committee"),
    ("for the first time in May", "for the second time in May"),
    ("States may wish", "States wish"),
    ("women and girls", "girls and women"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same_wording(one: str, other: str) -> None:
    """Numbers, dates and sessions do not count."""
    assert wording_key(one) == wording_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_wording(one: str, other: str) -> None:
    """Every word counts, and its place."""
    assert wording_key(one) != wording_key(other)


def test_no_words() -> None:
    """A text without words has no wording."""
    assert wording_key(" – ") == ""
