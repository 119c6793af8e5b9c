"""Terms of the UN's thesaurus and goals, in six languages."""

from __future__ import annotations

import pytest

from indexer.parsing.knowledge.thesaurus import (
    COLUMNS,
    GOALS,
    concepts_called,
    concepts_starting,
    goal_called,
    goal_name,
    term_in,
    term_of,
    term_shown,
)


@pytest.mark.parametrize(
    "text",
    [
        "climate change", "Climate Change", "changements climatiques", "CAMBIO CLIMATICO",
        "изменение климата", "تغيير المناخ", "气候变化",
    ],
)  # fmt: skip
def test_a_concept_goes_by_its_term_in_any_language(text: str) -> None:
    """Case and accents do not count."""
    assert "climate change" in concepts_called(text)


@pytest.mark.parametrize(("text", "term"), [("refugee", "refugees"), ("policies", "policy")])
def test_the_number_of_a_term_does_not_matter(text: str, term: str) -> None:
    """A singular finds the plural, a plural the singular, where the thesaurus has one of them."""
    assert concepts_called(text) in ({term}, frozenset())
    assert concepts_called("refugee") == {"refugees"}


def test_what_is_no_term_is_no_concept() -> None:
    """Words alone are not."""
    assert not concepts_called("paragraph of the resolution")
    assert not concepts_called("")


def test_beginnings_of_terms_find_concepts() -> None:
    """In any language as well."""
    assert "climate change" in concepts_starting("changements clim")


def test_terms_as_files_print_them() -> None:
    """In small letters, with plain apostrophes and single blanks."""
    assert term_of(" WOMEN’S  RIGHTS") == "women's rights"
    assert term_of("TÜRKİYE") == "türkiye"


@pytest.mark.parametrize(
    ("term", "language", "shown"),
    [
        ("climate change", "en", "Climate change"),
        ("climate change", "fr", "Changements climatiques"),
        ("human rights in afghanistan", "en", "Human rights in Afghanistan"),
        ("darfur (sudan)", "en", "Darfur (Sudan)"),
        ("a term of tomorrow", "zh", "A term of tomorrow"),
    ],
)
def test_terms_as_people_write_them(term: str, language: str, shown: str) -> None:
    """With capital letters where they are known; in English where a language has no term."""
    assert term_shown(term, language) == shown


def test_every_goal_has_a_title_in_each_language_that_leads_back_to_it() -> None:
    """All seventeen, in all six."""
    for number in GOALS:
        for language in COLUMNS:
            assert goal_called(goal_name(number, language)) == number


@pytest.mark.parametrize(("text", "number"), [("13", 13), ("SDG 13", 13), ("goal 13", 13)])
def test_goals_go_by_their_number(text: str, number: int) -> None:
    """With or without the word."""
    assert goal_called(text) == number


@pytest.mark.parametrize("text", ["0", "18", "sdg", "action", ""])
def test_what_is_no_goal(text: str) -> None:
    """Numbers beyond seventeen, and words that are no title."""
    assert goal_called(text) is None


def test_a_term_without_translation_stays_english() -> None:
    """Countries and new terms may be lacking in the thesaurus."""
    assert term_in("ar", "no such term") == "no such term"
