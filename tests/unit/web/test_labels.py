"""How things are said on the pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from indexer.model import Paragraph, ParagraphType
from indexer.schema import FACETS, NONE
from web import labels


def paragraph(fragment: str, kind: ParagraphType, label: str | None = None) -> Paragraph:
    return Paragraph(id=f"A/RES/1/1#{fragment}", type=kind, ordinal=0, text="x", label=label)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, "0"), (999, "999"), (1000, "1,000"), (81234567, "81,234,567")],
)
def test_number(value: int, expected: str) -> None:
    """Large numbers can be read at a glance."""
    assert labels.number(value) == expected


def test_counted() -> None:
    """One is not said like many."""
    assert labels.counted(1, "paragraph") == "1 paragraph"
    assert labels.counted(1200, "paragraph") == "1,200 paragraphs"


def test_day() -> None:
    """Dates are written as the United Nations writes them, whatever the server's language."""
    assert labels.day(date(2019, 12, 18)) == "18 December 2019"
    assert labels.day(date(2020, 1, 3)) == "3 January 2020"


@pytest.mark.parametrize(
    ("fragment", "kind", "label", "name", "short"),
    [
        ("op12", ParagraphType.OPERATIVE, "12", "Operative paragraph 12", "OP 12"),
        ("pp3", ParagraphType.PREAMBULAR, None, "Preambular paragraph 3", "PP 3"),
        ("op4(a)", ParagraphType.SUBPARAGRAPH, "(a)", "Operative paragraph 4 (a)", "OP 4 (a)"),
        ("pp4(a)(ii)", ParagraphType.SUBPARAGRAPH, "(ii)", "Preambular paragraph 4 (a) (ii)",
         "PP 4 (a) (ii)"),
        ("op4~2", ParagraphType.OPERATIVE, "4", "Operative paragraph 4", "OP 4"),
        ("II.op1", ParagraphType.OPERATIVE, "1", "Section II, operative paragraph 1", "II OP 1"),
        ("op13–", ParagraphType.SUBPARAGRAPH, "–", "Operative paragraph 13, first item",
         "OP 13, first item"),
        ("op13–~2", ParagraphType.SUBPARAGRAPH, "–", "Operative paragraph 13, second item",
         "OP 13, second item"),
        ("op2~2D", ParagraphType.SUBPARAGRAPH, "D", "Operative paragraph 2 D", "OP 2 D"),
        ("annex.9", ParagraphType.ANNEX, "3", "Annex, paragraph 3", "Annex, paragraph 3"),
        ("annex.9(a)", ParagraphType.ANNEX, "(a)", "Annex, (a)", "Annex, (a)"),
        ("annex.9", ParagraphType.ANNEX, None, "Annex", "Annex"),
        ("h1", ParagraphType.HEADING, None, "Heading", "Heading"),
        # Whatever an id looks like, there is a name.
        ("", ParagraphType.TEXT, None, "Text", "Text"),
        ("op", ParagraphType.TEXT, "<b>", "Text <b>", "Text <b>"),
    ],
)  # fmt: skip
def test_paragraph_names(
    fragment: str, kind: ParagraphType, label: str | None, name: str, short: str
) -> None:
    """A paragraph is called what delegates call it."""
    one = paragraph(fragment, kind, label)
    assert labels.paragraph_name(one) == name
    assert labels.short_name(one) == short


def test_parts_and_sections_are_told_apart() -> None:
    """Where one document holds several resolutions, the name says which."""
    one = replace(paragraph("B.I.op1(a)", ParagraphType.SUBPARAGRAPH, "(a)"), component="B")
    assert labels.paragraph_name(one) == "Part B, section I, operative paragraph 1 (a)"
    assert labels.short_name(one) == "B I OP 1 (a)"


def test_fragment_is_fit_for_html() -> None:
    """The id of an element must not hold white space."""
    assert labels.fragment("S/RES/1 (1999)#op 1\u00a0(a)") == "op_1_(a)"


@pytest.mark.parametrize(
    ("label", "expected"), [("12", "12."), ("(a)", "(a)"), ("IV", "IV."), ("–", "–"), (None, "")]
)
def test_printed_label(label: str | None, expected: str) -> None:
    """Numbers stand as they are printed."""
    assert labels.printed_label(paragraph("op1", ParagraphType.OPERATIVE, label)) == expected


@pytest.mark.parametrize(
    ("session", "expected"),
    [
        ("74", "74th session"),
        ("1", "1st session"),
        ("11", "11th session"),
        ("53", "53rd session"),
        ("2021", "2021 session"),
        ("S-32", "32nd special session"),
        ("ES-10", "10th emergency special session"),
        ("S-VI", "session S-VI"),
        (None, None),
    ],
)
def test_session_name(session: str | None, expected: str | None) -> None:
    """Sessions are named in words."""
    assert labels.session_name(session) == expected


@pytest.mark.parametrize("field", FACETS)
def test_a_missing_value_has_a_name(field: str) -> None:
    """A facet never shows a technical value for what is not there."""
    assert labels.value_name(field, NONE) != NONE


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("organ", "GA", "General Assembly"),
        ("organ", "XYZ", "XYZ"),
        ("year", "2013..2019", "2013 – 2019"),
        ("year", "2013..", "2013 – …"),
        ("type", "operative", "Operative"),
        ("verb", "call upon", "Calls upon"),
        ("anyverb", "express concern", "Expresses concern"),
        ("verb", "have decided", "Having decided"),
        ("verb", "take note", "Takes note"),
        ("verb", "cognizant", "Cognizant"),
        ("verb", "moon", "Moon"),
    ],
)
def test_value_name(field: str, value: str, expected: str) -> None:
    """Values of facets and chips are said in words."""
    assert labels.value_name(field, value) == expected
