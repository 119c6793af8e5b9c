"""What is offered while a query is typed, the same on every engine."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.assistance.completion import MOST_OFFERED, Completer
from search.assistance.continuations import continuations
from search.binding.lexicon import Lexicon
from search.request import SearchRequest
from search.searcher import Searcher

# The query with | where the cursor stands, and some of what is offered, in this order.
CASES: list[tuple[str, list[tuple[str, str, int | None]]]] = [
    # Verbs, (any form)
    ("urg|", [("verb", "verb:urge", 4), ("word", "urges", 4)]),
    ("urging|", [("verb", "verb:urge", 4)]),
    ("takes no|", [("value", 'opening:"takes note with appreciation"', 1)]),
    ("women -urg|", [("verb", "women -verb:urge", 4)]),
    ("(urg| OR x)", [("verb", "(verb:urge OR x)", 4)]),
    # Fields and their values
    ("ver|", [("field", "verb:", None)]),
    ("verb:|", [("verb", "verb:urge", 4), ("verb", "verb:invite", 3)]),
    ("verb:t|", [("verb", 'verb:"take note"', 2)]),
    ('verb:"take|', [("verb", 'verb:"take note"', 2)]),
    ("session:7|", [("value", 'session:"GA 74"', 7), ("value", 'session:"GA 73"', 4)]),
    ("adopted:v|", [("value", "adopted:vote", 3)]),
    ("organ:g|", [("value", "organ:GA", 11)]),
    ("title:tr|", [("word", "title:trafficking", 7)]),
    # Addressees
    ("to:mem|", [("addressee", 'to:"Member States"', 3)]),
    ('x to:"member st|" y', [("addressee", 'x to:"Member States" y', 3)]),
    ("member st|", [("addressee", 'to:"Member States"', 3)]),
    ("drugs|", [("addressee", 'to:"United Nations Office on Drugs and Crime"', 1)]),
    # Symbols in any spelling
    ("74/17|", [("symbol", "A/RES/74/176", 6)]),
    ("a_res_74|", [("symbol", "A/RES/74/176", 6)]),
    ("A RES 74 1|", [("symbol", "A/RES/74/176", 6)]),
    ("resolution 1325|", [("symbol", "S/RES/1325 (2000)", 3)]),
    ("women 1325|", [("symbol", 'women symbol:"S/RES/1325 (2000)"', 3)]),
    ("symbol:74/1|", [("symbol", "symbol:A/RES/74/176", 6)]),
    ("cites:s/res|", [("symbol", 'cites:"S/RES/1325 (2000)"', 2)]),
    # Words as they stand in texts
    ("traf|", [("word", "trafficking", 3)]),
    ("q|", []),
    ("côt|", [("word", "cote", 1)]),
    ('"protect vic|', [("word", '"protect victims', 2)]),
    ("", []),
    ("zebra|", []),
    ("— |", []),
]


@pytest.mark.parametrize(("typed", "expected"), CASES)
def test_case(searcher: Searcher, typed: str, expected: list[tuple[str, str, int | None]]) -> None:
    """What fits at the cursor is offered, with its kind and the paragraphs that have it."""
    text = typed.replace("|", "")
    found = searcher.complete(text, typed.find("|") if "|" in typed else None)
    offered = [(one.kind, one.text, one.count) for one in found]
    assert [one for one in offered if one in expected] == expected
    assert expected or offered == []


def test_a_symbol_is_offered_with_its_title(searcher: Searcher) -> None:
    """A symbol says what it is about."""
    (one,) = searcher.complete("74/176")
    assert one.label.startswith("A/RES/74/176 Improving the coordination of efforts")
    assert one.cursor == len("A/RES/74/176")


def test_words_go_on_as_the_texts_do(searcher: Searcher) -> None:
    """What follows the words before the cursor comes first, in and outside of quotation marks."""
    plain, quoted = searcher.complete("member st")[0], searcher.complete('x "member st')[0]
    assert (plain.kind, plain.label, plain.text) == ("phrase", "member states", "member states")
    assert (quoted.label, quoted.text) == ("member states", 'x "member states"')
    assert (
        plain.count
        == quoted.count
        == searcher.search(SearchRequest(query='="member states"', size=1)).total
    )
    after_space = searcher.complete("member ")
    assert plain.text in [one.text for one in after_space]


def test_a_document_is_offered_for_words_of_its_title(searcher: Searcher) -> None:
    """Words of a title lead to the newest documents that have it; the last may be begun only."""
    found = [one for one in searcher.complete("trafficking coord") if one.kind == "symbol"]
    assert [one.text for one in found][:1] == ["A/RES/74/176"]
    assert found[0].label.startswith("A/RES/74/176 Improving the coordination")


def test_a_misspelt_word_is_completed_to_the_right_one(searcher: Searcher) -> None:
    """Where no word begins so, the likeliest that was meant is offered."""
    assert "trafficking" in [one.text for one in searcher.complete("traficking")]


GOING_ON = Counter(
    {
        ("divide",): 100,
        ("divide", "and"): 20,
        ("divide", "and", "gap"): 2,
        ("arms",): 50,
        ("arms", "and"): 48,
        ("arms", "and", "light"): 46,
        ("arms", "and", "light", "weapons"): 46,
        ("dust",): 1,
    }
)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("small", [("divide",), ("arms", "and", "light", "weapons")]),
        ("of the", []),  # small words say nothing of what follows
        ("", []),
    ],
)
def test_which_continuations_are_worth_offering(
    before: str, expected: list[tuple[str, ...]]
) -> None:
    """No rare ones, none that ends on a small word, and the whole of what nearly always follows."""
    found = continuations(before, "", lambda *_: (GOING_ON, True))
    assert [one.words for one in found] == expected


TITLES = {
    "A/RES/73/1": "Trafficking in women and girls",
    "A/RES/74/1": "Trafficking in women and girls",
    "A/RES/75/1": "Violence against women: trafficking in women",
    "A/RES/76/1": None,
}
COMPLETER = Completer(
    {name: {} for name in ("symbol", "cites", "verb", "opening", "to")},
    lambda _: Lexicon({"women": 3}),
    lambda: TITLES,
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("trafficking in w", ['"Trafficking in women"', '"Trafficking in women and girls"']),
        ("x tra", ['x "Trafficking in women"', 'x "Trafficking in women and girls"']),
        ('"women and', ['"women and girls"']),
        ("girls", []),
        ("violence", []),  # in one title only
    ],
)
def test_phrases_that_recur_in_titles(typed: str, expected: list[str]) -> None:
    """Phrases of titles are offered for their first words, the most frequent first."""
    found = [one.text for one in COMPLETER.complete(typed) if one.kind == "phrase"]
    assert found == expected


pieces = st.sampled_from(
    ['"', "“", " ", "(", ")", "-", "=", "verb:", "to:", "title:", "symbol:", "women", "74/1", "é"]
)
queries = st.one_of(st.text(max_size=40), st.lists(pieces, max_size=12).map("".join))


@settings(max_examples=200)
@given(st.data(), queries)
def test_whatever_is_typed(data: st.DataObject, text: str) -> None:
    """No text is an error, and what stands outside of the place being typed stays as it is."""
    cursor = data.draw(st.integers(0, len(text)))
    found = COMPLETER.complete(text, cursor)
    assert len(found) <= MOST_OFFERED
    for one in found:
        assert 0 <= one.cursor <= len(one.text)
        assert text.endswith(one.text[one.cursor :])
