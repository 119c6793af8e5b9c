"""Hyphens at the end of a line: those of print and those of words."""

from __future__ import annotations

import pytest

from indexer.parsing.text.hyphens import domain_words, is_soft, mended, vocabulary


@pytest.mark.parametrize(
    "torn",
    [
        "gov-ernment", "develop-ment", "infra-structure", "xen-ophobia", "deci-sion",
        "Afghan-istan", "under-standing", "re-port", "non-govern-mental",
    ],
)  # fmt: skip
def test_hyphens_of_print(torn: str) -> None:
    """Halves of a word become one, whether the domain knows the word or not."""
    before, _, after = torn.rpartition("-")
    assert is_soft(f"{before}-", after)


@pytest.mark.parametrize(
    "word",
    [
        "non-State", "Under-Secretary-General", "long-term", "well-being", "self-determination",
        "gender-responsive", "decision-makers", "counter-terrorism", "out-of-pocket",
        "copyright-protected", "rain-water", "e-commerce", "non-wooden", "sub-Saharan",
    ],
)  # fmt: skip
def test_hyphens_of_words(word: str) -> None:
    """Compounds keep their hyphens; so does what is unknown but made of words."""
    before, _, after = word.rpartition("-")
    assert not is_soft(f"{before}-", after)


def test_the_words_of_the_document_count_first() -> None:
    """A text that writes "co-operation" writes "co-operate", too."""
    assert is_soft("co-", "operate")
    assert not is_soft("co-", "operate", vocabulary(["its co-operation with others"]))
    assert is_soft("long-", "term", vocabulary(["the longterm"]))


@pytest.mark.parametrize(
    ("text", "mended_text"),
    [
        ("the Secre- tariat of the", "the Secretariat of the"),
        ("non- governmental bodies", "non-governmental bodies"),
        ("short- and long-term", "short- and long-term"),
        ("pre- or post-conflict", "pre- or post-conflict"),
        ("a list - this one", "a list - this one"),
    ],
)
def test_words_torn_within_a_line(text: str, mended_text: str) -> None:
    """What an extraction tore is mended; suspended hyphens stay."""
    assert mended(text) == mended_text


def test_the_list_of_words() -> None:
    """It is in order, in small letters, and has words with their hyphens."""
    words = domain_words()
    assert {"government", "non-governmental", "sustainable"} <= words
    assert all(word == word.lower() for word in words)
