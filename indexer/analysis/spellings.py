"""Words that a stemmer cannot know: spelling variants, irregular inflections, families kept apart.

The knowledge is data (`data/spellings.toml`, `data/inflections.toml`, `data/stems.toml`); the
stemming itself is `stemming.py`'s. Words come in here folded, without a possessive.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_SHORTEST_REST = 3
"""Letters that must stand before a suffix for it to be one ("wise" has none)."""


@dataclass(frozen=True, slots=True)
class _Suffix:
    old: str
    new: str
    except_after: tuple[str, ...]
    except_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Spellings:
    words: Mapping[str, str]
    starts: tuple[tuple[str, str], ...]
    suffixes: tuple[_Suffix, ...]
    endings: tuple[str, ...]
    """Those of the suffixes: most words have none of them."""


def read_table(name: str) -> dict[str, Any]:
    """Returns the contents of a data file of this package, by its name without ending."""
    return tomllib.loads(files("indexer.analysis.data").joinpath(f"{name}.toml").read_text("utf-8"))


def folded_spelling(word: str) -> str:
    """Returns the spelling under which all variants of a word are stemmed."""
    table = _spellings()
    if word in table.words:
        return table.words[word]
    for old, new in table.starts:
        if word.startswith(old):
            word = new + word.removeprefix(old)
            break
    if not word.endswith(table.endings):
        return word
    for suffix in table.suffixes:
        if _applies(suffix, word):
            return word.removesuffix(suffix.old) + suffix.new
    return word


def _applies(suffix: _Suffix, word: str) -> bool:
    rest = word.removesuffix(suffix.old)
    return (
        len(word) > len(rest) >= _SHORTEST_REST
        and word not in suffix.except_words
        and not rest.endswith(suffix.except_after)
    )


@cache
def bases() -> Mapping[str, str]:
    """Returns for each irregular inflection the word that it is a form of."""
    forms = read_table("inflections")["forms"]
    return {form: base for base, listed in forms.items() for form in listed}


def exceptional_stem(word: str) -> str | None:
    """Returns the stem of a family that is kept apart; None leaves the word to the stemmer."""
    words, prefixes, starts = _families()
    if word in words:
        return words[word]
    if not word.startswith(starts):
        return None
    for prefix, stem in prefixes:
        if word.startswith(prefix):
            return stem
    return None


@cache
def _spellings() -> _Spellings:
    raw = read_table("spellings")
    suffixes = tuple(
        _Suffix(old, new, _after(table), frozenset(table.get("except_words", ())))
        for table in raw["suffix"]
        for old, new in zip(table["from"], table["to"], strict=True)
    )
    return _Spellings(
        words={old: new for table in raw["word"] for old, new in table["pairs"]},
        starts=tuple((old, new) for table in raw["start"] for old, new in table["pairs"]),
        suffixes=suffixes,
        endings=tuple(suffix.old for suffix in suffixes),
    )


def _after(table: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(table.get("except_after", ()))


@cache
def _families() -> tuple[Mapping[str, str], tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Returns stems by word, stems by what words begin with, longest first, and the beginnings."""
    families = read_table("stems")["family"]
    words = {word: family["stem"] for family in families for word in family.get("words", ())}
    prefixes = [(start, fam["stem"]) for fam in families for start in fam.get("prefixes", ())]
    prefixes.sort(key=lambda pair: len(pair[0]), reverse=True)
    return words, tuple(prefixes), tuple(start for start, _ in prefixes)
