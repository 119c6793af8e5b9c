"""Words of the languages other than English: their literal forms, stems and places."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from support.translations import TEXTS

from indexer.analysis.analyzer import joined, places, terms, words
from indexer.analysis.languages import language_of_term, plain, untagged
from indexer.analysis.marks import marks
from indexer.analysis.spellings import read_table
from indexer.parsing.knowledge.languages.tables import TRANSLATED

PAIRS = Path(__file__).parent / "word_pairs"
LEAST = {"fr": (28, 28), "es": (28, 28), "ru": (28, 28), "ar": (26, 26)}
"""Of thirty pairs each: those that must be one word, and those that must be two."""


def _stems(text: str, language: str) -> list[str]:
    return words(text, literal=False, language=language)


def _literals(text: str, language: str) -> list[str]:
    return [untagged(word) for word in words(text, literal=True, language=language)]


@pytest.mark.parametrize("code", LEAST)
def test_forms_of_a_word_match_and_other_words_stay_apart(code: str) -> None:
    """Nearly all forms of a word have one stem, and nearly all different words two."""
    pairs = tomllib.loads((PAIRS / f"{code}.toml").read_text("utf-8"))
    assert len(pairs["match"]) == len(pairs["apart"]) == 30
    missed = [pair for pair in pairs["match"] if _stems(pair[0], code) != _stems(pair[1], code)]
    merged = [pair for pair in pairs["apart"] if _stems(pair[0], code) == _stems(pair[1], code)]
    match, apart = LEAST[code]
    assert 30 - len(missed) >= match, missed
    assert 30 - len(merged) >= apart, merged


def test_listed_forms_have_the_stem_of_their_word() -> None:
    """What the tables list is one word: broken plurals, and lemmas that the dictionary lacks."""
    for singular, plurals in read_table("arabic_plurals")["plurals"].items():
        for plural in plurals:
            for word in (plural, f"ال{plural}", f"و{plural}"):
                assert _stems(word, "ar") == _stems(singular, "ar"), word
    for code, lemmas in read_table("lemmas").items():
        for lemma, forms in lemmas.items():
            assert {*_stems(" ".join(forms), code)} == {f"{code}:{lemma}"}


@pytest.mark.parametrize("code", TEXTS)
def test_terms_stand_where_they_say(code: str) -> None:
    """Every term has its place in the text, the same for all ways to ask, and one mark."""
    text = " ".join(TEXTS[code].split())
    found = terms(text, code)
    stems, literals = joined(text, code)
    assert stems.split() == [term.stem for term in found]
    assert literals.split() == [term.literal for term in found]
    spans = [(term.start, term.end) for term in found]
    assert places(text, range(len(found)), code) == spans
    assert all(text[start:end].strip() for start, end in spans)
    assert len(marks(text, code)) == len(found)


@pytest.mark.parametrize("code", TRANSLATED)
def test_terms_carry_their_language_but_numbers_do_not(code: str) -> None:
    """No word of one language is taken for one of another; a number is the same in all."""
    found = words(TEXTS[code], literal=True, language=code)
    assert {language_of_term(word) for word in found} == {code, ""}
    assert all(word.isdigit() for word in found if not language_of_term(word))


def test_literal_forms() -> None:
    """Elided articles are cut, ligatures and Arabic vowels folded; accents stay."""
    assert _literals("L’Assemblée d'Œuvres aujourd’hui", "fr") == [
        "assemblée", "oeuvres", "aujourd'hui",
    ]  # fmt: skip
    assert _literals("Подчёркивая й", "ru") == ["подчеркивая", "й"]
    assert _literals("تُشَجِّع الـدول", "ar") == ["تشجع", "الدول"]
    assert _literals("2020年气候COVID-19", "zh") == ["2020", "年", "气", "候", "covid", "19"]


def test_a_word_without_its_accents_is_plain() -> None:
    """Accents and variants of Arabic letters are what people leave out."""
    assert plain("fr:énergie") == "fr:energie"
    assert plain("ar:أطفال") == "ar:اطفال"
    assert plain("ar:لجنة") == "ar:لجنه"
