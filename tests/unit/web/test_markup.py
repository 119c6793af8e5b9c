"""A paragraph's text as HTML."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from web.markup import Span, marked, opening_span, telling


def test_marks_hits_and_opening() -> None:
    """A hit is marked, the opening is in italics, also where they overlap."""
    html = marked("Urges all States", hits=[(3, 9)], opening=(0, 5))
    assert html == (
        '<i class="opening">Urg</i><i class="opening"><mark>es</mark></i><mark> all</mark> States'
    )


def test_inserts_stand_where_they_belong() -> None:
    """Footnote marks stand at their places, also at both ends and inside a hit."""
    html = marked(
        "abc", hits=[(0, 3)], inserts=[(0, Markup("<u>")), (2, Markup("<v>")), (3, Markup("<w>"))]
    )
    assert html == "<u><mark>ab</mark><v><mark>c</mark><w>"


@pytest.mark.parametrize("place", [-5, 99])
def test_an_insert_outside_of_the_text_is_kept(place: int) -> None:
    """A mark whose place is wrong is shown all the same."""
    assert "<u>" in marked("abc", inserts=[(place, Markup("<u>"))])


spans = st.lists(
    st.tuples(st.integers(-3, 40), st.integers(-3, 40)).map(sorted).map(tuple), max_size=5
)


@given(st.text(max_size=30), spans, st.none() | st.integers(0, 30))
def test_text_comes_out_inert_and_whole(text: str, hits: list[Span], opening: int | None) -> None:
    """Whatever a paragraph says, its HTML holds only our tags and reads as the text."""
    link = (2, 5, '/a"><b>')
    html = marked(text, hits=hits, opening=(0, opening) if opening else None, links=[link])
    href = re.escape(str(escape(link[2])))
    rest = re.sub(
        rf'</?mark>|<i class="opening">|</i>|<a class="cited" href="{href}">|</a>', "", str(html)
    )
    assert "<" not in rest
    assert ">" not in rest
    assert unescape(rest) == text


@pytest.mark.parametrize(
    ("text", "opening", "start", "expected"),
    [
        ("Urges States", "Urges", 0, (0, 5)),
        ("States", "Urges", 6, None),  # the snippet begins after the opening
        ("note with interest", "Takes note", 6, (0, 4)),  # or inside it
        ("Ur", "Urges", 0, (0, 2)),
        ("Urges", None, 0, None),
    ],
)
def test_opening_span(text: str, opening: str | None, start: int, expected: Span | None) -> None:
    """In a snippet, the part of the opening that is shown is in italics."""
    assert opening_span(text, opening, start) == expected


@pytest.mark.parametrize(
    ("text", "hits", "kept"),
    [
        ("the rights of women", ["the", "of", "women"], ["of", "women"]),  # "of" beside "women"
        ("the rights of all", ["the", "of"], []),
        ("Calls upon the States", ["Calls", "upon"], ["Calls", "upon"]),
        ("in view of it", ["in view of"], ["in view of"]),  # a phrase
        ("the end", [], []),
    ],
)
def test_a_lone_function_word_is_not_marked(text: str, hits: list[str], kept: list[str]) -> None:
    spans = [(text.index(one), text.index(one) + len(one)) for one in hits]
    assert [text[start:end] for start, end in telling(text, spans)] == kept
