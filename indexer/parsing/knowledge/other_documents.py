"""Documents that are no resolutions: what a text seems to be instead."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import islice

_BEGINNING = 60  # lines


@dataclass(frozen=True, slots=True)
class OtherDocument:
    """A kind of document: its name with its article, and how its lines begin."""

    name: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@lru_cache
def other_documents() -> tuple[OtherDocument, ...]:
    """Returns the kinds of `data/other_documents.toml`."""
    text = files("indexer.parsing.data").joinpath("other_documents.toml").read_text("utf-8")
    return tuple(
        OtherDocument(
            one["name"],
            re.compile(one["pattern"], re.IGNORECASE),
            tuple(one["examples"]),
            tuple(one.get("counter_examples", ())),
        )
        for one in tomllib.loads(text)["document"]
    )


def seems_to_be(lines: Iterable[str]) -> str | None:
    """Returns what a document seems to be by its first lines ("a letter"), None if unclear."""
    for line in islice(lines, _BEGINNING):
        for one in other_documents():
            if one.pattern.match(line):
                return one.name
    return None
