"""Symbols in any spelling."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.parsing.knowledge.symbols import forms, parse_symbol, sort_key, symbol_key


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.canonical)
def test_every_form_matches_its_examples_and_no_counter_example(form) -> None:
    """The data file is its own specification."""
    for example in form.examples:
        cleaned = re.sub(r"\s+", " ", example.replace("_", "/")).rstrip("*").upper()
        assert form.pattern.fullmatch(cleaned), example
    for example in form.counter_examples:
        assert not form.pattern.fullmatch(example.upper()), example


@pytest.mark.parametrize(
    ("spelling", "key"),
    [
        ("a/res/74/176", "A/RES/74/176"),
        ("A_RES_74_176", "A/RES/74/176"),
        ("74/176", "A/RES/74/176"),
        ("resolution  74/176", "A/RES/74/176"),
        ("A/RES/75/101 A–B", "A/RES/75/101 A-B"),
        ("217 A (III)", "A/RES/217 A(III)"),
        ("1325 (2000)", "S/RES/1325 (2000)"),
        ("S/RES/1325(2000)", "S/RES/1325 (2000)"),
        ("2017/18", "E/RES/2017/18"),
        ("Human Rights Council resolution 32/3", "A/HRC/RES/32/3"),
        ("a/c.3/74/l.10/rev.1*", "A/C.3/74/L.10/Rev.1"),
        ("not  a symbol", "NOT A SYMBOL"),
    ],
)
def test_any_spelling_gives_the_one_key(spelling: str, key: str) -> None:
    """People type symbols in many ways and mean one document."""
    assert symbol_key(spelling) == key


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.canonical)
def test_the_canonical_form_is_its_own_key(form) -> None:
    """A key can be looked up again."""
    for example in form.examples:
        key = symbol_key(example)
        assert symbol_key(key) == key


@given(st.text(max_size=60))
def test_no_text_is_too_strange_for_a_key(text: str) -> None:
    """Whatever is typed, there is an answer, and asking twice changes nothing."""
    parse_symbol(text)
    sort_key(text)
    assert symbol_key(symbol_key(text)) == symbol_key(text)


def test_natural_order() -> None:
    """Numbers sort as numbers, organs in their usual order."""
    symbols = [
        "A/RES/217(III)", "A/RES/74/9", "A/RES/74/10", "A/RES/75/1 A", "A/RES/75/1 B",
        "A/RES/S-27/2", "A/RES/ES-10/14", "A/C.3/74/L.10", "A/C.3/74/L.10/Rev.1",
        "S/RES/99 (1951)", "S/RES/1325 (2000)", "E/RES/2017/18", "A/HRC/RES/32/3", "~GA/draft",
    ]  # fmt: skip
    shuffled = [*symbols[1::2], *symbols[::2]]
    assert sorted(shuffled, key=sort_key) == symbols
