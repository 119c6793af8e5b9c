"""What is offered while a query is typed, the same on every engine."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.assistance.completion import MOST_OFFERED, Completer
from search.binding.lexicon import Lexicon
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
