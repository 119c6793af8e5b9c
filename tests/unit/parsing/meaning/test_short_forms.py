"""Short forms are known where a text defines them, and nowhere else."""

from __future__ import annotations

import pytest

from indexer.parsing.meaning.short_forms import short_forms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "to achieve the Sustainable Development Goals (SDGs) and targets",
            [("SDGs", "Sustainable Development Goals")],
        ),
        (
            "of disarmament, demobilization and reintegration (DDR) of former combatants",
            [("DDR", "disarmament, demobilization and reintegration")],
        ),
        (
            "between UNMIL and the United Nations Operation in Côte d’Ivoire (UNOCI) and",
            [("UNOCI", "United Nations Operation in Côte d’Ivoire")],
        ),
        (
            "the Organization of African Unity (OAU), and the European Union (EU)",
            [("OAU", "Organization of African Unity"), ("EU", "European Union")],
        ),
        (
            "the International Criminal Tribunal for Rwanda (“ICTR”)",
            [("ICTR", "International Criminal Tribunal for Rwanda")],
        ),
        (
            "of the Organization for Security and Cooperation in Europe (the OSCE)",
            [("OSCE", "Organization for Security and Cooperation in Europe")],
        ),
        # What else stands in brackets
        ("Recalling its resolution 1514 (XV) of 14 December 1960", []),
        ("Recalling its resolution 3201 (S-VI)", []),
        ("the statement of its President (S/PRST/2000/21)", []),
        ("the report of the Secretary-General (A/74/1)", []),
        ("caused by the coronavirus disease (COVID-19) pandemic", []),
        ("weapons of many kinds (ABC) that nobody named", []),
        ("(EU)", []),
        ("", []),
    ],
)
def test_short_forms(text: str, expected: list[tuple[str, str]]) -> None:
    """The letters stand in the words before the bracket; a mission is known by its name."""
    assert list(short_forms(text)) == expected
