"""Two wordings of a paragraph, word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.comparison.word_diff import figures_only, is_figure, word_diff


def shown(before: str, after: str) -> str:
    return "".join(
        piece.after if piece.same else f"[-{piece.before}-]{{+{piece.after}+}}"
        for piece in word_diff(before, after)
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("the same", "the same", "the same"),
        ("a b c", "a x c", "a [-b -]{+x +}c"),
        ("protect victims", "protect and assist victims", "protect [--]{+and assist +}victims"),
        # A symbol, a session, an amount is one word.
        ("at its seventy-fourth session", "at its seventy-sixth session",
         "at its [-seventy-fourth -]{+seventy-sixth +}session"),
        ("A/74/127", "A/76/120", "[-A/74/127-]{+A/76/120+}"),
        # The kind of apostrophe is a matter of the file, not of the text.
        ("States’ “duty”", "States' \"duty\"", "States' \"duty\""),
        # A lone "of the" that is the same by accident does not cut one change into two.
        ("adoption of the political declaration", "holding of the high-level meeting",
         "[-adoption of the political declaration-]{+holding of the high-level meeting+}"),
        ("", "new", "[--]{+new+}"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_changes(before: str, after: str, expected: str) -> None:
    """What changed is marked as a reader would mark it."""
    assert shown(before, after) == expected


TEXTS = st.text(alphabet="ab ,.’-/1é\u202b\n", max_size=40)


@given(TEXTS, TEXTS)
def test_pieces_give_both_texts_back(before: str, after: str) -> None:
    """Nothing of either text is lost or said twice, whatever the texts are."""
    pieces = word_diff(before, after)
    assert "".join(piece.before for piece in pieces) == before
    assert "".join(piece.after for piece in pieces) == after


@given(TEXTS)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    """Where nothing changed nothing is marked."""
    assert all(piece.same for piece in word_diff(text, text))


@pytest.mark.parametrize(
    ("before", "after", "only"),
    [
        ("resolution 74/176 of 18 December 2019", "resolution 76/186 of 16 December 2021", True),
        ("its seventy-fourth session;", "its seventy-sixth session;", True),
        ("act, now", "act now", True),
        ("resolution 72/1", "resolutions 72/1 and 73/2", False),
        ("in 2019 on trafficking", "in 2019 and 2020 on trafficking", True),
        ("in 2019 on trafficking", "in 2020 on trafficking in persons", False),
        ("in 2019 with others", "in all years with others", False),
        ("act at its first meeting", "act at its last meeting", False),
        ("same", "same", False),
    ],
)
def test_figures_only(before: str, after: str, only: bool) -> None:
    """What every year brings (sessions, dates, symbols) is told from a change of substance."""
    assert figures_only(word_diff(before, after)) is only


@pytest.mark.parametrize(
    ("word", "figure"),
    [("74/176", True), ("2,000", True), ("December", True), ("seventy-fourth", True),
     ("long-term", False), ("first", False), ("States", False)],
)  # fmt: skip
def test_figures(word: str, figure: bool) -> None:
    """Figures are told from words."""
    assert is_figure(word) is figure
