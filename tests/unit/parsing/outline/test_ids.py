"""Ids of paragraphs, sections and places in annexes."""

from __future__ import annotations

import pytest

from indexer.model import ParagraphType, Part
from indexer.parsing.knowledge.ordinals import ordinal_word, read_ordinal
from indexer.parsing.outline.annexes import annex_places
from indexer.parsing.outline.ids import local_ids
from indexer.parsing.outline.segments import Segment
from indexer.parsing.outline.tree import tree

KINDS = {"E": "enacting", "p": "preambular", "o": "operative", "s": "subparagraph",
         "h": "heading", "a": "annex", "q": "subparagraph"}  # fmt: skip


def segments(shape: str) -> list[Segment]:
    """Makes segments of "o:1 s:(a) h=I a:2": kind, label, and a text for headings."""
    made = []
    for part in shape.split():
        kind = ParagraphType(KINDS[part[0]])
        label = part[2:] if part[1:2] == ":" else None
        text = part[2:].replace("_", " ") if part[1:2] == "=" else "Text."
        annexed = Part.ANNEX if part[0] == "a" else None
        made.append(Segment(type=kind, text=text, label=label, part=annexed, quoted=part[0] == "q"))
    return made


def ids(shape: str) -> str:
    """Returns the ids of segments; "?" marks those in doubt."""
    found = segments(shape)
    names = local_ids(found, tree(found))
    return " ".join(name.text + ("?" if name.doubtful else "") for name in names)


def test_closing_words_have_a_name_of_their_own() -> None:
    """What follows a list within a paragraph is no item of it."""
    listed = [
        *segments("o:1 s:(a) s:(b)"),
        Segment(type=ParagraphType.SUBPARAGRAPH, text="and demands more;", resumes=True),
        *segments("o:2"),
    ]
    names = [name.text for name in local_ids(listed, tree(listed))]
    assert names == ["op1", "op1(a)", "op1(b)", "op1.end", "op2"]


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        # Labelled paragraphs claim their numbers, whatever comes before them.
        ("o o:1 o:2", "op.1 op1 op2"),
        ("o:1 o o:3", "op1 op2? op3"),
        ("o o o", "op1 op2 op3"),
        # Headings take none, and end no list.
        ("o:1 h=Measures s:(a) h=More s:(b) o:2", "op1 h1 op1(a) h2 op1(b) op2"),
        # Items without a label, and labels that would run into the number.
        ("o:1 s:– s:– s:–", "op1 op1.1 op1.2 op1.3"),
        ("o:9 s:1 s:2", "op9 op9.1 op9.2"),
        # Numbers that begin anew carry their section, and the sections around it if they must.
        ("h=I o:1 o:2 h=II o:1", "h1 I.op1 I.op2 h2 II.op1"),
        ("h=I h=A. o:1 h=B. o:1 h=II h=A. o:1", "h1 h2 I.A.op1 h3 I.B.op1 h4 h5 II.A.op1"),
        ("h=II_Strategic_review o:1 h=III_Budget o:1", "h1 II.op1 h2 III.op1"),
        # Numbers of a working paper.
        ("p:1 p:2 o:1 o:1_bis o:2", "pp1 pp2 op1 op1_bis op2"),
        # A section without numbers.
        ("h=I o:1 o:2 h=II o h=III o:1", "h1 I.op1 I.op2 h2 II.op1 h3 III.op1"),
        # What is quoted hangs on what quotes it.
        ("o:1 q:1 q:2 o:2", "op1 op1.quoted.1 op1.quoted.2 op2"),
        # A number that occurs twice without sections.
        ("o:1 o:1", "op1 op1~2?"),
        ("a=Annex a:1 a:(a) a:2", "annex.1 annex.2 annex.2(a) annex.3"),
    ],
)
def test_ids(shape: str, expected: str) -> None:
    """An id says which paragraph of the print it is."""
    assert ids(shape) == expected


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ("a=Annex a:1 a:(a) a:(i)", ["annex", "annex, para. 1", "annex, para. 1 (a)",
         "annex, para. 1 (a) (i)"]),
        ("a=Annex_II a=II a:• a:• a:•", ["annex II", "annex II, sect. II",
         "annex II, sect. II, first item", "annex II, sect. II, second item",
         "annex II, sect. II, third item"]),
        ("o:1 a=Annex a:1 a:– a:–", [None, "annex", "annex, para. 1",
         "annex, para. 1, first item", "annex, para. 1, second item"]),
    ],
)  # fmt: skip
def test_places_in_annexes(shape: str, expected: list[str | None]) -> None:
    """Items with a bullet are cited by their place."""
    found = segments(shape)
    assert list(annex_places(found, tree(found))) == expected


@pytest.mark.parametrize("number", [1, 3, 12, 13, 21, 22, 112])
def test_ordinals_are_read_back(number: int) -> None:
    """An ordinal of a citation leads back to its number."""
    assert read_ordinal(ordinal_word(number)) == number
