"""Thesaurus: terms of the United Nations in six languages, which name the subjects of documents.

They are those of the UNBIS Thesaurus (United Nations, Dag Hammarskjöld Library) of about 2014, the
preferred terms alone; `tools/thesaurus.py` makes the file. A concept goes by its English term.
"""

from __future__ import annotations

import lzma
import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

COLUMNS = ("en", "fr", "es", "ru", "ar", "zh")
"""The languages of the file's columns."""
FILE, NAMES = "thesaurus.tsv.xz", "thesaurus_names.txt"
GOALS = range(1, 18)
"""The numbers of the Sustainable Development Goals."""


@cache
def concepts() -> Sequence[Sequence[str]]:
    """Returns the terms of each concept in the order of `COLUMNS`; "" where there is none."""
    raw = files("indexer.parsing.data").joinpath(FILE).read_bytes()
    return [line.split("\t") for line in lzma.decompress(raw).decode("utf-8").split("\n")]


def term_of(printed: str) -> str:
    """Returns a term as values have it: "SÉCURITÉ " becomes "sécurité", with plain signs."""
    text = unicodedata.normalize("NFC", printed.lower().replace("\u2019", "'"))
    # A Turkish capital with a dot leaves the dot behind.
    return " ".join(text.replace("i\u0307", "i").split())


def term_in(language: str, term: str) -> str:
    """Returns a concept's term in a language, or the English one where there is none."""
    return _terms_in(language).get(term, term)


@cache
def _terms_in(language: str) -> Mapping[str, str]:
    place = COLUMNS.index(language)
    return {one[0]: one[place] for one in concepts() if one[place]}


def term_shown(term: str, language: str = "en") -> str:
    """Returns a concept's term in a language as people write it: "Darfur (Sudan)".

    The thesaurus has no capital letters; which words are names is known for English alone.
    """
    text = term_in(language, term)
    if text == term:
        text = _WORD.sub(lambda word: _capital(word[0]) if word[0] in _names() else word[0], text)
        text = _PLACE.sub(lambda place: _WORD.sub(lambda word: _name(word[0]), place[0]), text)
    return _capital(text)


_WORD = re.compile(r"[^\W\d_]+")
_PLACE = re.compile(r"\([^()]*\)")
_SMALL = frozenset({"and", "of", "the"})


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _name(word: str) -> str:
    return word if word in _SMALL else _capital(word)


@cache
def _names() -> frozenset[str]:
    return frozenset(files("indexer.parsing.data").joinpath(NAMES).read_text("utf-8").split())


def concepts_called(text: str) -> frozenset[str]:
    """Returns the English terms of the concepts with a term in any language, accents aside.

    A plural of English also finds the singular, and the other way round.
    """
    wanted = _alike(text)
    return _by_term().get(wanted) or _by_term().get(_other_number(wanted)) or frozenset()


def concepts_starting(text: str) -> frozenset[str]:
    """Returns the English terms of the concepts with a term in any language that starts so."""
    start = _alike(text)
    return frozenset().union(*(own for key, own in _by_term().items() if key.startswith(start)))


@cache
def _by_term() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one in concepts():
        for term in one:
            if one[0] and term:
                found.setdefault(_alike(term), set()).add(one[0])
    return {key: frozenset(own) for key, own in found.items()}


def _alike(text: str) -> str:
    """Returns the form in which terms are compared, without accents and case."""
    letters = unicodedata.normalize("NFKD", term_of(text).casefold())
    kept = "".join(letter for letter in letters if unicodedata.category(letter)[0] != "M")
    return kept.translate(_ALIKE)


_ALIKE = str.maketrans({"ى": "ي", "ة": "ه", "ё": "е", "œ": "oe", "-": " "})


def _other_number(term: str) -> str:
    if term.endswith("ies"):
        return f"{term[:-3]}y"
    if term.endswith("y"):
        return f"{term[:-1]}ies"
    return term[:-1] if term.endswith("s") else f"{term}s"


def goal_name(number: int, language: str = "en") -> str:
    """Returns the short title of a Sustainable Development Goal in a language."""
    name: str = _goals()[str(number)][language]
    return name


def goal_called(text: str) -> int | None:
    """Returns the goal that a text names: "13", "SDG 13", "goal 13", or its title in a language."""
    words = _alike(text)
    number = words.removeprefix("sdg").removeprefix("goal").strip()
    if number.isascii() and number.isdecimal() and int(number) in GOALS:
        return int(number)
    return next(
        (int(one) for one, names in _goals().items() if words in map(_alike, names.values())), None
    )


@cache
def _goals() -> Mapping[str, Mapping[str, str]]:
    text = files("indexer.parsing.data").joinpath("goals.toml").read_text("utf-8")
    goals: Mapping[str, Mapping[str, str]] = tomllib.loads(text)
    return goals
