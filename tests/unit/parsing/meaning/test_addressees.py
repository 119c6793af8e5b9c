"""Whom paragraphs address, by the table's own examples."""

from __future__ import annotations

import pytest

from indexer.model import Masthead, Paragraph, ParagraphType, Part
from indexer.parsing.knowledge.actors import bare, knowledge, known_name
from indexer.parsing.meaning.addressees import addressees, read_clauses

OPERATIVE, SUB = ParagraphType.OPERATIVE, ParagraphType.SUBPARAGRAPH


def paragraph(text: str, ordinal: int, parent: int | None = None) -> Paragraph:
    """Make an operative paragraph, or a subparagraph of one."""
    return Paragraph(
        id=f"op{ordinal}",
        type=OPERATIVE if parent is None else SUB,
        part=Part.OPERATIVE,
        ordinal=ordinal,
        text=text,
        parent=None if parent is None else f"op{parent}",
        verb="request",
        opening="Requests",
    )


def read(*paragraphs: Paragraph, title: str = "") -> list[tuple[str, ...]]:
    """Read the addressees of the paragraphs of one document."""
    clauses = read_clauses(paragraphs, Masthead(symbol="A/RES/75/1", organ="GA", title=title))
    return [addressees(clauses[one.id]) for one in paragraphs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [(one["text"], one["addressees"]) for one in knowledge()["example"]],
)
def test_examples(text: str, expected: list[str]) -> None:
    """Each sentence of the table addresses those that it says, and nobody else."""
    assert list(read(paragraph(text, 1))[0]) == expected


@pytest.mark.parametrize("text", knowledge()["counter_examples"])
def test_counter_examples(text: str) -> None:
    """Sentences that ask nothing of anybody have no addressee."""
    assert read(paragraph(text, 1)) == [()]


def test_names_are_unambiguous() -> None:
    """No alias belongs to two names, and every name is written as it is shown."""
    seen: dict[str, str] = {}
    for entry in knowledge()["names"]["known"]:
        for alias in (entry["name"], *entry.get("aliases", ())):
            assert seen.setdefault(alias.casefold(), entry["name"]) == entry["name"], alias
            assert bare(alias) == alias
            assert known_name(f"the {alias}") == entry["name"]


def test_short_forms_stand_for_the_last_full_name() -> None:
    """“The Office” is the office named last, and stays as printed where none was."""
    first = paragraph("Welcomes the work of the United Nations Office on Drugs and Crime;", 1)
    second = paragraph("Requests the Office to continue;", 2)
    third = paragraph("Recalls the Office of Legal Affairs, and requests the Office to help;", 3)
    assert read(first, second, third)[1:] == [
        ("United Nations Office on Drugs and Crime",),
        ("Office of Legal Affairs",),
    ]
    assert read(second) == [("Office",)]


def test_the_title_says_what_short_forms_mean() -> None:
    """What a resolution is about is meant before what it names in passing."""
    first = paragraph("Notes the Office for the Coordination of Humanitarian Affairs;", 1)
    second = paragraph("Calls upon the Office to continue;", 2)
    title = "Office of the United Nations High Commissioner for Refugees"
    assert read(first, second, title=title)[1] == (title,)


def test_defined_names_go_first() -> None:
    """“(the Committee)” in quotation marks settles what “the Committee” is."""
    first = paragraph(
        "Recalls the Committee established pursuant to resolution 1267 (1999) (“the Committee”)"
        " and the Committee on Conferences;",
        1,
    )
    second = paragraph("Directs the Committee to report;", 2)
    expected = ("Committee established pursuant to resolution 1267 (1999)",)
    assert read(first, second)[1] == expected


def test_subparagraphs_inherit() -> None:
    """A subparagraph is addressed to those above it, and to those it names itself."""
    above = paragraph("Requests the Secretary-General:", 1)
    below = paragraph("To report, and invites donors to contribute;", 2, parent=1)
    assert read(above, below)[1] == ("Secretary-General", "donors")


def test_subparagraphs_name_who_is_asked() -> None:
    """Under a bare “Requests:” each subparagraph names its own."""
    above = paragraph("Requests:", 1)
    below = paragraph("Member States to report to the Committee;", 2, parent=1)
    assert read(above, below) == [(), ("Member States",)]


def test_preambular_paragraphs_have_none() -> None:
    """Only operative paragraphs ask somebody to do something."""
    one = Paragraph(
        id="pp1",
        type=ParagraphType.PREAMBULAR,
        part=Part.PREAMBULAR,
        ordinal=0,
        text="Urging all States to act,",
    )
    assert read_clauses([one], Masthead(symbol="A/RES/75/1")) == {}
