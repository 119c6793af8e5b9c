"""Lines to units: one row of a table for each way in which texts are laid out and written."""

from __future__ import annotations

import pytest

from indexer.model import Document, ParagraphType
from indexer.parsing.meaning.misreadings import mended_labels, misread_number, read_misread_opening
from indexer.parsing.meaning.subjects import read_statement
from indexer.parsing.text.closing import is_closing, read_closing
from indexer.reading.documents import read_documents

_SHORT = {"enacting": "E", "preambular": "p", "operative": "o", "subparagraph": "s",
          "heading": "h", "annex": "a", "closing": "C", "text": "x", "table": "T"}  # fmt: skip


def read(text: str) -> Document:
    """Read a text of one document."""
    (document,) = read_documents("text.txt", text.encode())
    return document


def shape(document: Document) -> str:
    """Write a document's units as letters with their labels: "E p o1 s(a) C"."""
    return " ".join(
        _SHORT[paragraph.type] + (paragraph.label or "")
        for paragraph in document.paragraphs
        if paragraph.type is not ParagraphType.TITLE
    )


GA = "40/99. Small things\n"
LONG = "and to report to it at its forty-first session on all that has been done about the matter"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Each line is a paragraph; the meeting closes.
        (
            f"{GA}The General Assembly,\nRecalling its resolution 1 (I), {LONG},\n"
            f"1. Urges all States {LONG};\n2. Requests the Secretary-General {LONG}.\n"
            "96th plenary meeting\n29 November 1985\n",
            "E p o1 o2 C",
        ),
        # A single operative paragraph has no number; the preamble may be missing.
        ("The Security Council\n\nRecommends to the General Assembly that it admit Siam.\n\n"
         "Adopted unanimously at the 83rd meeting.\n", "E o C"),
        # Numbers restart in sections; a section may have a preamble of its own.
        (f"{GA}\nThe General Assembly,\n\nRecalling its work,\n\nI\n\n1. Urges States;\n\nII\n\n"
         "Recalling also its work,\n\nRecalling further its work,\n\n1. Invites States.\n",
         "E p h o1 h p p o1"),
        # Wrapped lines; blank lines between paragraphs, one of which no known verb opens.
        ("13 (1946). Resolution of 12 December 1946\n\nThe Security Council,\n\nHaving taken note "
         "of the\nunanimous approval by its members of the\napplication,\n\nBeing solicitous to "
         "avoid any delay in\nit,\n\nRecommends to the General\nAssembly that it admit Siam.\n\n"
         "Adopted at the 83rd meeting by 9 votes to none,\nwith 2 abstentions (A, B).\n",
         "E p p o C"),
        # The first line of a paragraph is indented, and the one before lost its comma.
        ("     78/8.     Report of the Agency\n\n          The General Assembly,\n"
         "          Having received the report of the Agency for 2022 1\n"
         "          Taking note of the statement by the Director General, in\n"
         "     which he provided information on the main developments,\n"
         "          1.   Takes note of the report, and of all that it says of the\n"
         "     work that was done.\n",
         "E p p o1"),
        # A scan misread numbers and letters of labels.
        (f"{GA}The General Assembly,\nl. Urges all States {LONG}:\n(a) To begin {LONG};\n"
         f"(6) To go on {LONG};\n(c) To end {LONG};\n2. Invites all States {LONG}.\n",
         "E o1 s(a) s(b) s(c) o2"),
        # A scan lost the labels of a list.
        (f"{GA}The General Assembly,\nRequests the Committee:\nTo receive information {LONG};\n"
         f"Reports on levels {LONG};\nRequests the Secretary-General {LONG}.\n",
         "E o s s o"),
        # Capital letters as labels, below "the following resolution".
        ("The Security Council,\n\nAdopts the following resolution:\n\n"
         "A. A Commission is established.\n\nB. It shall proceed to the spot.\n\n"
         "Adopted at the 230th meeting.\n", "E o sA sB C"),
        # Paragraphs that say what shall be follow unnumbered operative ones.
        (f"{GA}The General Assembly,\nEstablishes a Board {LONG};\nThe Board shall meet {LONG}.\n",
         "E o o"),
        # A recommended draft stands in quotation marks.
        ("2018/17. Youth\n\nThe Economic and Social Council\n\nRecommends to the General Assembly "
         "the adoption of the following draft resolution:\n\n“The General Assembly,\n\n“Recalling "
         "its resolution 70/1,\n\n“1. Urges States:\n\n“(a) To begin;\n\n“2. Invites the “Office” "
         "to report.”\n\nAlso requests the Secretary-General to inform it.\n",
         "E o E p o1 s(a) o2 o"),
        # A declaration inside the text, before the closing, is as an annex.
        (f"{GA}The General Assembly,\nProclaims the following Declaration {LONG}:\nArticle 1\n"
         f"Everyone has the right {LONG}.\nArticle 2\nNo one shall be held {LONG}.\n"
         "85th plenary meeting\n20 December 1993\n", "E o a a a a C"),
        # An annex after the closing.
        (f"{GA}The General Assembly,\n1. Adopts the Rules {LONG}.\n96th plenary meeting\n"
         f"29 November 1985\nANNEX\nThe Rules\n1.1 States shall {LONG}.\n(a) Begin {LONG}.\n",
         "E o1 C a a a a(a)"),
        # Headings stand on lines of their own between whole paragraphs.
        (f"{GA}The General Assembly,\nUrges States {LONG};\nFact-finding\n"
         f"Recalling the statements {LONG},\nReaffirms its resolution 46/59 {LONG}.\n",
         "E o h p o"),
        # A table.
        (f"{GA}The General Assembly,\n1. Appropriates the following:\n| Section | Dollars |\n"
         f"|---|---|\n| 1. Assembly | 100 |\n2. Decides that {LONG}.\n", "E o1 T T o2"),
        # The preamble of 1948 stands above the formula.
        (f"131 (VI). Maps\nResolution of 19 February 1948\nWhereas maps are needed {LONG};\n"
         f"Whereas they facilitate trade {LONG};\nThe Economic and Social Council therefore\n"
         f"Recommends that Governments make maps {LONG}.\n", "p p E o"),
        # Nested lists with dashes.
        ("The Security Council,\n\n1. Requests the Secretary-General:\n\n(a) To report on:\n\n"
         "– the cease-fire;\n\n– the troops;\n\n(b) To go on.\n", "E o1 s(a) s– s– s(b)"),
        # A vote in brackets, as the Human Rights Council has it.
        ("The Human Rights Council,\n\nRecalling its work,\n\n1. Urges States.\n\n"
         "28th meeting\n5 April 2024\n\n[Adopted without a vote.]\n", "E p o1 C C"),
    ],
)  # fmt: skip
def test_units(text: str, expected: str) -> None:
    """Every unit is found, is of its type and bears its label."""
    assert shape(read(text)) == expected


def test_quoted_drafts_keep_apart_from_the_resolution() -> None:
    """Paragraphs of a recommended draft have ids of their own, and the quotation marks are gone."""
    document = read(
        "2018/17. Youth\n\nThe Economic and Social Council\n\nRecommends the adoption of the "
        "following draft resolution:\n\n“The General Assembly,\n\n“1. Urges States.”\n\n"
        "50th plenary meeting\n2 July 2018\n"
    )
    assert [(p.id.partition("#")[2], p.text[:20]) for p in document.paragraphs[3:]] == [
        ("quoted.enacting", "The General Assembly"),
        ("quoted.op1", "Urges States."),
        ("closing", "50th plenary meeting"),
    ]


def test_ids_of_sections_carry_their_numeral() -> None:
    """Where numbers restart, the section tells the paragraphs apart."""
    document = read(
        "The General Assembly,\n\nRecalling its work,\n\nI\n\n1. Urges States;\n\nII\n\n"
        "1. Invites States.\n"
    )
    ids = [p.id.partition("#")[2] for p in document.paragraphs if p.label == "1"]
    assert ids == ["I.op1", "II.op1"]


STATEMENT = """Security Council   S/PRST/2013/15

Statement by the President of the Security Council

At the 7039th meeting of the Security Council, held on 2 October 2013, in connection with the
Council’s consideration of the item entitled “The situation in the Middle East”, the President of
the Security Council made the following statement on behalf of the Council:

“The Security Council recalls its resolutions and the “many reports” on the matter.

“The Council is gravely alarmed by the situation and urges all parties to take these steps:

– to cease fire;

– to withdraw.

“The Security Council will remain seized of the matter.”
"""


def test_a_presidential_statement() -> None:
    """Each quoted paragraph is operative, with the verb behind the Council's name."""
    document = read(STATEMENT)
    masthead = document.masthead
    assert (masthead.symbol, masthead.document_type) == ("S/PRST/2013/15", "statement")
    assert (str(masthead.adopted_on), masthead.meeting) == ("2013-10-02", "7039th meeting")
    assert masthead.title == "The situation in the Middle East"
    assert shape(document) == "E o o s– s– o"
    assert [p.verb for p in document.paragraphs if p.type is ParagraphType.OPERATIVE] == [
        "recall", "alarmed", "seized",
    ]  # fmt: skip
    assert document.paragraphs[1].text.endswith("“many reports” on the matter.")
    assert document.paragraphs[-1].text.endswith("seized of the matter.")


@pytest.mark.parametrize(
    ("text", "verb", "opening"),
    [
        ("The Security Council condemns the attack", "condemn", "The Security Council condemns"),
        # The Council, without its name.
        ("The Council stresses the need", "stress", "The Council stresses"),
        # An aside between subject and verb.
        ("The General Assembly, on the report of its Committee, decides to defer", "decide",
         "The General Assembly, on the report of its Committee, decides"),
        # Decisions stand in the past.
        ("At its 5th meeting, on 1 May 1974, the Council took note of the report", "take note",
         "At its 5th meeting, on 1 May 1974, the Council took note"),
        ("Therefore, the General Assembly authorized the talks", "authorize",
         "Therefore, the General Assembly authorized"),
        # The organ is not the subject.
        ("Recalling the report that the General Assembly approved", None, None),
        ("The report of the Security Council notes that", None, None),
    ],
)  # fmt: skip
def test_sentences_of_an_organ(text: str, verb: str | None, opening: str | None) -> None:
    """The verb of a sentence is found behind its organ."""
    statement = read_statement(text)
    assert (statement and statement.opening.verb) == verb
    assert (statement and text[: statement.opening.end]) == opening


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Meetings in figures and in words, with the date on the line or below.
        ("96th plenary meeting", True),
        ("84th (resumed) plenary meeting", True),
        ("Hundred and seventy-seventh plenary meeting,", True),
        ("Thirty-first plenary meeting, 13 February 1946.", True),
        ("Adopted unanimously at the", True),
        ("Adopted at the 473rd_ meeting", True),
        ("[Adopted without a vote.]", True),
        # Sentences that speak of meetings and of what was adopted.
        ("the fourth Conference of the Parties serving as the meeting of the Parties", False),
        ("Adopts the rules of the meeting", False),
        ("Adopted by the Commission in 1987, the standards", False),
        ("Next plenary meeting", False),
    ],
)
def test_closings(text: str, expected: bool) -> None:
    """Lines that close a text are told from sentences."""
    assert is_closing(text) is expected


@pytest.mark.parametrize(
    ("text", "date", "meeting", "vote"),
    [
        ("96th plenary meeting 29 November 1985", "1985-11-29", "96th plenary meeting", None),
        ("Adopted unanimously at the 83rd meeting.", "None", "83rd meeting", "unanimously"),
        ("Adopted at the 230th meeting by 9 votes to none, with 2 abstentions (A, B).", "None",
         "230th meeting", "9 votes to none, with 2 abstentions (A, B)"),
        # A scan tore the number.
        ("Adopted unanimously at the 273 1st meeting.", "None", "2731st meeting", "unanimously"),
        ("[Adopted by a recorded vote of 28 to 6, with 13 abstentions.]", "None", None,
         "28 to 6, with 13 abstentions"),
    ],
)  # fmt: skip
def test_what_closings_state(text: str, date: str, meeting: str | None, vote: str | None) -> None:
    """Date, meeting and vote are read from the closing."""
    closing = read_closing([text])
    assert (str(closing.adopted_on), closing.meeting, closing.vote) == (date, meeting, vote)


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Recailing its resolution", "recall"),
        ("Reguests the Secretary-General", "request"),
        ("Emphasising the need", "emphasize"),
        # Another word, another ending, too short, not the first letter.
        ("Decisions of the Board", None),
        ("Request for assistance", None),
        ("Votes cast", None),
        ("Voting", None),
    ],
)
def test_misread_openings(text: str, verb: str | None) -> None:
    """One wrong letter inside a long word is forgiven, not more."""
    opening = read_misread_opening(text)
    assert (opening and opening.verb) == verb


def test_misread_openings_are_told() -> None:
    """What was forgiven is an issue of the document; text with italics is not touched."""
    scan = read("The General Assembly,\n\nRecailing its work,\n\n1. Urges States.\n")
    assert "opening-misread" in {issue.code for issue in scan.issues}
    assert scan.paragraphs[1].opening == "Recailing"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("l. Urges", 1), ("IO. Urges", 10), ("1 0. Urges", 10), ("I2, Urges", 12), ("A. Urges", None)],
)  # fmt: skip
def test_misread_numbers(text: str, expected: int | None) -> None:
    """Letters that scans take for figures are read as figures."""
    found = misread_number(text)
    assert (found and found[0]) == expected


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["(a)", "(6)", "(c)"], ["(a)", "(b)", "(c)"]),
        (["(a)", "(5)"], ["(a)", "(b)"]),
        (["(1)", "(ii)"], ["(i)", "(ii)"]),
        (["(c)", "(2)", "(e)"], ["(c)", "(d)", "(e)"]),
        # Figures in order stay.
        (["(1)", "(2)", "(3)"], ["(1)", "(2)", "(3)"]),
        (["(4)", "(5)", "(6)"], ["(4)", "(5)", "(6)"]),
    ],
)
def test_misread_labels(labels: list[str], expected: list[str]) -> None:
    """A figure among letters is the letter that must stand there."""
    assert mended_labels(labels) == expected


def test_words_torn_at_the_end_of_a_line() -> None:
    """A hyphen goes where the text has the word whole, and stays in compounds."""
    document = read(
        "The Security Council,\n\nRecalling the report of the Commission and the Com-\nmission’s"
        " evidence-\nbased work on all the questions before it,\n\n1. Urges the parties to\nact.\n"
    )
    assert "the Commission’s evidence-based work" in document.paragraphs[1].text


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["1. Urges States;", "3. Invites States."], "numbering-gap"),
        (["2. Urges States;", "3. Invites States."], "numbering-gap"),
        (["1. Urges States;", "2. Invites States;", "2. Invites them."], "numbering-repeat"),
        (["1. Forthwith all States."], "opening-unknown"),
        (["1. Urges all States to act"], "stop-missing"),
    ],
)
def test_doubts_are_told(lines: list[str], code: str) -> None:
    """What makes a reading doubtful has a code and a message."""
    text = "\n\n".join(["The General Assembly,", "Recalling its work,", *lines])
    issues = {issue.code: issue.message for issue in read(text).issues}
    assert code in issues
    assert "paragraph 0" not in issues[code]
