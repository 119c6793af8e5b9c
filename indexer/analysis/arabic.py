"""Stems of Arabic words: Snowball's, and the singular of broken plurals (`data`).

A broken plural changes the inside of a word ("لجنة", "لجان"), which no stemmer can undo without
throwing other words together, so the plurals that resolutions use are listed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from nltk.stem.snowball import SnowballStemmer

from indexer.analysis.spellings import read_table

_PREFIXES = (
    "",
    "ال",
    "و",
    "ف",
    "ب",
    "ك",
    "ل",
    "لل",
    "وال",
    "فال",
    "بال",
    "كال",
    "وب",
    "ول",
    "ولل",
    "وبال",
)
"""Conjunctions, prepositions and the article, as they are written together with a word."""
_MARKS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه"})


def stem(word: str) -> str:
    """Returns the stem of a literal form."""
    plurals = _plurals()
    usual = word.translate(_MARKS)
    bare = (usual.removeprefix(one) for one in _PREFIXES if usual.startswith(one))
    return next((plurals[one] for one in bare if one in plurals), "") or _snowball(word)


def _snowball(word: str) -> str:
    return str(_stemmer().stem(word)) or word


@cache
def _plurals() -> Mapping[str, str]:
    """Returns by each listed word, its letters made one kind, the stem of its singular."""
    found: dict[str, str] = {}
    for singular, plurals in read_table("arabic_plurals")["plurals"].items():
        stemmed = _snowball(singular)
        for word in (singular, *plurals):
            found[word.translate(_MARKS)] = stemmed
    return found


@cache
def _stemmer() -> SnowballStemmer:
    return SnowballStemmer("arabic")
