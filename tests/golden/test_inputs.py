"""Small files of the kinds that people meet: each is read as it should be.

`inputs/` holds one file of a kind; its name says which. Most state the same short resolution.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.model import Document, DocumentType
from indexer.reading.documents import read_documents

INPUTS = Path(__file__).parent / "inputs"
SHORT = [
    ("pp1", "recall"), ("pp2", "note"), ("op1", "urge"), ("op2", "invite"), ("op3", "request"),
]  # fmt: skip
SAME = (
    "numbers_in_brackets.txt", "op_labels.txt", "pp_labels.txt", "line_numbers.txt",
    "numbers_without_stop.txt", "numbers_with_dash.txt", "body_in_table.docx", "rotated.pdf",
    "two_columns.pdf", "line_numbers.pdf", "drawn_twice.pdf",
)  # fmt: skip


def read(name: str) -> Document:
    """Read the one document of a file."""
    (document,) = read_documents(name, (INPUTS / name).read_bytes())
    return document


def units(document: Document) -> list[tuple[str, str | None]]:
    """Give id and verb of each paragraph of the preamble and the body."""
    parts = [(p.id.partition("#")[2], p) for p in document.paragraphs]
    return [(name, p.verb) for name, p in parts if p.type in ("preambular", "operative")]


@pytest.mark.parametrize("name", SAME)
def test_the_same_resolution_in_many_shapes(name: str) -> None:
    """Labels, tables, columns, layers and margins do not change what a text says."""
    document = read(name)
    assert (document.masthead.symbol, document.masthead.title) == (
        "A/RES/79/901", "Safety of river crossings",
    )  # fmt: skip
    assert units(document) == SHORT
    operative = [p for p in document.paragraphs if p.type == "operative"]
    assert [p.label for p in operative] == ["1", "2", "3"]
    assert [p.text.split()[0] for p in operative] == ["Urges", "Invites", "Requests"]
    closing = document.paragraphs[-1]
    assert (closing.type, closing.text) == ("closing", "54th plenary meeting 17 December 2024")
    assert not document.issues


def test_every_word_of_a_text_drawn_twice_is_there_once() -> None:
    """The texts are those of the same page drawn once."""
    texts = [[p.text for p in read(name).paragraphs] for name in ("drawn_twice.pdf", "rotated.pdf")]
    assert texts[0] == texts[1]


def test_columns_at_different_heights() -> None:
    """A column may begin anywhere beside the other one."""
    document = read("shifted_columns.pdf")
    assert units(document) == [*SHORT, ("op4", "urge"), ("op5", "decide")]
    assert not [p for p in document.paragraphs if p.type == "table"]


def test_hyphens_of_print_go_and_those_of_words_stay() -> None:
    """The words of the domain tell one from the other."""
    document = read("hyphens.pdf")
    text = next(p.text for p in document.paragraphs if p.label == "1")
    assert text == (
        "Urges governments to pursue sustainable development and international cooperation, with "
        "full participation of non-State actors, the Under-Secretary-General, and long-term "
        "planning of infrastructure;"
    )


def test_notes_as_large_as_the_text() -> None:
    """They are footnotes all the same; figures of measures and formulas belong to the text."""
    document = read("large_notes.pdf")
    assert [note.marker for note in document.footnotes] == ["1", "2", "3", "4"]
    one, two = (p for p in document.paragraphs if p.label in ("1", "2"))
    assert "A/RES/70/1" in one.cites
    assert [mark.marker for mark in one.marks] == ["1", "2", "3"]
    assert two.text == "Urges Member States to repair H2O pipes and 500 km2 of river bank;"


def test_formulas_and_measures_beside_notes() -> None:
    """A unit of measure keeps its figure though there is a second footnote."""
    document = read("formulas.pdf")
    text = next(p.text for p in document.paragraphs if p.label == "2")
    assert text == (
        "Urges Member States to cut CO2 and CH4 emissions and protect 30 km2 of river bank;"
    )
    assert len(document.footnotes) == 3


def test_a_zero_draft_of_the_human_rights_council() -> None:
    """It numbers its preamble, puts paragraphs in, and leaves some in brackets."""
    document = read("zero_draft.docx")
    assert document.masthead.document_type is DocumentType.DRAFT
    assert units(document) == [
        ("pp1", "guided"), ("pp2", "recall"), ("pp2bis", "note"), ("op1", "urge"),
        ("op1bis", "invite"), ("op2", "request"), ("op3", "decide"),
    ]  # fmt: skip
    inserted = next(p for p in document.paragraphs if p.label == "1 bis")
    assert inserted.text == "[Invites donors to pay;]"
    (issue,) = (issue for issue in document.issues if issue.code == "text-in-brackets")
    assert issue.paragraph == inserted.id


def test_a_typescript_of_1971() -> None:
    """A scan with its slips: the symbol names no session, every other line is free."""
    document = read("scan_of_1971.pdf")
    head = document.masthead
    assert (head.symbol, head.document_type, head.session) == ("A/L.632", "draft", "26")
    assert head.agenda_item == "93"
    assert (head.title or "").startswith("RESTORATION OF THE LAWFUL RIGHTS")
    assert units(document) == [("pp1", "recall"), ("op1", "decide")]
    assert document.paragraphs[-1].text.endswith(
        "which would result in depriving the Republic of China of representation in the United "
        "Nations is an important question under Article 18 of the Charter."
    )


def test_a_title_that_lost_its_number() -> None:
    """The lines above the formula are the title, not the name of the organization."""
    head = read("title_without_number.txt").masthead
    assert head.symbol == "A/RES/79/9"
    assert head.title == (
        "Cooperation between the United Nations and the Organization of Islamic Cooperation"
    )
