"""What belongs to the page."""

from __future__ import annotations

import pytest

from indexer.parsing.text.furniture import is_furniture, patterns, strip_furniture
from indexer.parsing.text.lines import Line


@pytest.mark.parametrize("entry", patterns(), ids=lambda entry: entry.name)
def test_every_pattern_matches_its_examples_only(entry) -> None:
    """The data file is its own specification."""
    for example in entry.examples:
        assert entry.pattern.fullmatch(example), example
    for example in entry.counter_examples:
        assert not is_furniture(example), example


def test_running_heads_go_and_the_same_words_in_the_text_stay() -> None:
    """A title repeated at the top of a page is furniture; inside a paragraph it is text."""
    title = "Model Provisions on Mediation for International Investment Disputes"
    lines = [
        Line(text="Noting the work on", page=0),
        Line(text="Model Provisions on Mediation for International", page=0),
        Line(text="Investment Disputes,", page=0),
        *(Line(text=f"and line {number} of the text,", page=0) for number in range(8)),
        Line(text="23-24973 (E) 201223", page=0),
        Line(text="Model Provisions on Mediation for International", page=1),
        Line(text="A/RES/78/104 Investment Disputes", page=1),
        Line(text="and going on here,", page=1),
    ]
    kept, dropped = strip_furniture(lines, title)
    assert [line.text for line in kept[:3]] == [line.text for line in lines[:3]]
    assert kept[-1].text == "and going on here,"
    assert dropped == [lines[-4].text, lines[-3].text, lines[-2].text]
