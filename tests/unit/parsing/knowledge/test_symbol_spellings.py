"""Symbols and places in documents as people write them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.spellings import PLACES, SPELLINGS

from indexer.parsing.knowledge import pinpoints
from indexer.parsing.knowledge.symbol_spellings import ANY, find_named, forms, knowledge, name_of

ORDINARY = (Path(__file__).parents[3] / "support/ordinary_queries.txt").read_text("utf-8")
ALL = [(spelling, symbol) for symbol, some in SPELLINGS.items() for spelling in some]


@pytest.mark.parametrize("form", forms(), ids=lambda form: str(form.reads))
def test_every_form_reads_its_examples(form) -> None:
    """The data file is its own specification."""
    assert form.examples
    for text, expected in form.examples:
        found = next(find_named(text), None)
        assert (found.symbols[0] if found else "") == expected, text
        patterns = [one for one in (form.pattern, form.linked) if one]
        assert any(one.search(text.replace("–", "-").replace("’", "'")) for one in patterns) or (
            "%2F" in text or "_" in text
        ), text


@pytest.mark.parametrize("text", knowledge()["words"]["examples"])
def test_what_looks_like_a_symbol_stays_words(text: str) -> None:
    """Numbers, years, shares and other bodies' resolutions are no symbols of documents here."""
    assert not list(find_named(text))


@pytest.mark.parametrize("text", ORDINARY.splitlines())
def test_ordinary_texts_name_no_document(text: str) -> None:
    """Words and numbers of official texts that name no document are searched as words."""
    assert not list(find_named(text))


@pytest.mark.parametrize(("spelling", "symbol"), ALL)
def test_people_write_symbols_in_many_ways(spelling: str, symbol: str) -> None:
    """Each spelling, alone, is read as the document that is meant."""
    found = name_of(spelling)
    assert found is not None
    readings = {symbol, f"{symbol.partition(' (')[0]} {ANY}"}
    assert readings & set(found.symbols)


@pytest.mark.parametrize(("text", "paragraph"), PLACES)
def test_a_place_belongs_to_the_name(text: str, paragraph: str) -> None:
    """What says where in the document is no word to look for."""
    found = name_of(text)
    assert found is not None
    assert found.pinpoint is not None


@pytest.mark.parametrize("form", pinpoints.forms(), ids=lambda form: form.pattern[:40])
def test_every_form_of_a_place_reads_its_examples(form) -> None:
    """The data file is its own specification."""
    for text, section, number, labels in form.examples:
        place, end = pinpoints.pinpoint_behind(f" {text}", 0) or pytest.fail(text)
        assert (place.kind, end) == (form.kind, len(text) + 1), text
        own = "" if place.section in (None, "quoted") else place.section
        assert (own, str(place.number or ""), "".join(place.labels)) == (section, number, labels)


def test_a_name_among_words() -> None:
    """In running text the span of a name holds what belongs to it, and nothing else."""
    text = "women in UN Security Council resolution 1325 (2000), para. 8 (a), and in res. 75/1"
    named = [text[slice(*one.span)] for one in find_named(text)]
    assert named == ["in UN Security Council resolution 1325 (2000), para. 8 (a)", "in res. 75/1"]


@given(st.text(max_size=80))
def test_no_text_is_too_strange(text: str) -> None:
    """Whatever is typed, reading it ends, and spans lie in the text."""
    for one in find_named(f"{text} 75/1"):
        assert 0 <= one.span[0] < one.span[1] <= len(text) + 5
