"""Knowledge of everyday words: those that carry nothing, and those that texts write otherwise."""

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
    """One thing in several words.

    typed: what people type. texts: what texts write. example: words of a text with one of these.
    """

    typed: tuple[str, ...]
    texts: tuple[str, ...]
    example: str


@lru_cache
def small_words() -> frozenset[str]:
    """Returns the literal forms of words that carry nothing (`data/small_words.toml`)."""
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
    """Returns by the stems of what people type what texts write instead."""
    return MappingProxyType(
        {stems(typed): entry.texts for entry in entries() for typed in entry.typed}
    )


@lru_cache
def organ_words() -> Mapping[tuple[str, ...], str]:
    """Returns by the stems of an organ's everyday names its short name."""
    return MappingProxyType(
        {
            stems(typed): one["organ"]
            for one in _data("other_words")["organ"]
            for typed in one["typed"]
        }
    )


def stems(text: str) -> tuple[str, ...]:
    """Returns the stems of a text's words, in order."""
    return tuple(term.stem for term in terms(text))


def _data(name: str) -> dict[str, Any]:
    source = files("search.understanding.data").joinpath(f"{name}.toml")
    return tomllib.loads(source.read_text("utf-8"))
