"""Citations in the form that the United Nations uses itself."""

from __future__ import annotations

import pytest

from indexer.model import DocumentType, Masthead, Paragraph, ParagraphType, Part
from search.citation import citation, work_citation

OP, PP, SUB = ParagraphType.OPERATIVE, ParagraphType.PREAMBULAR, ParagraphType.SUBPARAGRAPH
ANNEX = ParagraphType.ANNEX


def masthead(symbol: str, kind: DocumentType = DocumentType.RESOLUTION) -> Masthead:
    return Masthead(symbol=symbol, document_type=kind, title="Oceans")


@pytest.mark.parametrize(
    ("symbol", "cited"),
    [
        ("A/RES/74/176", "General Assembly resolution 74/176"),
        ("A/RES/46/36 A", "General Assembly resolution 46/36 A"),
        ("A/RES/217 A(III)", "General Assembly resolution 217 A (III)"),
        ("A/RES/1514(XV)", "General Assembly resolution 1514 (XV)"),
        ("A/RES/S-27/2", "General Assembly resolution S-27/2"),
        ("A/RES/ES-10/14", "General Assembly resolution ES-10/14"),
        ("S/RES/1325 (2000)", "Security Council resolution 1325 (2000)"),
        ("E/RES/2021/5", "Economic and Social Council resolution 2021/5"),
        ("E/RES/1503(XLVIII)", "Economic and Social Council resolution 1503 (XLVIII)"),
        ("A/HRC/RES/54/1", "Human Rights Council resolution 54/1"),
        # Decisions keep their kind.
        ("A/DEC/74/550", "General Assembly decision 74/550"),
        ("A/HRC/DEC/5/101", "Human Rights Council decision 5/101"),
        # A symbol of an organ that is not known is cited as it stands.
        ("XYZ/5/Res.14", "XYZ/5/Res.14"),
    ],
)
def test_works(symbol: str, cited: str) -> None:
    """A document is named by organ and number, without the prefix of its symbol."""
    assert work_citation(masthead(symbol)) == cited


@pytest.mark.parametrize(
    ("symbol", "kind", "cited"),
    [
        ("A/C.3/74/L.10/Rev.1", DocumentType.DRAFT, "Draft resolution A/C.3/74/L.10/Rev.1"),
        ("S/PRST/2023/5", DocumentType.STATEMENT,
         "Statement by the President of the Security Council S/PRST/2023/5"),
        ("~a1b2", DocumentType.DRAFT, "Draft resolution “Oceans”"),
        ("~a1b2", DocumentType.UNKNOWN, "Document “Oceans”"),
    ],
)  # fmt: skip
def test_other_documents(symbol: str, kind: DocumentType, cited: str) -> None:
    """Drafts and statements are named by symbol, what has none by its title."""
    assert work_citation(masthead(symbol, kind)) == cited


@pytest.mark.parametrize(
    ("fragment", "kind", "label", "place"),
    [
        ("op15", OP, "15", ", para. 15"),
        ("op4(a)", SUB, "(a)", ", para. 4 (a)"),
        ("op4(a)(ii)", SUB, "(ii)", ", para. 4 (a) (ii)"),
        ("pp3", PP, None, ", preambular para. 3"),
        ("pp7(a)", SUB, "(a)", ", preambular para. 7 (a)"),
        ("II.op1", OP, "1", ", sect. II, para. 1"),
        ("op13–~2", SUB, "–", ", para. 13, second item"),
        ("op13.2", SUB, "–", ", para. 13, second item"),
        ("op25.end", SUB, None, ", para. 25, closing words"),
        ("op25(d).end", SUB, None, ", para. 25 (d), closing words"),
        ("op13(a).14", SUB, "–", ", para. 13 (a), 14th item"),
        ("op1.quoted.3", SUB, "2", ", para. 1, quoted text, third paragraph"),
        ("op.2", OP, None, ", second unnumbered operative para."),
        ("op1bis", OP, "1 bis", ", para. 1 bis"),
        ("quoted2.op3", OP, "3", ", quoted draft 2, para. 3"),
        ("op4~2", OP, "4", ", para. 4"),
        ("op1", OP, None, ", operative para. 1"),
        ("quoted.op2", OP, "2", ", quoted draft, para. 2"),
        ("annex.9", ANNEX, "3", ", annex, para. 3"),
        ("annex.9", ANNEX, None, ", annex"),
        # These have no place that could be cited.
        ("h1", ParagraphType.HEADING, None, ""),
        ("text2", ParagraphType.TEXT, None, ""),
    ],
)
def test_places(fragment: str, kind: ParagraphType, label: str | None, place: str) -> None:
    """A paragraph is cited so that a reader of the official document finds it."""
    one = Paragraph(id=f"A/RES/1/1#{fragment}", type=kind, ordinal=0, text="x", label=label)
    assert citation(masthead("A/RES/74/176"), one) == f"General Assembly resolution 74/176{place}"


@pytest.mark.parametrize(
    ("symbol", "cited"),
    [
        ("A/RES/75/101 A-B", "General Assembly resolution 75/101 B, para. 1"),
        ("A/RES/75/101", "General Assembly resolution 75/101 B, para. 1"),
        ("A/RES/75/101 B", "General Assembly resolution 75/101 B, para. 1"),
        ("A/RES/3411 A-B(XXX)", "General Assembly resolution 3411 B (XXX), para. 1"),
    ],
)
def test_parts(symbol: str, cited: str) -> None:
    """Where one document holds several resolutions, the one of the paragraph is cited."""
    one = Paragraph(
        id=f"{symbol}#B.op1", type=OP, ordinal=0, text="x", label="1", component="B",
        part=Part.OPERATIVE,
    )  # fmt: skip
    assert citation(masthead(symbol), one) == cited


def test_a_place_in_an_annex_is_cited() -> None:
    """Items without a label of their own are cited by their place."""
    one = Paragraph(
        id="A/RES/1/1#annex.12", type=ANNEX, ordinal=0, text="x", label="•",
        place="annex, sect. II, third item",
    )  # fmt: skip
    cited = citation(masthead("A/RES/75/1"), one)
    assert cited == "General Assembly resolution 75/1, annex, sect. II, third item"


def test_a_number_in_doubt_is_marked() -> None:
    """Who copies a citation learns that its number may not be the printed one."""
    one = Paragraph(
        id="A/RES/1/1#op4~2", type=OP, ordinal=0, text="x", label="4", number_in_doubt=True
    )
    assert citation(masthead("A/RES/75/1"), one).endswith(", para. 4 (number uncertain)")
