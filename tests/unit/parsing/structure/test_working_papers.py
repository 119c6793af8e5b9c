"""Working papers: labels, margins and tables as delegations write them."""

from __future__ import annotations

import pytest

from indexer.model import Document, DocumentType
from indexer.parsing.knowledge.verbs import read_opening
from indexer.parsing.text.lines import Line
from indexer.parsing.text.working_papers import rewritten
from indexer.reading.documents import read_documents

HEAD = "Human Rights Council\nFifty-eighth session\n\nSafety of river crossings\n\n"
FORMULA = "The Human Rights Council,\n\n"


def read(*paragraphs: str) -> Document:
    """Read a text of the Human Rights Council."""
    text = HEAD + FORMULA + "\n\n".join(paragraphs)
    (document,) = read_documents("draft.txt", text.encode())
    return document


def units(document: Document) -> list[tuple[str, str | None]]:
    """Give id and verb of all that is below the formula."""
    names = [(p.id.partition("#")[2], p.verb) for p in document.paragraphs]
    return names[[name for name, _ in names].index("enacting") + 1 :]


@pytest.mark.parametrize(
    ("text", "usual"),
    [
        ("PP1 Recalling", "PP1 Recalling"),
        ("OP1. Urges", "OP1 Urges"),
        ("OP 1. Urges", "OP1 Urges"),
        ("(OP1) Urges", "OP1 Urges"),
        ("[OP2. Urges all;]", "OP2 [Urges all;]"),
        ("[OP 2 bis] Urges", "OP2 bis Urges"),
        ("OP1bis: Urges", "OP1 bis Urges"),
        ("OP3 (bis) Urges", "OP3 bis Urges"),
        ("OP1 – Urges", "OP1 Urges"),
        ("O.P.1 Urges", "OP1 Urges"),
        ("PP2 alt Recalling", "PP2 alt Recalling"),
        ("PP2 bis alt Recalling", "PP2 bis alt Recalling"),
        ("OP1 alt.2 Urges", "OP1 alt 2 Urges"),
        ("1 bis. Urges", "1 bis. Urges"),
        ("1 alt Urges", "1 alt. Urges"),
        ("2.bis Urges", "2 bis. Urges"),
        ("[2. Urges all;]", "2. [Urges all;]"),
        # what is no label stays as it is
        ("Operations in the field", "Operations in the field"),
        ("pp. 3–5", "pp. 3–5"),
        ("7TERMINATION OF APPOINTMENTS", "7TERMINATION OF APPOINTMENTS"),
        ("17 December 2024", "17 December 2024"),
        ("[A/C.3/79/L.5]", "[A/C.3/79/L.5]"),
    ],
)
def test_labels_in_their_usual_form(text: str, usual: str) -> None:
    """Labels are put into one form; brackets that open before them stay in the text."""
    assert rewritten(Line(text=text)).text == usual


@pytest.mark.parametrize(
    ("text", "verb", "opening"),
    [
        ("[Urges] all States", "urge", "[Urges"),
        ("[EU: Urges all States]", "urge", "[EU: Urges"),
        ("(Mexico) Urges all States", "urge", "(Mexico) Urges"),
        ("[Brazil, on behalf of Chile: Recalling also]", "recall", None),
        ("[[Urges][Requests] all States]", "urge", "[[Urges"),
        ("[Agreed ad ref] Requests all States", "request", None),
    ],
)
def test_verbs_behind_brackets_and_names(text: str, verb: str, opening: str | None) -> None:
    """The verb is read behind brackets and the names of proposers."""
    found = read_opening(text)
    assert found is not None
    assert found.verb == verb
    if opening:
        assert text[: found.end] == opening


@pytest.mark.parametrize("text", ["[A/47/10]", "(Signed) A. N. Other", "[see A/79/1]", "()"])
def test_other_brackets_hold_no_verb(text: str) -> None:
    """References and signatures are none."""
    assert read_opening(text) is None


def test_paragraphs_that_were_put_in() -> None:
    """They have labels and ids of their own; numbers go on behind them."""
    document = read(
        "PP1 Recalling its resolution 54/1,",
        "PP1 alt (Chile) Noting its resolution 54/1,",
        "1. Urges States to repair bridges;",
        "1 bis. Invites donors to pay;",
        "1 ter Calls upon all to help;",
        "[2. Requests the High Commissioner to report;]",
        "3. Decides to remain seized of the matter.",
    )
    assert units(document) == [
        ("pp1", "recall"), ("pp1alt", "note"), ("op1", "urge"), ("op1bis", "invite"),
        ("op1ter", "call upon"), ("op2", "request"), ("op3", "decide"),
    ]  # fmt: skip
    assert document.masthead.document_type is DocumentType.DRAFT
    (issue,) = (issue for issue in document.issues if issue.code == "text-in-brackets")
    assert issue.message.endswith("“[Requests the High Commissioner to repor ...”.")


@pytest.mark.parametrize("form", ["({})", "{}.-", "{}", "{} –", "{})", "OP{}:"])
def test_other_numbers_than_the_usual_ones(form: str) -> None:
    """Where all paragraphs are numbered so, these are their numbers."""
    verbs = ("Urges States to act", "Invites donors to pay", "Requests a report")
    numbered = [f"{form.format(n)} {verb};" for n, verb in enumerate(verbs, 1)]
    document = read("Recalling its resolution 54/1,", *numbered)
    assert units(document) == [
        ("pp1", "recall"), ("op1", "urge"), ("op2", "invite"), ("op3", "request"),
    ]  # fmt: skip


def test_items_in_brackets_below_usual_numbers_stay_items() -> None:
    """Such a number is a paragraph's only where none has the usual one."""
    document = read("1. Decides:", "(1) Requests a report;", "(2) Invites donors to pay;")
    assert [name for name, _ in units(document)] == ["op1", "op1(1)", "op1(2)"]


def test_numbers_of_lines_are_no_text() -> None:
    """Numbers that count the lines go, whether each line has one or every fifth."""
    rows = [
        "Recalling its resolution 54/1 on the bridges of",
        "all countries and their rivers,",
        "1. Urges States to repair the bridges that were",
        "destroyed by the floods of the last years and to",
        "build new ones;",
        "2. Requests the Secretary-General to report on",
        "the bridges of all countries.",
    ]
    each = "\n".join(f"{n}  {row}" for n, row in enumerate(rows, 10))
    (document,) = read_documents("a.txt", (HEAD + FORMULA + each).encode())
    assert units(document) == [("pp1", "recall"), ("op1", "urge"), ("op2", "request")]
    assert document.paragraphs[-1].text.endswith("to report on the bridges of all countries.")


TABLE = """| No. | Text | Proposal by the EU |
|---|---|---|
| PP1 | Recalling its resolution 54/1, | |
| OP1 | Urges States to repair bridges; | Urges all States to repair bridges and roads; |
| OP2 | Invites donors to pay; | |
| OP2 bis | | Requests the High Commissioner to report. |"""


def test_a_text_laid_out_in_a_table_with_proposals_beside_it() -> None:
    """The text is paragraphs; proposals are kept apart under the heads of their columns."""
    (document,) = read_documents("draft.md", (HEAD + FORMULA + TABLE).encode())
    assert [(name, verb) for name, verb in units(document) if not name.startswith("text")] == [
        ("pp1", "recall"), ("op1", "urge"), ("op2", "invite"),
    ]  # fmt: skip
    beside = [p.text for p in document.paragraphs if p.type == "text"]
    assert "Proposal by the EU: Urges all States to repair bridges and roads;" in beside
    assert "OP2 bis, Proposal by the EU: Requests the High Commissioner to report." in beside
    assert [issue.code for issue in document.issues].count("beside-text") == 1


def test_a_table_of_figures_stays_one() -> None:
    """Numbers beside names make no paragraphs."""
    table = "| 1. | General income | 49 171 700 |\n| 2. | Services to the public | 4 170 200 |"
    document = read("1. Approves the following estimates:", table)
    assert [p.text for p in document.paragraphs if p.type == "table"] == [
        "1. | General income | 49 171 700", "2. | Services to the public | 4 170 200",
    ]  # fmt: skip
