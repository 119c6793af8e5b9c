"""Openings and verbs, read from words alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.parsing.knowledge.verbs import classes, examples, lemma_of, read_opening, verbs_within


@pytest.mark.parametrize("example", examples(), ids=lambda example: example[0][:40])
def test_every_example_of_the_table_reads_as_it_says(example) -> None:
    """The data file is its own specification."""
    text, _, opening, verb, manner, sequence, act = example
    found = read_opening(text)
    if not verb:
        assert found is None
        return
    assert found is not None
    assert text[: found.end] == opening
    assert (found.verb, found.manner or "", found.sequence or "") == (verb, manner, sequence)
    assert found.verb_class == act
    assert act in classes()


@pytest.mark.parametrize(
    ("phrase", "lemma"),
    [
        ("urge", "urge"),
        ("Urges", "urge"),
        ("urging", "urge"),
        ("takes note", "take note"),
        ("taking note", "take note"),
        ("call on", "call upon"),
        ("calls upon", "call upon"),
        ("expresses its deep concern", "express concern"),
        ("express concern", "express concern"),
        ("emphasises", "emphasize"),
        ("table", None),
        ("", None),
    ],
)
def test_a_verb_in_any_inflection_has_one_lemma(phrase: str, lemma: str | None) -> None:
    """A search for a verb finds it in the preamble and in the body."""
    assert lemma_of(phrase) == lemma


@pytest.mark.parametrize(
    ("text", "finite", "verbs"),
    [
        # A clause after a comma with "and" is the subject's own.
        ("Urges Member States to act, and invites the Office to assist;", True, ("invite",)),
        # Also with adverbs between, and several in a row.
        (
            "Takes note of the briefing, and also takes note of the role, as well as requests the "
            "Office to continue, and in this context calls upon States to help;",
            True,
            ("take note", "request", "call upon"),
        ),
        # Nouns of the same form are no verbs.
        ("Notes the requests for assistance, and requests from States;", True, ()),
        # In the preamble, participles.
        ("Recalling its resolution 64/293, and underlining its importance,", False, ("underline",)),
        # What others do is not the organ's doing.
        ("Welcomes the report, which recognizes the need for action;", True, ()),
    ],
)
def test_verbs_inside_a_paragraph(text: str, finite: bool, verbs: tuple[str, ...]) -> None:
    """Whoever is invited in a later clause can be found too."""
    assert verbs_within(text, finite=finite) == verbs


@given(st.text(max_size=200))
def test_any_text_can_be_asked(text: str) -> None:
    """An opening lies inside its text, whatever the text is."""
    opening = read_opening(text)
    assert opening is None or 0 < opening.end <= len(text)
    verbs_within(text, finite=True)
    lemma_of(text)
