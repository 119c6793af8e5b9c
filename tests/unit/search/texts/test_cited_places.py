"""The paragraphs of a work that a text names."""

from __future__ import annotations

import pytest

from search.names.cited_places import named_places, names

DARFUR = "S/RES/1591 (2005)"


@pytest.mark.parametrize(
    ("text", "symbol", "places"),
    [
        ("set forth in paragraph 7 of resolution 1591 (2005) and", DARFUR, {"7"}),
        # Another work's places do not count.
        ("paragraphs 7 and 8 of resolution 1556 (2004) and paragraph 3 (a) of resolution "
         "1591 (2005)", DARFUR, {"3", "3(a)"}),
        ("paragraph (3) (c) of resolution 1591(2005)", DARFUR, {"3", "3(c)"}),
        ("paragraph 4 (a) and (b) of resolution 1267 (1999)", "S/RES/1267 (1999)",
         {"4", "4(a)", "4(b)"}),
        ("paragraphs 17, 19 to 21 and 30 of General Assembly resolution 74/176", "A/RES/74/176",
         {"17", "19", "20", "21", "30"}),
        ("as requested in paragraph 10 of its resolution 72/279", "A/RES/72/279", {"10"}),
        # Of this text itself, or of a report.
        ("the measures in paragraph 8 above, and resolution 1591 (2005)", DARFUR, set()),
        ("paragraph 5 of the report pursuant to resolution 1591 (2005)", DARFUR, set()),
    ],
)  # fmt: skip
def test_places_are_read(text: str, symbol: str, places: set[str]) -> None:
    assert named_places(text, symbol) == places


def test_a_part_counts_for_the_whole() -> None:
    """Who names 4 (b) speaks of 4, but not of 4 (a) or 14."""
    places = frozenset({"4(b)"})
    assert names(places, "4")
    assert names(places, "4(b)")
    assert not names(places, "4(a)")
    assert not names(places, "14")
