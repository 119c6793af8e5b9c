"""What of a paragraph is marked and shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.indexes.small import masthead, paragraph

from search.binding.bind import bind_query
from search.binding.vocabulary import Vocabulary
from search.query.parser import parse
from search.retrieval.highlighting import SNIPPET, Shown, highlights, snippet

TEXT = "Urges all States, women’s groups and women to act: urging women and girls, urges States."


def marked(query: str, text: str = TEXT) -> list[str]:
    """Give the words of a paragraph that a query marks."""
    shown = paragraph(text, verb="urge")
    vocabulary = Vocabulary({"verb": ["urge", "note"]})
    bound = bind_query(parse(query).query, vocabulary)
    return [
        text[start:end]
        for start, end in highlights(bound.match, Shown(masthead(title="girls"), shown))
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("urge", ["Urges", "urging", "urges"]),
        ("=urges", ["Urges", "urges"]),
        ('"urges states"', ["urges States"]),
        ('"women and girls" girls', ["women and girls"]),
        ("state's", ["States", "States"]),
        ("women NOT men", ["women’s", "women", "women"]),
        ("NOT zebra", []),
        ("zebra OR girls", ["girls"]),
        ("(zebra girls) OR act", ["act"]),  # the bracket does not hold, so it is no reason
        ("act title:girls", ["act"]),
        ("verb:urge", []),
        ("(verb:note girls) OR (verb:urge act)", ["act"]),
        ("zebra", []),
        ("", []),
    ],
)
def test_marks(query: str, expected: list[str]) -> None:
    """Whole words and phrases that are a reason for the match are marked, nothing else."""
    assert marked(query) == expected


def test_short_paragraphs_are_shown_whole() -> None:
    """A paragraph of a few lines is not cut."""
    shown = snippet(TEXT, [(0, 5)])
    assert (shown.text, shown.start, shown.cut_before, shown.cut_after) == (TEXT, 0, False, False)
    assert shown.highlights == ((0, 5),)


def test_the_densest_stretch_is_shown() -> None:
    """Of a long paragraph the stretch with most of the different words is shown, cut at words."""
    text = "women " + "filler " * 100 + "women and girls " + "filler " * 100 + "women"
    first = text.index("women and")
    spans = [(0, 5), (first, first + 5), (first + 10, first + 15), (len(text) - 5, len(text))]
    shown = snippet(text, spans)
    assert "women and girls" in shown.text
    assert shown.cut_before
    assert shown.cut_after
    assert [shown.text[start:end] for start, end in shown.highlights] == ["women", "girls"]
    assert set(shown.text.split()) == {"filler", "women", "and", "girls"}


def test_without_marks_the_beginning_is_shown() -> None:
    """A long paragraph found by its fields shows how it begins."""
    shown = snippet("word " * 200, [])
    assert (shown.start, shown.cut_before, shown.cut_after) == (0, False, True)


@given(st.text(max_size=900), st.lists(st.tuples(st.integers(0, 900), st.integers(1, 500))))
def test_snippets_are_sound(text: str, wanted: list[tuple[int, int]]) -> None:
    """Whatever is marked, a snippet is a stretch of the text with marks inside of it."""
    spans: list[tuple[int, int]] = []
    for start, length in sorted(wanted):
        if start + length <= len(text) and (not spans or start >= spans[-1][1]):
            spans.append((start, start + length))
    shown = snippet(text, spans)
    assert text[shown.start : shown.start + len(shown.text)] == shown.text
    assert len(shown.text) <= max(SNIPPET, 360)
    assert shown.cut_before == (shown.start > 0)
    assert shown.cut_after == (shown.start + len(shown.text) < len(text))
    at = 0
    for start, end in shown.highlights:
        assert at <= start < end <= len(shown.text)
        at = end
    assert bool(shown.highlights) or not spans


def test_a_phrase_at_the_edge_of_the_stretch_is_not_torn() -> None:
    """What is marked is shown whole, even where the stretch would have ended inside it."""
    text = "Urges all States " + "to go on and on " * 40 + "for ever and ever"
    first, second = (0, 5), (SNIPPET - 5, SNIPPET + 20)
    shown = snippet(text, [first, second])
    assert [shown.text[a:b] for a, b in shown.highlights] == [text[0:5], text[slice(*second)]]
