"""Files that hold several resolutions, parts of some, or one whose symbol only its name states."""

from __future__ import annotations

import pytest

from indexer.errors import UnreadableFile
from indexer.model import Document
from indexer.parsing.structure.boundaries import title_number, with_plain_number
from indexer.reading.documents import read_documents

LONG = "and to report to it at its forty-first session on all that has been done about the matter"


def read(text: str, name: str = "page.txt") -> tuple[Document, ...]:
    """Read the documents of a text."""
    return read_documents(name, text.encode())


def symbols(documents: tuple[Document, ...]) -> list[str]:
    """Give the symbols of documents."""
    return [document.masthead.symbol for document in documents]


def codes(document: Document) -> set[str]:
    """Give the codes of a document's issues."""
    return {issue.code for issue in document.issues}


PAGE = f"""<!-- Page 1 -->
206\tGeneral Assembly - Fortieth Session
is disseminated as widely as possible, and to strengthen information activities in this field;
15. Requests the Secretary-General to submit a report {LONG};
96th plenary meeting
29 November 1985
40/33. Rules for Juvenile Justice2
The General Assembly.
Bearing in mind the Declaration,1 {LONG},
Adopts the Rules {LONG}.
97th plenary meeting
30 November 1985
---
1 Resolution 217 A (III).
2 See A/CONF.121/14.
<!-- Page 2 -->
VI. Resolutions adopted on the reports of the Third Committee 207
40/34. Declaration of Principles
The General Assembly,
Recalling its work {LONG},
1. Affirms the need of measures {LONG}; and
<!-- Page 3 -->
208
2. Adopts the Declaration {LONG}.
98th plenary meeting
1 December 1985
40/35. Domestic violence
The General Assembly,
Recalling the report and all that it says of the
"""


def test_a_page_of_a_volume() -> None:
    """Each title with its formula begins a document with its own date; the loose end is told."""
    first, second, third = read(PAGE)
    assert symbols((first, second, third)) == ["A/RES/40/33", "A/RES/40/34", "A/RES/40/35"]
    assert [str(d.masthead.adopted_on) for d in (first, second, third)] == [
        "1985-11-30", "1985-12-01", "None",
    ]  # fmt: skip
    assert first.masthead.title == "Rules for Juvenile Justice"
    assert "fragment-left-out" in codes(first)
    assert not any("disseminated" in p.text for d in (first, second) for p in d.paragraphs)
    assert "stop-missing" in codes(third)


def test_pages_leave_no_trace() -> None:
    """Running titles and page numbers are in no paragraph."""
    texts = [p.text for document in read(PAGE) for p in document.paragraphs]
    assert not any("Fortieth Session" in t or "Third Committee" in t or "208" in t for t in texts)


def test_footnotes_go_to_the_document_that_names_them() -> None:
    """The notes at the foot of a page belong to whatever document has their markers."""
    first, second, _ = read(PAGE)
    assert [note.marker for note in first.footnotes] == ["1"]
    assert first.paragraphs[2].text.startswith("Bearing in mind the Declaration, and")
    assert second.footnotes == ()


def test_lettered_parts_are_components_of_one_document() -> None:
    """Parts of one number are told apart by their letter, and the symbol names them."""
    text = "\n".join(
        [
            "1472 (XIV). Outer space", "A", "The General Assembly,", f"Recalling its work {LONG},",
            f"Establishes a Committee {LONG}.", "856th plenary meeting,", "12 December 1959.",
            "B", "The General Assembly,", f"Noting the successes {LONG},",
            f"1. Decides to convene a conference {LONG};", f"2. Requests the Committee {LONG}.",
            "856th plenary meeting,", "12 December 1959.",
            "1473 (XIV). Next", "The General Assembly,", f"Decides {LONG}.",
        ]
    )  # fmt: skip
    first, second = read(text)
    assert symbols((first, second)) == ["A/RES/1472 A-B(XIV)", "A/RES/1473(XIV)"]
    assert {p.component for p in first.paragraphs} == {None, "A", "B"}
    ids = {p.id.partition("#")[2] for p in first.paragraphs}
    assert {"A.op1", "B.op1", "B.op2", "A.pp1", "B.pp1"} <= ids


def test_text_of_the_next_column_is_put_back() -> None:
    """A paragraph below another document's closing goes to the one that broke off before it."""
    text = "\n".join(
        [
            "1134 (XII). Admission of Malaya", "The General Assembly,",
            f"Decides to admit Malaya {LONG}.", "678th plenary meeting,", "17 September 1957.",
            f"2. Requests the Secretary-General {LONG}.", "705th plenary meeting,",
            "14 October 1957.", "1136 (XII). Review of the Charter", "The General Assembly,",
            f"Recalling its work {LONG},", f"1. Decides to keep the Committee {LONG};",
            "1145 (XII). Agreement", "The General Assembly,", f"Approves the Agreement {LONG}.",
        ]
    )  # fmt: skip
    documents = read(text)
    labels = [[p.label for p in d.paragraphs if p.label] for d in documents]
    assert labels == [[], ["1", "2"], []]
    assert str(documents[1].masthead.adopted_on) == "1957-10-14"


def test_the_second_language_of_a_volume_is_left_out() -> None:
    """Early volumes are printed in two columns, English and French; English is read, and said."""
    text = "\n".join(
        [
            "76 (V). Communications", "Resolution of 5 August 1947",
            "The Economic and Social Council,",
            "Having considered the report of the Commission on the Status of Women,",
            "Requests the Secretary-General to compile a list of the communications.",
            "76 (V). Communications relatives à la femme", "Résolution du 5 août 1947",
            "Le Conseil économique et social,",
            "Ayant examiné le rapport de la Commission de la condition de la femme,",
            "Prie le Secrétaire général de dresser une liste des communications sur la question.",
        ]
    )  # fmt: skip
    (document,) = read(text)
    assert document.masthead.symbol == "E/RES/76(V)"
    assert str(document.masthead.adopted_on) == "1947-08-05"
    assert len(document.paragraphs) == 4
    assert "second-language-left-out" in codes(document)


@pytest.mark.parametrize(
    ("name", "symbol", "inferred"),
    [
        ("A_RES_68_999.txt", "A/RES/68/999", True),
        ("E_RES_106_(VI).txt", "~GA/untitled", True),  # another organ's
        ("notes.txt", "~GA/untitled", True),
        ("68_999.txt", "~GA/untitled", True),  # too little to go by
    ],
)
def test_a_symbol_from_the_file_name(name: str, symbol: str, inferred: bool) -> None:
    """The name of a file is used last, and the document says so."""
    text = f"The General Assembly,\n\nRecalling its work {LONG},\n\n1. Urges States {LONG}.\n"
    (document,) = read(text, name)
    assert document.masthead.symbol.startswith(symbol)
    assert document.masthead.symbol_inferred is inferred
    wanted = "symbol-inferred" if symbol[0] == "~" else "symbol-from-file-name"
    assert wanted in codes(document)


def test_a_misprinted_session_is_mended_by_name_and_running_title() -> None:
    """The number is the name's, and the page says the session: the print is wrong, and told."""
    text = (
        f"<!-- Page 1 -->\n6\tGeneral Assembly—Twenty-second Session\n"
        f"4. Requests the Secretary-General to go on {LONG};\n"
        f"1640th plenary meeting,\n19 December 1967.\n2345 (XXIII). Astronauts\n"
        f"The General Assembly,\nCommends the Agreement {LONG}.\n"
    )
    (document,) = read(text, "A_RES_2345(XXII).txt")
    assert document.masthead.symbol == "A/RES/2345(XXII)"
    assert "symbol-from-file-name" in codes(document)
    (other,) = read(text, "page.txt")
    assert other.masthead.symbol == "A/RES/2345(XXIII)"


def test_a_printed_symbol_is_stronger_than_the_name() -> None:
    """A wrong file name changes nothing."""
    text = f"40/33. Rules\nThe General Assembly,\nAdopts the Rules {LONG}.\n"
    (document,) = read(text, "A_RES_40_99.txt")
    assert document.masthead.symbol == "A/RES/40/33"
    assert not document.masthead.symbol_inferred


def test_a_document_without_formula() -> None:
    """A print may leave the formula out; the title tells where the text begins."""
    (document,) = read(
        "Resolution 462 (1980)\n\nTaking into account the lack of unanimity of its members,\n\n"
        "Decides to call an emergency special session.\n\nAdopted at the 2190th meeting.\n"
    )
    assert document.masthead.symbol == "S/RES/462 (1980)"
    assert [p.type for p in document.paragraphs] == ["preambular", "operative", "closing"]
    assert "formula-missing" in codes(document)


def test_a_decision() -> None:
    """A decision is one sentence that says when and what; its date and meeting are read from it."""
    (document,) = read(
        "74/550. Documents\n\nAt its 60th plenary meeting, on 27 December 2019, the General "
        "Assembly, on the recommendation of its Committee, decided to defer the following:\n\n"
        "(a) The report;\n\n(b) The note.\n"
    )
    masthead = document.masthead
    assert (masthead.symbol, masthead.document_type) == ("A/DEC/74/550", "decision")
    assert (str(masthead.adopted_on), masthead.meeting) == ("2019-12-27", "60th plenary meeting")
    assert [p.verb for p in document.paragraphs[1:]] == ["decide", "decide", "decide"]


def test_a_letter_of_1946_is_no_resolution() -> None:
    """A numbered heading without any sentence of an organ is refused."""
    with pytest.raises(UnreadableFile, match="does not look like a resolution"):
        read("12/34. A heading\n\nDear Sir, this is a letter about nothing in particular.\n")


@pytest.mark.parametrize(
    ("line", "number", "plain"),
    [
        ("40/33. United Nations Rules", "40/33", "40/33. United Nations Rules"),
        ("217 (III). International Bill", "217 (III)", "217 (III). International Bill"),
        ("S-27/2. A world fit for children", "S-27/2", "S-27/2. A world fit for children"),
        ("1989/64. Safeguards", "1989/64", "1989/64. Safeguards"),
        ("57/270 B. Follow-up", "57/270 B", "57/270 B. Follow-up"),
        ("78/128. 2025 Conference", "78/128", "78/128. 2025 Conference"),
        # Misread numerals and stops.
        ("13(1). ORGANIZATION", "13(I)", "13 (I). ORGANIZATION"),
        ("1151. (XII). Emergency Force", "1151. (XII)", "1151 (XII). Emergency Force"),
        ("13 (1946). Resolution of 12 December 1946", "13 (1946)", None),
        ("Resolution 620 (1988)", "620 (1988)", None),
        # Numbers inside sentences.
        ("3201 (S-VI) and 3202 (S-VI) of 1 May 1974", None, None),
        ("2200 A (XXI) of 16 December 1966", None, None),
        ("33. (a) The Secretary-General", None, None),
        ("1. (a) For the purpose", None, None),
        ("1325 (2000) of 31 October 2000", None, None),
    ],
)
def test_title_numbers(line: str, number: str | None, plain: str | None) -> None:
    """Titles are told from lines of sentences that begin with a number."""
    assert title_number(line) == number
    if plain:
        assert with_plain_number(line) == plain
