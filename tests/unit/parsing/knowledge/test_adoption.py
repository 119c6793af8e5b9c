"""How a text was adopted, by the table's own examples."""

from __future__ import annotations

from dataclasses import astuple

import pytest

from indexer.parsing.knowledge.adoption import knowledge, read_vote
from indexer.parsing.structure.document import outline_lines
from indexer.parsing.text.lines import Line


@pytest.mark.parametrize("example", knowledge()["tallies"]["examples"], ids=lambda one: one[0])
def test_examples(example: list[str | int]) -> None:
    """Manner and numbers of votes are read from the closing's words."""
    text, manner, *counts = example
    found = read_vote(str(text))
    assert (astuple(found) if found else ("", None, None, None)) == (
        manner,
        *(None if count == -1 else count for count in counts),
    )


def test_a_document_has_the_vote_of_its_closing() -> None:
    """The masthead says how the text was adopted; a draft was not."""
    text = [
        "Resolution 91 (1951)", "The Security Council,", "Recalling its resolution 47 (1948),",
        "1. Decides to remain seized of the matter.",
        "Adopted at the 539th meeting by 8 votes to none, with 3 abstentions (India, USSR).",
    ]  # fmt: skip
    head = outline_lines([Line(text=one) for one in text]).masthead
    assert (head.adoption, head.votes_for, head.votes_against, head.abstentions) == (
        "vote",
        8,
        0,
        3,
    )
