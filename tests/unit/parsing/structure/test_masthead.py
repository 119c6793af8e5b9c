"""What a document says of itself."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.model import DocumentType
from indexer.parsing.structure.masthead import (
    read_masthead,
    read_proponent,
    split_head,
    split_names,
)
from indexer.parsing.text.lines import Line


def head(*texts: str):
    """Split a masthead given as lines; "" stands for a gap."""
    lines, gap = [], True
    for text in texts:
        if text:
            lines.append(Line(text=text, gap=gap))
        gap = not text
    return split_head(lines)


def test_a_resolution() -> None:
    """All that the first page of a resolution states."""
    masthead = read_masthead(
        head(
            "United Nations A/RES/78/104", "Distr.: General", "11 December 2023", "",
            "Seventy-eighth session", "Agenda item 77 (b)",
            "Report of the United Nations Commission on International",
            "Trade Law on the work of its fifty-sixth year", "",
            "Resolution adopted by the General Assembly", "on 7 December 2023",
            "[on the report of the Sixth Committee (A/78/433, para. 13)]", "",
            "78/104. Model Provisions on Mediation", "and Guidelines",
        ),
        (), enacting="GA", symbol=None,
    )  # fmt: skip
    assert masthead.symbol == "A/RES/78/104"
    assert masthead.document_type is DocumentType.RESOLUTION
    assert masthead.session == "78"
    assert masthead.title == "Model Provisions on Mediation and Guidelines"
    assert masthead.adopted_on == date(2023, 12, 7)
    assert masthead.distributed_on == date(2023, 12, 11)
    assert masthead.agenda_item == "77 (b)"
    assert masthead.agenda_title == (
        "Report of the United Nations Commission on International "
        "Trade Law on the work of its fifty-sixth year"
    )
    assert (masthead.committee, masthead.committee_report) == ("Sixth Committee", "A/78/433")


def test_a_draft() -> None:
    """A draft has sponsors and no date of adoption."""
    masthead = read_masthead(
        head(
            "General Assembly", "Distr.: Limited", "10 October 2019", "Original: English", "",
            "Seventy-fourth session", "Third Committee", "Agenda item 106", "Crime prevention", "",
            "Belarus, Bosnia and Herzegovina and Venezuela (Bolivarian Republic of):",
            "draft resolution", "", "Improving the coordination",
        ),
        (), enacting="GA", symbol="A/C.3/74/L.10",
    )  # fmt: skip
    assert masthead.document_type is DocumentType.DRAFT
    assert masthead.sponsors == (
        "Belarus", "Bosnia and Herzegovina", "Venezuela (Bolivarian Republic of)",
    )  # fmt: skip
    assert masthead.title == "Improving the coordination"
    assert masthead.adopted_on is None
    assert masthead.committee == "Third Committee"


def test_a_symbol_from_the_number_of_the_title() -> None:
    """Without a header the number before the title and the adopting organ are enough."""
    masthead = read_masthead(
        head("Resolution adopted by the General Assembly on 18 December 2013",
             "68/192. Improving the coordination"),
        (), enacting="GA", symbol=None,
    )  # fmt: skip
    assert masthead.symbol == "A/RES/68/192"
    assert not masthead.symbol_inferred


def test_a_security_council_resolution() -> None:
    """It has a year in its symbol, no title and no session."""
    masthead = read_masthead(
        head("Resolution 620 (1988)", "of 26 August 1988"), (), enacting="SC", symbol=None
    )
    assert masthead.symbol == "S/RES/620 (1988)"
    assert masthead.adopted_on == date(1988, 8, 26)
    assert masthead.title is None
    assert masthead.session is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("[on the report of the Third Committee (A/74/400)]", ("A/74/400", "Third Committee")),
        ("[on the report of the Special Political and Decolonization Committee (Fourth Committee) "
         "(A/76/425, para. 37)]", ("A/76/425", "Fourth Committee")),
        ("[without reference to a Main Committee (A/74/L.11)]", ("A/74/L.11", None)),
        ("", (None, None)),
    ],
)  # fmt: skip
def test_proponents(line: str, expected: tuple[str | None, str | None]) -> None:
    """The bracketed line names the report and the committee."""
    assert read_proponent(line) == expected


def test_names_of_states_are_not_torn() -> None:
    """Commas and conjunctions inside a name do not split it."""
    assert split_names("Antigua and Barbuda, Saint Vincent and the Grenadines and Cuba") == (
        "Antigua and Barbuda", "Saint Vincent and the Grenadines", "Cuba",
    )  # fmt: skip
