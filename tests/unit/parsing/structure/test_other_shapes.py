"""Texts beyond the four organs' resolutions: other bodies, no formula, one block, no resolution."""

from __future__ import annotations

import pytest

from indexer.errors import UnreadableFile
from indexer.model import Document, ParagraphType
from indexer.parsing.knowledge.organs import bodies, enacting_organ, named_body
from indexer.parsing.knowledge.other_documents import other_documents
from indexer.reading.documents import read_documents

PREAMBLE = "Recalling its earlier work,\n\nNoting with concern the number of accidents,\n\n"
BODY = "1. Urges Governments to act;\n\n2. Requests the secretariat to report.\n"


def read(text: str, name: str = "a.txt") -> Document:
    """Reads a text of one document."""
    (document,) = read_documents(name, text.encode())
    return document


def shape(document: Document) -> str:
    """Returns the ids behind the symbol."""
    return " ".join(one.id.partition("#")[2] for one in document.paragraphs)


def test_formulas_of_bodies() -> None:
    """The examples of the table are read as their bodies' formulas, sentences are not."""
    for body in bodies():
        for example in body["examples"]:
            found = enacting_organ(example)
            told = named_body(found, " ".join(body.get("name_words", ())))
            assert told == body["short"], example
    assert enacting_organ("The Conference of the Parties decided to meet.") is None
    assert enacting_organ("the General Conference, which") is None


@pytest.mark.parametrize(
    ("head", "formula", "symbol", "organ", "title"),
    [
        ("SEVENTY-THIRD WORLD HEALTH ASSEMBLY WHA73.1\n\nAgenda item 3\n\nCOVID-19 response",
         "The Seventy-third World Health Assembly,", "WHA73.1", "WHA", "COVID-19 response"),
        ("International Atomic Energy Agency\n\nGC(64)/RES/10\n\nSixty-fourth regular session\n\n"
         "Nuclear Security\n\nResolution adopted on 25 September 2020 during the tenth meeting",
         "The General Conference,", "GC(64)/RES/10", "IAEA", "Nuclear Security"),
        ("38 C/Resolution 76\n\nRevision of the Statutes",
         "The General Conference,", "38 C/Resolution 76", "UNESCO", "Revision of the Statutes"),
        ("ESCAP/RES/78/2\n\n78/2. Stronger centre",
         "The Economic and Social Commission for Asia and the Pacific,",
         "ESCAP/RES/78/2", "ESCAP", "Stronger centre"),
        ("Resolution 9/1\n\nReview mechanism",
         "The Conference of the Parties to the United Nations Convention against Corruption,",
         None, "COP", "Review mechanism"),
        ("Rivers Authority\n\nThird session\n\nSafety of boats",
         "The Assembly of River States,", None, None, "Safety of boats"),
    ],
)  # fmt: skip
def test_other_bodies(
    head: str, formula: str, symbol: str | None, organ: str | None, title: str
) -> None:
    """Organ and symbol are told from the text, or left open; the formula is the enacting line."""
    document = read(f"{head}\n\n{formula}\n\n{PREAMBLE}{BODY}")
    masthead = document.masthead
    assert (masthead.organ, masthead.title) == (organ, title)
    if symbol:
        assert masthead.symbol == symbol
    else:
        assert masthead.symbol.startswith("~")
    assert shape(document) == "title enacting pp1 pp2 op1 op2"


@pytest.mark.parametrize(
    ("head", "year"),
    [
        ("RESOLUTION 798 (1992)\n\nAdopted by the Security Council at its 3150th meeting,\n"
         "on 18 December 1992\n\n", "S/RES/798 (1992)"),
        ("Resolution 464 (1980)\n\nof 19 February 1980\n\n", "S/RES/464 (1980)"),
    ],
)  # fmt: skip
def test_council_texts_without_a_formula(head: str, year: str) -> None:
    """A text of the Security Council begins where its paragraphs do."""
    document = read(head + PREAMBLE + BODY)
    assert document.masthead.symbol == year
    assert shape(document) == "pp1 pp2 op1 op2"
    assert "formula-missing" in {issue.code for issue in document.issues}


def test_preambles_with_letters() -> None:
    """A letter before "Recalling ...," makes no item of it."""
    text = (
        "Nuclear security\n\nThe General Conference,\n\n(a) Recalling its resolutions,\n\n"
        f"(b) Stressing its role,\n\n{BODY}"
    )
    preamble = [p for p in read(text).paragraphs if p.type is ParagraphType.PREAMBULAR]
    assert [(one.label, one.verb) for one in preamble] == [("(a)", "recall"), ("(b)", "stress")]


def test_a_page_in_one_block() -> None:
    """A page without line breaks is cut at its formula, openings and numbers."""
    text = (
        "A/RES/79/901 Resolution adopted by the General Assembly on 17 December 2024 "
        "79/901. Safety of river crossings The General Assembly, Recalling its resolution 77/212 "
        "of 15 December 2022, Noting with concern the number of accidents, 1. Urges Governments "
        "to improve crossings; 2. Invites donors to contribute: (a) To the trust fund; (b) To "
        "programmes; 3. Requests the Secretary-General to report to it at its eightieth session. "
        "54th plenary meeting 17 December 2024"
    )
    document = read(f"<html><body><p>{text}</p></body></html>", "a.html")
    assert document.masthead.symbol == "A/RES/79/901"
    assert shape(document) == "title enacting pp1 pp2 op1 op2 op2(a) op2(b) op3 closing"


def test_kinds_of_other_documents() -> None:
    """Each pattern fits its examples and none of its counter-examples."""
    for one in other_documents():
        assert all(one.pattern.match(example) for example in one.examples), one.name
        assert not any(one.pattern.match(text) for text in one.counter_examples), one.name


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "Letter dated 3 March 2020 from the Permanent Representative\n\nI have the honour",
            "letter",
        ),
        ("Report of the Secretary-General on boats\n\n1. The present report is short.", "report"),
        ("Summary record of the 45th meeting\n\nHeld on Monday", "meeting record"),
    ],
)
def test_what_is_no_resolution_is_named(text: str, kind: str) -> None:
    """A refusal says what the text seems to be."""
    with pytest.raises(UnreadableFile) as refused:
        read(text)
    assert refused.value.code == "no-resolution"
    assert f"but like a {kind}" in str(refused.value)


def test_a_letter_with_participles_is_refused() -> None:
    """Paragraphs that begin like a preamble make no resolution of a letter."""
    with pytest.raises(UnreadableFile):
        read(f"Letter dated 3 March 2020 from the Chair\n\n{PREAMBLE}{BODY}")
