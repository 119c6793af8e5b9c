"""Knowledge of everyday words: those without weight, and those that texts word differently."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from indexer.analysis.analyzer import terms


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherWords:
    """Several ways to say one thing.

    typed: what people type. texts: what resolutions write. example: words of a resolution.
    """

    typed: tuple[str, ...]
    texts: tuple[str, ...]
    example: str


@lru_cache
def small_words() -> frozenset[str]:
    """Returns the literal forms of words without weight (`data/small_words.toml`)."""
    return frozenset(_data("small_words")["words"].split())


@lru_cache
def entries() -> tuple[OtherWords, ...]:
    """Returns the entries of `data/other_words.toml`."""
    return tuple(
        OtherWords(typed=tuple(one["typed"]), texts=tuple(one["texts"]), example=one["example"])
        for one in _data("other_words")["entry"]
    )


@lru_cache
def other_words() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Returns the entries' wordings in texts by the stems of what people type."""
    return MappingProxyType(
        {stems(typed): entry.texts for entry in entries() for typed in entry.typed}
    )


@lru_cache
def organ_words() -> Mapping[tuple[str, ...], str]:
    """Returns organs' short names by the stems of their everyday names."""
    return MappingProxyType(
        {
            stems(typed): one["organ"]
            for one in _data("other_words")["organ"]
            for typed in one["typed"]
        }
    )


@lru_cache
def longest_name() -> int:
    """Returns the number of words of the longest entry."""
    return max(map(len, (*other_words(), *organ_words())))


def stems(text: str) -> tuple[str, ...]:
    """Returns the stems of a text's words, in order."""
    return tuple(term.stem for term in terms(text))


def _data(name: str) -> dict[str, Any]:
    source = files("search.understanding.data").joinpath(f"{name}.toml")
    return tomllib.loads(source.read_text("utf-8"))
