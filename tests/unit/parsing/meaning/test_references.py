"""What a text names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import Masthead
from indexer.parsing.meaning.references import find_note_references, find_references, knowledge


@pytest.mark.parametrize("example", knowledge()["example"], ids=lambda e: e["text"][:40])
def test_every_example_of_the_table_resolves_as_it_says(example) -> None:
    """The data file is its own specification; "" stands for a work that has no known symbol."""
    masthead = Masthead(symbol="X/1", organ=example["organ"])
    found = [
        [mention, target or ""] for mention, target in find_references(example["text"], masthead)
    ]
    assert found == example["mentions"]


@pytest.mark.parametrize(
    ("text", "organ", "targets"),
    [
        # "its" is the Council's here, not our own.
        ("endorsed by the Human Rights Council in its resolution 17/4 of 16 June 2011,", "GA",
         ["A/HRC/RES/17/4"]),
        # Only one of the two organs held that session in that year.
        ("Human Rights Council resolutions on it, including resolution 42/9 of 26 September 2019,",
         "GA", ["A/HRC/RES/42/9"]),
        # Numbers with a stroke are the Assembly's even when both organs are named.
        ("General Assembly and Security Council resolutions 70/262 and 2282 (2016)", "GA",
         ["A/RES/70/262", "S/RES/2282 (2016)"]),
        # ECOSOC went on with roman numerals after the Assembly had stopped.
        ("its resolution 1503 (XLVIII) of 27 May 1970", "ECOSOC", ["E/RES/1503(XLVIII)"]),
        # Decisions have no symbol; fractions and shares are no works.
        ("its decision 74/550 and a share of 3/4", "GA", [None]),
        ("by resolution 2005/69 of the session, and/or otherwise", "GA", ["E/RES/2005/69"]),
    ],
)  # fmt: skip
def test_whose_resolution_it_is(text: str, organ: str, targets: list[str | None]) -> None:
    """Names, dates and forms decide between organs that number alike."""
    masthead = Masthead(symbol="X/1", organ=organ)
    found = [target for _, target in find_references(text, masthead)]
    assert found[: len(targets)] == targets


def test_a_document_does_not_refer_to_itself() -> None:
    """The present resolution's own number is not one of its references."""
    masthead = Masthead(symbol="A/RES/74/176", organ="GA")
    assert list(find_references("Reaffirms resolution 74/176;", masthead)) == []


@given(st.text(max_size=300))
def test_any_text_can_be_asked(text: str) -> None:
    """Mentions are stretches of the text, whatever the text is."""
    for mention, _ in find_references(text, Masthead(symbol="X/1", organ="GA")):
        assert mention in " ".join(text.split())


@pytest.mark.parametrize("example", knowledge()["note_example"], ids=lambda one: one["notes"][-1])
def test_ibid_is_the_note_before(example: dict[str, list[str]]) -> None:
    """“Ibid.” names the work of the footnote before it, unless it is another volume."""
    head = Masthead(symbol="A/RES/75/1", organ="GA", session="75")
    *_, last = find_note_references(example["notes"], head)
    assert [target for _, target in last] == example["targets"]
