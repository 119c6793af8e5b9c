"""Footnotes out of lines, markers out of sentences."""

from __future__ import annotations

import pytest

from indexer.parsing.structure.segmentation.beginnings import begins_paragraph
from indexer.parsing.text.footnotes import detach, knowledge
from indexer.parsing.text.inline import raise_superscripts, unmark
from indexer.parsing.text.lines import Line
from indexer.parsing.text.markers import mark_markers


def lines(*texts: str, gap: bool = False) -> list[Line]:
    """Make lines of texts; superscripts are raised as readers raise them."""
    return [Line(text=raise_superscripts(text), gap=gap) for text in texts]


def test_a_block_below_a_rule_interrupts_and_the_sentence_goes_on() -> None:
    """What stands below the rule is footnotes until a note is over and the text resumes."""
    body, notes = detach(
        lines(
            "use of child soldiers,", "__________________", "1 Resolution 70/1.",
            "2 See Official Records of the General Assembly, Supplement No. 53",
            "(A/71/53), chap. V, sect. A.", "and by 2025 end child labour,",
        ),
        begins_paragraph,
    )  # fmt: skip
    assert [line.text for line in body] == [
        "use of child soldiers,",
        "and by 2025 end child labour,",
    ]
    assert [(note.marker, note.text) for note in notes] == [
        ("1", "Resolution 70/1."),
        ("2", "See Official Records of the General Assembly, Supplement No. 53 (A/71/53), "
              "chap. V, sect. A."),
    ]  # fmt: skip


def test_raised_markers_begin_footnotes_without_a_rule_in_any_order() -> None:
    """Extractors print the notes of a page in odd places and orders."""
    body, notes = detach(
        lines("² Target 5.2.", "¹ Resolution 70/1.", "Recalling its work,", gap=True),
        begins_paragraph,
    )
    assert [line.text for line in body] == ["Recalling its work,"]
    assert [note.marker for note in notes] == ["1", "2"]


def test_numbered_paragraphs_are_no_footnotes() -> None:
    """A numbered paragraph and a figure in mid-sentence stay in the text."""
    texts = ["1. Urges Member States;", "12 December 2019 and after,", "2. Invites them."]
    body, notes = detach(lines(*texts), begins_paragraph)
    assert [line.text for line in body] == texts
    assert notes == ()


@pytest.mark.parametrize(
    ("text", "clean", "markers"),
    [
        # Raised, glued to a word, glued to a comma, after a comma and a space, before a slash.
        ("the Convention⁴ and", "the Convention and", ["4"]),
        ("the Convention4 and", "the Convention and", ["4"]),
        ("the Summit,1 the 2005 Summit2 and", "the Summit, the 2005 Summit and", ["1", "2"]),
        ("held in 2010,3 to devise", "held in 2010, to devise", ["3"]),
        ("Development, 1 and recalling", "Development, and recalling", ["1"]),
        ("in persons, 9", "in persons,", ["9"]),
        ("the Paris Agreement 4 to Tokelau", "the Paris Agreement to Tokelau", ["4"]),
        ("Human Rights; 3/", "Human Rights;", ["3"]),
        # A figure before any word is one where the markers around it are sure.
        ("the Plan, 4 Urban Agenda 5 held so", "the Plan, Urban Agenda held so", ["4", "5"]),
        ("dated 24 October 2023, 6 on 20 October 2023 7 addressed to",
         "dated 24 October 2023, on 20 October 2023 addressed to", ["6", "7"]),
        ("it chose 5 reports", "it chose 5 reports", []),
        # One note named twice.
        ("the Rights7 and the Pact,7 as well", "the Rights and the Pact, as well", ["7", "7"]),
        # Figures that are none.
        ("on 27 and 28 September 2017", "on 27 and 28 September 2017", []),
        ("for Goal 5 and others", "for Goal 5 and others", []),
        ("since COVID19 began", "since COVID19 began", []),
        ("in accordance with 1/CMA.4, and", "in accordance with 1/CMA.4, and", []),
        ("about 12 of the States, 13 members", "about 12 of the States, 13 members", []),
        ("an area of 5 km² of land", "an area of 5 km2 of land", []),
    ],
)  # fmt: skip
def test_markers_are_told_from_other_figures(text: str, clean: str, markers: list[str]) -> None:
    """A figure is a marker only where one may stand and the others before and after it fit."""
    notes = frozenset(str(number) for number in range(1, 30)) - {"2" if "km" in text else ""}
    (marked,) = mark_markers([raise_superscripts(text)], notes)
    unmarked = unmark(marked, notes)
    assert unmarked.text == clean
    assert [mark.marker for mark in unmarked.marks] == markers


def test_the_words_that_begin_footnotes() -> None:
    """The data file's examples begin footnotes, its counter-examples do not."""
    import re

    start = re.compile(knowledge()["start"])
    assert all(start.match(example) for example in knowledge()["examples"])
    assert not any(start.match(example) for example in knowledge()["counter_examples"])
